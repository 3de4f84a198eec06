package io.reservoir.controller.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** One fault after another befalls the rig; each is mended, waited out, and inspected. */
final class Course {
    /** A pause or a cut in which nobody tried to write what was stale proves little, and is made again. */
    private static final int TRIES = 3;

    /** Longer than a controller keeps its shards without its database, and than others wait for a silent one. */
    private static final Duration PAUSE = Duration.ofSeconds(7);

    /** So long that another one owns the shards, so short that what was cut off still arrives afterwards. */
    private static final Duration CUT = Duration.ofMillis(6_300);

    private static final Duration LONG_CUT = Duration.ofSeconds(8);
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LEAST_LEAP = Duration.ofSeconds(5);
    private static final Duration MOST_LEAP = Duration.ofHours(1);
    private static final int WRITES_AT_ONCE = 30;
    private static final int INSISTING = 3;

    /** The threads of a controller that drop its shards. */
    private static final String KEEPERS = "keeper";

    /** For how long others have the processor before them. */
    private static final Duration AWAKE = Duration.ofMillis(700);

    private static final Duration CALM = Duration.ofSeconds(90);
    private static final Duration MOST_FAILOVER = Duration.ofSeconds(30);

    private final Rig rig;
    private final Tenants tenants;
    private final Inspector inspector;
    private final Random random;
    private final Map<Fault, List<Long>> takenMillis = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Long>> actedMillis = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> cycles = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> staleRefused = new EnumMap<>(Fault.class);
    private boolean isGuarded = true;

    /** What befalls the rig. */
    enum Fault {
        NODE_KILLED(4),
        NODE_PAUSED(3),
        NODE_PAUSED_WITH_ITS_CLOCK(1),
        NODE_CLOCK_SET(2),
        NODE_CUT_OFF(3),
        NODE_MUTE(1),
        NODE_DEAF(1),
        NODE_CUT_FROM_NODES(2),
        BRIDGE(2),
        PACKETS_LOST(2),
        AGENT_KILLED(1),
        AGENT_PAUSED(1),
        AGENT_DISK_FULL(1),
        DATABASE_KILLED(1),
        DATABASE_PAUSED(1),
        DATABASE_SLOW(1),
        DATABASE_CLOCK_SET(1),
        DATABASE_DISK_FULL(1),
        ALL_NODES_KILLED(1),
        NODES_RESTARTED(1);

        private final int times;

        Fault(int times) {
            this.times = times;
        }

        /** An owner goes on with what it believes while another one has its place. */
        boolean leavesAStaleOwner() {
            return switch (this) {
                case NODE_PAUSED,
                        NODE_PAUSED_WITH_ITS_CLOCK,
                        NODE_CUT_OFF,
                        NODE_MUTE,
                        NODE_DEAF,
                        NODE_CUT_FROM_NODES,
                        BRIDGE -> true;
                case NODE_KILLED,
                        NODE_CLOCK_SET,
                        PACKETS_LOST,
                        AGENT_KILLED,
                        AGENT_PAUSED,
                        AGENT_DISK_FULL,
                        DATABASE_KILLED,
                        DATABASE_PAUSED,
                        DATABASE_SLOW,
                        DATABASE_CLOCK_SET,
                        DATABASE_DISK_FULL,
                        ALL_NODES_KILLED,
                        NODES_RESTARTED -> false;
            };
        }
    }

    Course(Rig rig, Tenants tenants, Inspector inspector, long seed) {
        this.rig = rig;
        this.tenants = tenants;
        this.inspector = inspector;
        random = new Random(seed);
    }

    /** The same where nothing that is stale is refused. */
    Course withoutGuard() {
        isGuarded = false;
        return this;
    }

