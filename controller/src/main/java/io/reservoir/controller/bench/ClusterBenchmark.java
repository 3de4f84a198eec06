package io.reservoir.controller.bench;

import io.reservoir.cluster.link.LinkHandler;
import io.reservoir.cluster.link.LinkIdentity;
import io.reservoir.cluster.link.LinkReply;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.cluster.link.LinkSettings;
import io.reservoir.cluster.link.News;
import io.reservoir.cluster.link.PeerNetwork;
import io.reservoir.cluster.link.Taken;
import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.KeeperLoop;
import io.reservoir.cluster.ownership.Membership;
import io.reservoir.cluster.ownership.NodeId;
import io.reservoir.cluster.ownership.Roster;
import io.reservoir.cluster.ownership.Timing;
import io.reservoir.cluster.store.JdbcLedger;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.node.LaneHolder;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Measures three nodes in this process, linked over loopback, with one ledger: readings come to each of them in turn, at
 * a fixed rate whether they keep up or not, and two of three belong to another node than the one that they come to. A
 * plan that follows from a reading is timed from the moment at which the reading was due until it is in the ledger.
 */
public final class ClusterBenchmark {
    private static final int NODES = 3;
    private static final int BATCHES_PER_SECOND = 100;
    private static final Duration PASS_EVERY = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final Load load;
    private final Store store;
    private final InstantSource clock;
    private final int perBatch;
    private final Instant base;
    private final long baseNanos = System.nanoTime();
    private final Map<ServiceId, CheckedService> programs = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder forwarded = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder plannedInPasses = new LongAdder();
    private volatile boolean counts;

    /** On the thread of a lane: when the readings were due that it is busy with, by service. */
    private final ThreadLocal<Map<ServiceId, Long>> dueNanos = ThreadLocal.withInitial(HashMap::new);

    /**
     * What was measured.
     *
     * @param readingsPerSecond taken in by the owners of their services, over the time that was measured
     * @param forwarded share of the readings that went over a link, 0 to 1
     * @param refused readings for which there was no room
     * @param dropped readings that were dropped for newer ones, or lost with a link
     * @param plans that followed from readings at once: what was timed
     * @param laterPlans that were made in passes, after a delay that a statement asks for or a call at a host
     */
    public record Result(
            String ledger,
            int services,
            double readingsPerSecond,
            double forwarded,
            long refused,
            long dropped,
            int plans,
            long laterPlans,
            double p50Millis,
            double p99Millis,
            double maxMillis) {}

    /** Where the nodes keep their ledger, which is one for all of them. */
    public record Store(String name, Ledger ledger, NodeRegister nodes, HandOvers handOvers) {
        /** In the memory of this process. */
        public static Store memory(InstantSource clock) {
            return new Store("memory", new MemoryLedger(), new MemoryNodeRegister(clock), new MemoryHandOvers());
        }

        /** In a database. */
        public static Store of(String name, JdbcLedger ledger) {
            return new Store(name, ledger, ledger.nodes(), ledger.handOvers());
        }
    }

    private ClusterBenchmark(int services, int rate, Store store, InstantSource clock) {
        load = new Load(services);
        this.store = store;
        this.clock = clock;
        base = clock.instant();
        perBatch = Math.max(1, rate / BATCHES_PER_SECOND);
    }

    /**
     * Measures; this takes as long as warming up and measuring do, and a while for the deployment.
     *
     * @param rate readings a second, rounded to whole batches, of which there are a hundred a second
     * @param store the ledger of all three; there must be no service in it
     * @param progress told of what begins, in words
     */
    public static Result run(
            int services,
            int threads,
            int rate,
            Store store,
            Duration warmUp,
            Duration measured,
            InstantSource clock,
            RandomGenerator chance,
            Consumer<String> progress)
            throws IOException {
        var benchmark = new ClusterBenchmark(services, rate, store, clock);
        try {
            progress.accept("starting " + NODES + " nodes over " + store.name());
            benchmark.start(threads, chance);
            progress.accept("deploying " + services + " services");
            benchmark.deploy();
            progress.accept("warming up for " + warmUp.toSeconds() + " s");
            var next = benchmark.send(warmUp, 0);
            benchmark.counts = true;
            progress.accept("measuring for " + measured.toSeconds() + " s");
            benchmark.send(measured, next);
            return benchmark.result(measured);
        } finally {
            benchmark.members.forEach(Member::close);
        }
    }

