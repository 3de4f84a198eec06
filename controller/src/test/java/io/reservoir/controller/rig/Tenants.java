package io.reservoir.controller.rig;

import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that change their services all the time, each one service and one thing after another, through whichever node
 * answers. What a node has said is done is kept, to be looked for in the ledger.
 */
final class Tenants implements AutoCloseable {
    static final int MOST_REPLICAS = 4;
    private static final List<String> VERBS =
            List.of("pause", "resume", "suspend", "resume", "shutdown", "activate", "destroy");

    private static final List<Integer> PUT_OFF = List.of(429, 503);

    /** Tenants name VEEs that may be gone, or busy. */
    private static final Integer NOT_THERE = 404;

    private static final Integer NOT_NOW = 409;

    private final Rig rig;
    private final List<String> services;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong words = new AtomicLong();
    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, Boolean> active = new ConcurrentHashMap<>();

    /** What a tenant was told. */
    sealed interface Promise {
        String service();
    }

    /** That word stands in a manifest of the ledger. */
    record Said(String service, String word) implements Promise {}

    /** The service was active, or was not, with that entry. */
    record Switched(String service, boolean active, long lastSeq) implements Promise {}

    /** The host of a VEE is told to do that. */
    record Told(String service, String vee, String verb) implements Promise {}

    Tenants(Rig rig, int count) {
        this.rig = rig;
        services = IntStream.rangeClosed(1, count).mapToObj(i -> "S" + i).toList();
    }

    List<String> services() {
        return services;
    }

    List<Promise> promises() {
        return List.copyOf(promises);
    }

    /** Answers since the last time that nobody should be given, whatever is wrong. */
    List<String> strangeAnswers() {
        var all = new ArrayList<String>();
        for (var one = strange.poll(); one != null; one = strange.poll()) {
            all.add(one);
        }
        return all;
    }

    static int shardOf(String service) {
        return Shard.of(new ServiceId(service)).number();
    }

    /** Deploys all, then lets the tenants loose. */
    void begin(long seed) {
        for (var service : services) {
            var random = new Random(seed * 31 + service.hashCode());
            threads.add(Thread.ofPlatform().name("tenant-" + service).daemon().start(() -> live(service, random)));
        }
    }

    private void live(String service, Random random) {
        while (!isOver.get() && !(write(service, anyNode(random)) && activate(service, anyNode(random), true))) {
            pause(300);
        }
        while (!isOver.get()) {
            var node = anyNode(random);
            switch (random.nextInt(10)) {
                case 0, 1 -> write(service, node);
                case 2 -> activate(service, node, !active.getOrDefault(service, true));
                case 3, 4, 5 ->
                    tell(service, random.nextInt(1, MOST_REPLICAS), VERBS.get(random.nextInt(VERBS.size())), node);
                default -> measure(service, random.nextInt(20, MOST_REPLICAS * 100), node);
            }
            pause(random.nextInt(300, 900));
        }
    }

    private static String anyNode(Random random) {
        return Rig.NODES.get(random.nextInt(Rig.NODES.size()));
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is right may be put off, and never be refused. */
    private Rig.@Nullable Answer asked(String node, String path, String body, Integer... allowed) {
        var answer = rig.ask(node, "POST", path, body);
        if (answer != null
                && !answer.isDone()
                && !PUT_OFF.contains(answer.status())
                && !List.of(allowed).contains(answer.status())) {
            strange.add(node + " answered " + path + " with " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    /** Gives a service a manifest with a word that no other one has; true if that was said to be done. */
    boolean write(String service, String node) {
        var word = "word" + words.incrementAndGet();
        var manifest = """
                // %s
                service %s
                C1(1 CPU, 1 GB, 4 GB disk) {
                  replicas min 1 max %d
                }
                metric RequestPerSecond(C1) gauge req/s sum every 1 s
                Replicas(C1) = RequestPerSecond(C1) / 100 over 3 s stabilise down 5 s
                """.formatted(word, service, MOST_REPLICAS);
        var answer = asked(node, "/v1/services", manifest);
        if (answer == null || !answer.isDone()) {
            return false;
        }
        promises.add(new Said(service, word));
        return true;
    }

    /** Activates or undeploys; true if that was said to be done. */
    boolean activate(String service, String node, boolean isToRun) {
        var answer = asked(node, "/v1/services/" + service + (isToRun ? "/activate" : "/undeploy"), "");
        if (answer == null || !answer.isDone()) {
            return false;
        }
        var view = answer.json();
        promises.add(new Switched(service, isToRun, view.get("lastSeq").asLong()));
        active.put(service, isToRun);
        return true;
    }

    /** True where it was last heard to run. */
    boolean isActive(String service) {
        return active.getOrDefault(service, false);
    }

    boolean tell(String service, int ordinal, String verb, String node) {
        var path = "/v1/services/" + service + "/vees/C1/" + ordinal + "/" + verb;
        var answer = asked(node, path, "", NOT_THERE, NOT_NOW);
        if (answer == null || !answer.isDone()) {
            return false;
        }
        promises.add(new Told(service, answer.json().get("id").asText(), verb));
        return true;
    }

    private void measure(String service, int load, String node) {
        var unused = asked(
                node,
                "/v1/readings",
                "[{\"service\":\"" + service + "\",\"metric\":\"RequestPerSecond\",\"component\":\"C1\",\"value\":"
                        + load + "}]");
    }

    /** Through which node something can be done now; null where that is none. */
    @Nullable
    String through(List<String> nodes, String service) {
        return nodes.stream().filter(node -> write(service, node)).findFirst().orElse(null);
    }

    /** Returns when no tenant does anything any more. */
    void rest() throws InterruptedException {
        isOver.set(true);
        for (var thread : threads) {
            thread.join();
        }
    }

    /** To be called once they rest. */
    void undeployAll() throws InterruptedException {
        for (var service : services) {
            rig.await(
                    Duration.ofMinutes(1),
                    () -> activate(service, Rig.NODES.getFirst(), false) ? null : service + " is not undeployed");
        }
    }

    /** Has them end soon. */
    @Override
    public void close() {
        isOver.set(true);
    }
}