    /** All faults, as often as each is due, in an order of the seed's. */
    static List<Fault> drawn(long seed) {
        var all = new ArrayList<Fault>();
        for (var fault : Fault.values()) {
            for (int i = 0; i < fault.times; i++) {
                all.add(fault);
            }
        }
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    /** Writes and calls of owners before, all refused, by what had befallen these. */
    Map<Fault, Integer> staleRefused() {
        return staleRefused;
    }

    /** Lets one fault befall the rig and returns what is wrong afterwards. */
    Inspector.Findings cycle(Fault fault) throws InterruptedException {
        for (int i = 1; i <= TRIES; i++) {
            var begun = Instant.now();
            var before = refused();
            var told = befall(fault);
            rig.mend();
            rig.awaitSettled(CALM);
            // a process that was killed counts from 0 again
            var refused = Math.max(0, refused() - before);
            System.out.printf(
                    "rig: %s %s; %d stale writes and calls refused; settled after %.1f s%n",
                    fault, told, refused, Duration.between(begun, Instant.now()).toMillis() / 1e3);
            if (fault.leavesAStaleOwner()) {
                staleRefused.merge(fault, refused, Integer::sum);
            }
            if (!isGuarded || !fault.leavesAStaleOwner() || refused > 0 || i == TRIES) {
                cycles.merge(fault, 1, Integer::sum);
                return inspector.inspect(tenants);
            }
        }
        throw new IllegalStateException("no try was made");
    }

    /** Tells a node to end, has it go on as another program, and inspects. */
    Inspector.Findings upgrade(String node, Program program) throws InterruptedException {
        return inspected(replaced(
                Fault.NODES_RESTARTED,
                node,
                () -> {
                    rig.station(node).end();
                    rig.become(node, program);
                },
                SHORT));
    }

    /** The same for an agent. */
    Inspector.Findings upgradeAgent(String host, Program program) throws InterruptedException {
        rig.station(host).end();
        rig.become(host, program);
        rig.mend();
        return inspected(host + " restarted");
    }

    /** Kills a node, has it go on as it was, and inspects. */
    Inspector.Findings kill(String node) throws InterruptedException {
        return inspected(replaced(Fault.NODE_KILLED, node, rig.station(node)::kill, SHORT));
    }

    private Inspector.Findings inspected(String told) throws InterruptedException {
        rig.awaitSettled(CALM);
        System.out.println("rig: " + told);
        return inspector.inspect(tenants);
    }

    /** What ledger and hosts have refused in the lives of their processes. */
    private int refused() {
        var writes = Rig.NODES.stream()
                .mapToDouble(node -> rig.metric(node, "reservoir_ledger_refused_total", ""))
                .sum();
        var calls = Rig.HOSTS.stream()
                .mapToDouble(host -> rig.metric(host, "reservoir_agent_calls_seconds_count", "refused-stale-epoch"))
                .sum();
        return (int) (writes + calls);
    }

    private String befall(Fault fault) throws InterruptedException {
        var node = one(Rig.NODES);
        var host = one(Rig.HOSTS);
        var station = rig.station(node);
        var server = rig.database().server();
        return switch (fault) {
            case NODE_KILLED -> replaced(fault, node, station::kill, SHORT);
            case NODE_PAUSED -> paused(fault, node);
            case NODE_PAUSED_WITH_ITS_CLOCK -> {
                // it is ahead by as much as the pause takes, and right again afterwards
                station.clock().set(PAUSE);
                Thread.sleep(SHORT);
                yield paused(fault, node);
            }
            case NODE_CLOCK_SET -> {
                var ahead = leap();
                station.clock().set(ahead);
                hold(LONG_CUT, node);
                yield node + " by " + ahead;
            }
            case NODE_CUT_OFF -> {
                rush(node);
                yield replaced(fault, node, () -> rig.othersThan(node).forEach(other -> rig.cutBoth(node, other)), CUT);
            }
            case NODE_MUTE -> {
                rush(node);
                yield replaced(fault, node, () -> rig.othersThan(node).forEach(other -> rig.cut(node, other)), CUT);
            }
            case NODE_DEAF -> {
                rush(node);
                yield replaced(fault, node, () -> rig.othersThan(node).forEach(other -> rig.cut(other, node)), CUT);
            }
            case NODE_CUT_FROM_NODES -> {
                rush(node);
                yield replaced(
                        fault,
                        node,
                        () -> Rig.NODES.stream()
                                .filter(other -> !other.equals(node))
                                .forEach(other -> rig.cutBoth(node, other)),
                        LONG_CUT);
            }
            case BRIDGE -> {
                var other = one(Rig.NODES.stream().filter(n -> !n.equals(node)).toList());
                rush(node);
                rig.cutBoth(node, other);
                Rig.HOSTS.forEach(name -> rig.station(name).goOn());
                hold(LONG_CUT, node, other);
                yield node + " and " + other + " do not reach each other";
            }
            case PACKETS_LOST -> {
                var percent = random.nextInt(5, 25);
                rig.lose(percent);
                hold(LONG_CUT);
                yield percent + " of 100";
            }
            case AGENT_KILLED -> {
                rig.station(host).kill();
                hold(SHORT);
                yield host;
            }
            case AGENT_PAUSED -> {
                rig.station(host).pause();
                hold(PAUSE);
                yield host;
            }
            case AGENT_DISK_FULL -> {
                rig.disk(host).fill();
                hold(PAUSE);
                yield host;
            }
            case DATABASE_KILLED -> {
                server.kill();
                hold(SHORT);
                yield "";
            }
            case DATABASE_PAUSED -> {
                server.pause();
                hold(PAUSE);
                yield "";
            }
            case DATABASE_SLOW -> {
                var until = System.nanoTime() + LONG_CUT.toNanos();
                while (System.nanoTime() < until) {
                    server.pause();
                    Thread.sleep(random.nextInt(200, 1_500));
                    server.goOn();
                    Thread.sleep(random.nextInt(20, 200));
                }
                yield "";
            }
            case DATABASE_CLOCK_SET -> {
                var ahead = leap();
                server.clock().set(ahead);
                hold(LONG_CUT);
                yield "by " + ahead;
            }
            case DATABASE_DISK_FULL -> {
                rig.database().disk().fill();
                hold(PAUSE);
                yield "";
            }
            case ALL_NODES_KILLED -> {
                Rig.NODES.forEach(name -> rig.station(name).kill());
                yield "";
            }
            case NODES_RESTARTED -> {
                // one by one, as for another release
                var told = new ArrayList<String>();
                for (var name : Rig.NODES) {
                    told.add(replaced(fault, name, rig.station(name)::end, SHORT));
                    rig.awaitSettled(CALM);
                }
                yield String.join("; ", told);
            }
        };
    }

    private String paused(Fault fault, String node) throws InterruptedException {
        var station = rig.station(node);
        rush(node);
        // as on a busy machine: it goes on with what it had begun before it looks at the time
        station.holdBack(KEEPERS);
        var told = replaced(fault, node, station::pause, PAUSE);
        Thread.sleep(AWAKE.toMillis());
        station.letGo(KEEPERS);
        return told;
    }

    /** By how much a clock is put forward or back. */
    private Duration leap() {
        var far = Duration.ofMillis(random.nextLong(LEAST_LEAP.toMillis(), MOST_LEAP.toMillis()));
        return random.nextBoolean() ? far : far.negated();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Lets tenants go on for so long, through those nodes above all. */
    private void hold(Duration time, String... nodes) throws InterruptedException {
        var isOver = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (var node : nodes) {
            for (var service : servicesOf(node)) {
                threads.addAll(insisting(service, node, isOver));
            }
        }
        Thread.sleep(time);
        isOver.set(true);
        for (var thread : threads) {
            thread.join();
        }
    }

    /** Has some of what a tenant wants wait for a node at any time. */
    private List<Thread> insisting(String service, String node, AtomicBoolean isOver) {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < INSISTING; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> insist(service, node, isOver)));
        }
        return threads;
    }

    private void insist(String service, String node, AtomicBoolean isOver) {
        while (!isOver.get()) {
            tenants.write(service, node);
            try {
                Thread.sleep(400);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<String> servicesOf(String node) {
        var shards = rig.database().query("select number from shard where owner like ?", node + "/%").stream()
                .map(row -> Integer.valueOf(row[0]))
                .collect(Collectors.toSet());
        return tenants.services().stream()
                .filter(service -> shards.contains(Tenants.shardOf(service)))
                .toList();
    }

    /** Has calls of a node under way at hosts that do not answer, and writes waiting for one another. */
    private void rush(String node) throws InterruptedException {
        Rig.HOSTS.forEach(host -> rig.station(host).pause());
        var services = servicesOf(node);
        for (var service : services) {
            for (int ordinal = 1; ordinal < Tenants.MOST_REPLICAS; ordinal++) {
                var which = ordinal;
                Thread.ofPlatform().daemon().start(() -> tenants.tell(service, which, "destroy", node));
            }
        }
        Thread.sleep(300);
        var begun = new CountDownLatch(2);
        for (int i = 0; i < WRITES_AT_ONCE && !services.isEmpty(); i++) {
            var service = services.get(i % services.size());
            Thread.ofPlatform().daemon().start(() -> {
                tenants.write(service, node);
                begun.countDown();
            });
        }
        var unused = begun.await(2, TimeUnit.SECONDS);
    }

    /** Strikes a node, and measures how long it takes until others do its work; the fault stays for so long. */
    private String replaced(Fault fault, String node, Runnable strike, Duration time) throws InterruptedException {
        var services = servicesOf(node);
        var shards = rig.database().query("select number from shard where owner like ?", node + "/%").stream()
                .map(row -> Integer.valueOf(row[0]))
                .toList();
        var others = Rig.NODES.stream().filter(other -> !other.equals(node)).toList();
        var waiting = new ConcurrentLinkedQueue<>(services);
        var isOver = new AtomicBoolean();
        var at = Instant.now();
        strike.run();
        Rig.HOSTS.forEach(host -> rig.station(host).goOn());
        var threads = new ArrayList<Thread>();
        for (var service : services) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                while (waiting.contains(service) && !isOver.get()) {
                    if (tenants.through(others, service) != null) {
                        waiting.remove(service);
                    }
                }
            }));
            if (fault.leavesAStaleOwner()) {
                threads.addAll(insisting(service, node, isOver));
            }
        }
        Thread.sleep(time);
        var isReplaced = Rig.isSoWithin(MOST_FAILOVER, waiting::isEmpty);
        rig.mend();
        isOver.set(true);
        for (var thread : threads) {
            thread.join();
        }
        if (!isReplaced) {
            throw new AssertionError("nobody took over " + waiting + " of " + node + "\n" + rig.lastWords());
        }
        return node + " replaced: " + measure(fault, node, services, shards, at);
    }

    private String measure(Fault fault, String node, List<String> services, List<Integer> shards, Instant at) {
        var since = at.toEpochMilli();
        var acted = new ArrayList<Long>();
        for (var row : rig.database()
                .query(
                        "select service, min(extract(epoch from at)) * 1000 from rig.written"
                                + " where at > to_timestamp(? / 1000.0) and writer <> ? group by service",
                        since,
                        rig.address(node))) {
            if (services.contains(row[0])) {
                acted.add((long) Double.parseDouble(row[1]) - since);
            }
        }
        var taken = 0L;
        for (var row : rig.database()
                .query(
                        "select shard, min(extract(epoch from at)) * 1000 from rig.taken"
                                + " where at > to_timestamp(? / 1000.0) and owner not like ? group by shard",
                        since,
                        node + "/%")) {
            if (shards.contains(Integer.valueOf(row[0]))) {
                taken = Math.max(taken, (long) Double.parseDouble(row[1]) - since);
            }
        }
        takenMillis.computeIfAbsent(fault, f -> new ArrayList<>()).add(taken);
        actedMillis.computeIfAbsent(fault, f -> new ArrayList<>()).addAll(acted);
        return "last shard taken after " + taken + " ms, first actions after "
                + acted.stream().sorted().toList();
    }

    /** How long it took until the first action of a new owner, at the 99th percentile; 0 where none was measured. */
    long failoverMillis(Fault fault) {
        var all = actedMillis.getOrDefault(fault, List.of()).stream().sorted().toList();
        return all.isEmpty() ? 0 : all.get((int) Math.ceil(all.size() * 0.99) - 1);
    }

    /** What was measured, a line for each kind of fault. */
    String measured() {
        return takenMillis.entrySet().stream()
                .map(of -> {
                    var acted = actedMillis.getOrDefault(of.getKey(), List.of()).stream()
                            .sorted()
                            .toList();
                    return "MEASURED %s: last shard taken after %s ms; first action of the new owner, %d services: median %s, p99 %d ms"
                            .formatted(
                                    of.getKey(),
                                    of.getValue(),
                                    acted.size(),
                                    acted.isEmpty() ? "none" : acted.get(acted.size() / 2),
                                    failoverMillis(of.getKey()));
                })
                .collect(Collectors.joining("\n"));
    }

    Map<Fault, Integer> cycles() {
        return cycles;
    }
}