    private void start(int threads, RandomGenerator chance) throws IOException {
        var addresses = new ArrayList<NodeAddress>();
        for (var i = 0; i < NODES; i++) {
            addresses.add(new NodeAddress(new NodeId("n" + i, "1").owner(), "127.0.0.1", freePort(), 0));
        }
        var hosts = load.hosts(clock);
        for (var address : addresses) {
            members.add(new Member(address, addresses, threads, hosts, chance));
        }
        await(
                "the nodes did not share the shards among them",
                () -> Shard.ALL.stream()
                        .allMatch(shard -> members.stream().allMatch(member -> member.keeper.ownerOf(shard) != null)));
        for (var member : members) {
            member.network.keep(addresses.stream()
                    .filter(address -> !address.equals(member.address))
                    .toList());
        }
        await(
                "the nodes did not link with each other",
                () -> members.stream()
                        .allMatch(member -> addresses.stream()
                                .filter(address -> !address.equals(member.address))
                                .allMatch(address -> member.network.to(address).isUp())));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        var begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > SETTLING.toNanos()) {
                throw new IllegalStateException(otherwise);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void deploy() {
        for (var i = 0; i < load.services(); i++) {
            var id = Load.id(i);
            var submission = Node.Submission.of("bench.rsl", Load.manifest(i));
            var program = Rsl.compile("bench.rsl", Load.manifest(i)).service();
            if (program == null) {
                throw new IllegalStateException("a manifest of the load is refused");
            }
            programs.put(id, program);
            var answer = owner(id)
                    .lanes
                    .of(id)
                    .call(node -> {
                        node.submit(submission, id);
                        return node.activate(id);
                    })
                    .join();
            if (!(answer instanceof Node.Answer.Ok)) {
                throw new IllegalStateException("a service of the load is refused: " + answer);
            }
        }
    }

    private Member owner(ServiceId service) {
        return members.stream()
                .filter(member -> member.keeper.isOurs(Shard.of(service)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody owns " + service));
    }

    /** Sends batches when they are due, however long the nodes take; returns the number of the next reading. */
    private long send(Duration length, long from) {
        var interval = 1_000_000_000L / BATCHES_PER_SECOND;
        var batches = length.toNanos() / interval;
        var begin = System.nanoTime();
        for (long i = 0; i < batches; i++) {
            var due = begin + i * interval;
            var batch = load.batch(from + i * perBatch, perBatch, base.plusNanos(due - baseNanos));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            switch (members.get((int) (i % NODES)).intake.accept(batch)) {
                case Admission.Taken taken -> {
                    if (counts) {
                        forwarded.add(taken.forwarded());
                    }
                }
                case Admission.Busy busy -> {
                    if (counts) {
                        refused.add(batch.size());
                    }
                }
                case Admission.Refused wrong -> throw new IllegalStateException("a batch is refused: " + wrong);
                case Admission.TooMany many -> throw new IllegalStateException("a batch is refused: " + many);
            }
        }
        return from + batches * perBatch;
    }

    private void appended(Recorded recorded) {
        if (counts && recorded.entry() instanceof Entry.Planned) {
            var due = dueNanos.get().get(recorded.service());
            if (due == null) {
                plannedInPasses.increment();
            } else {
                latencies.add(System.nanoTime() - due);
            }
        }
    }

    private Result result(Duration measured) {
        var sorted = latencies.sorted();
        var sent = forwarded.sum();
        var all = accepted.sum();
        var dropped = members.stream().mapToLong(Member::dropped).sum();
        return new Result(
                store.name(),
                load.services(),
                all / (measured.toNanos() / 1e9),
                (double) sent / ((long) perBatch * BATCHES_PER_SECOND * measured.toSeconds()),
                refused.sum(),
                dropped,
                sorted.length,
                plannedInPasses.sum(),
                DecisionBenchmark.millis(sorted, 0.5),
                DecisionBenchmark.millis(sorted, 0.99),
                DecisionBenchmark.millis(sorted, 1));
    }

    /** One of the nodes. */
    private final class Member implements LinkHandler, Intake.Site {
        private final NodeAddress address;
        private final List<NodeAddress> all;
        private final PooledHostCalls calls = new PooledHostCalls();
        private final Lanes lanes;
        private final Intake intake;
        private final PeerNetwork network;
        private final Keeper keeper;
        private final KeeperLoop loop;

        Member(NodeAddress address, List<NodeAddress> all, int threads, List<Host> hosts, RandomGenerator chance)
                throws IOException {
            this.address = address;
            this.all = all;
            lanes = new Lanes(threads, pass -> {});
            intake = new Intake(this, clock, Limits.DEFAULT, admission -> {});
            var common = Node.Common.shipped(store.ledger(), hosts, clock, ClusterBenchmark.this::appended);
            lanes.start(lane -> new Node(calls.on(lane), common), PASS_EVERY);
            network = PeerNetwork.start(new PeerNetwork.Parts(
                    new LinkIdentity("bench", "1.0.0", 1, address.node()),
                    InetAddress.getLoopbackAddress(),
                    address.peerPort(),
                    LinkSettings.DEFAULT,
                    null,
                    this,
                    chance,
                    link -> {}));
            keeper = new Keeper(new Keeper.Parts(
                    address,
                    "1.0.0",
                    new Roster(all.stream()
                            .map(node -> NodeId.of(node.node()).name())
                            .toList()),
                    Timing.DEFAULT,
                    new Together(all),
                    store.nodes(),
                    store.ledger(),
                    store.handOvers(),
                    new LaneHolder(lanes, () -> {}),
                    () -> Duration.ofNanos(System.nanoTime() - baseNanos),
                    clock));
            loop = KeeperLoop.start(keeper);
        }

        @Override
        public @Nullable CheckedService program(ServiceId service) {
            return programs.get(service);
        }

        @Override
        public List<String> services() {
            return lanes.services();
        }

        @Override
        public Admission accept(List<Reading> readings) {
            var ours = new ArrayList<Reading>();
            var theirs = new HashMap<NodeAddress, List<Reading>>();
            for (var reading : readings) {
                var shard = Shard.of(reading.service());
                var owner = keeper.isOurs(shard) ? address : keeper.ownerOf(shard);
                if (owner == null) {
                    return new Admission.Busy("nobody owns shard " + shard.number());
                }
                if (owner.equals(address)) {
                    ours.add(reading);
                } else {
                    theirs.computeIfAbsent(owner, node -> new ArrayList<>()).add(reading);
                }
            }
            for (var part : theirs.entrySet()) {
                if (network.to(part.getKey()).isFull(part.getValue().size())) {
                    return new Admission.Busy(
                            "no room for node " + part.getKey().node());
                }
            }
            theirs.forEach((owner, part) -> network.to(owner).send(part));
            var unused = onLanes(ours);
            return new Admission.Taken(ours.size(), 0, readings.size() - ours.size());
        }

        private CompletableFuture<Integer> onLanes(List<Reading> readings) {
            var parts = lanes.byLane(readings).entrySet().stream()
                    .map(part -> part.getKey().call(node -> onLane(node, part.getValue())))
                    .toList();
            return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                    .thenApply(done ->
                            parts.stream().mapToInt(CompletableFuture::join).sum());
        }

        private int onLane(Node node, List<Reading> readings) {
            var due = dueNanos.get();
            for (var reading : readings) {
                due.putIfAbsent(
                        reading.service(),
                        baseNanos + Duration.between(base, reading.at()).toNanos());
            }
            var count = node.accept(readings);
            due.clear();
            if (counts) {
                accepted.add(count);
            }
            return count;
        }

        @Override
        public CompletionStage<Taken> readings(List<Reading> readings) {
            return onLanes(readings).thenApply(count -> new Taken(count, readings.size() - count, 0));
        }

        @Override
        public CompletionStage<LinkReply> request(LinkRequest request) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("readings alone are sent here"));
        }

        @Override
        public void news(List<News> news) {
            // nobody listens here
        }

        @Override
        public void connected(String node) {
            // as above
        }

        long dropped() {
            return all.stream()
                    .filter(node -> !node.equals(address))
                    .map(node -> network.to(node).counters())
                    .mapToLong(counters -> counters.dropped() + counters.lost() + counters.untaken())
                    .sum();
        }

        void close() {
            network.close();
            loop.close();
            lanes.close();
            calls.close();
        }
    }

    /** All nodes, for ever. */
    private record Together(List<NodeAddress> members) implements Membership {
        @Override
        public void whenChanged(Runnable listener) {
            // nothing ever changes
        }

        @Override
        public void close() {}
    }
}
