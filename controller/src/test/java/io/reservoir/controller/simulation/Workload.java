package io.reservoir.controller.simulation;

import io.reservoir.controller.node.Node;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The tenants: their services, the load on them, and what they say. */
final class Workload {
    static final Map<String, Integer> MAXIMA = Map.of("C1", 5, "C2", 1);

    private static final VolumeSpec DATA = new VolumeSpec("data", 1L << 30);
    /** Requests in a second that a replica is to serve, at first and later. */
    private static final List<Integer> PER_REPLICA = List.of(100, 150);

    private static final Map<String, Node.Submission> SUBMISSIONS = new ConcurrentHashMap<>();
    private static final List<Verb> TELLS =
            List.of(Verb.PAUSE, Verb.RESUME, Verb.SUSPEND, Verb.SHUTDOWN, Verb.ACTIVATE, Verb.DESTROY);
    private static final Duration READING_EVERY = Duration.ofSeconds(10);
    private static final double UNFOLLOWED = 0.95;
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final World world;
    private final List<ServiceId> services = new ArrayList<>();
    private final Map<ServiceId, Integer> loads = new HashMap<>();
    private final Map<ServiceId, Integer> orders = new HashMap<>();
    private final Set<ServiceId> unanswered = new TreeSet<>();
    private final Set<ServiceId> silent = new HashSet<>();

    Workload(World world, int count) {
        this.world = world;
        for (int i = 1; i <= count; i++) {
            var service = new ServiceId("S" + i);
            services.add(service);
            loads.put(service, world.dice().between(50, 400));
        }
    }

    Map<String, Integer> maxima() {
        return MAXIMA;
    }

    List<ServiceId> services() {
        return services;
    }

    void begin() {
        for (var service : services) {
            world.events().in(world.dice().seconds(1, 20), () -> order(service, "active"));
            world.events().in(world.dice().seconds(1, 10), () -> measure(service));
        }
    }

    /** Another load from now on. */
    void change(ServiceId service) {
        loads.put(service, world.dice().between(20, 560));
    }

    /** That load from now on. */
    void change(ServiceId service, int load) {
        loads.put(service, load);
    }

    /** A tenant says something to the first VEE of which it can be said. */
    void tell(ServiceId service, Verb verb) {
        first(service, (node, vee) -> node.tell(vee, verb));
    }

    /** A tenant plugs its volume into the first VEE that takes it, or out of that. */
    void plug(ServiceId service, boolean in) {
        first(service, (node, vee) -> in ? node.attach(vee, DATA) : node.detach(vee, DATA.name()));
    }

    /** An operator moves the first VEE that can move, to a host that takes it. */
    void move(ServiceId service) {
        var machines = new ArrayList<>(world.machines());
        Collections.rotate(machines, world.dice().between(0, machines.size() - 1));
        first(
                service,
                (node, vee) -> machines.stream()
                        .map(machine -> node.move(vee, machine.id()))
                        .filter(Node.Answer.Ok.class::isInstance)
                        .findFirst()
                        .orElseGet(() -> new Node.Answer.NotFound("a host for " + vee)));
    }

    /** An operator wants what moves to stay after all. */
    void stay(ServiceId service) {
        first(service, Node::stay);
    }

    /** Asks of VEEs, one after the other, what one of them is to do, until a node says that it does. */
    private void first(ServiceId service, BiFunction<Node, VeeId, Node.Answer> what) {
        for (var controller : world.controllers()) {
            controller.call(node -> {
                var image = node.image(service);
                var vees = image == null ? List.<Vee>of() : image.veesOf("C1");
                for (var vee : vees) {
                    if (what.apply(node, vee.id()) instanceof Node.Answer.Ok) {
                        return;
                    }
                }
            });
        }
    }

    /** A tenant writes down another size of its replicas. */
    void replace(ServiceId service) {
        var submission = submission(service, world.dice().oneOf(PER_REPLICA));
        for (var controller : world.controllers()) {
            controller.call(node -> {
                if (node.services().contains(service)) {
                    node.submit(submission, service);
                }
            });
        }
    }

    void silence(ServiceId service, boolean isSilent) {
        if (isSilent) {
            silent.add(service);
        } else {
            silent.remove(service);
        }
    }

    private void measure(ServiceId service) {
        var at = world.events().instant();
        var load = loads.getOrDefault(service, 100);
        var readings = new ArrayList<>(List.of(
                new Reading(service, "RequestPerSecond", "C1", Reading.SERVICE_LEVEL, load, at),
                new Reading(service, "Users", "C2", Reading.SERVICE_LEVEL, load / 2.0, at)));
        if (drains(service)) {
            for (int replica = 1; replica <= MAXIMA.get("C1"); replica++) {
                readings.add(new Reading(service, "Sessions", "C1", replica, sessions(replica, at), at));
            }
        }
        var sent = silent.contains(service) ? List.<Reading>of() : readings;
        if (!sent.isEmpty()) {
            world.checker().reading(service);
        }
        var carried = world.defect().readings(sent, readings.getFirst());
        if (!carried.isEmpty()) {
            for (var controller : world.controllers()) {
                carry(controller, carried);
            }
        }
        world.events().in(READING_EVERY, () -> measure(service));
    }

    private void carry(Controller controller, List<Reading> readings) {
        if (world.network().delivers("tenants", controller.name())) {
            var garbled = world.strikes(Fault.READINGS_GARBLED);
            var times = garbled ? world.dice().between(1, 3) : 1;
            for (int i = 0; i < times; i++) {
                var delay = garbled ? world.dice().seconds(0, 25) : Duration.ofMillis(5);
                world.events().in(delay, () -> controller.call(node -> node.accept(readings)));
            }
        }
    }

    /** A tenant wants that of a service, and asks until somebody has said that it is so, or until it wants otherwise. */
    void order(ServiceId service, String lifecycle) {
        var number = orders.merge(service, 1, Integer::sum);
        unanswered.add(service);
        var book = world.checker().books().get(service);
        ask(service, lifecycle, number, book == null ? 0 : book.entries.size());
    }

    private void ask(ServiceId service, String lifecycle, int number, int askedAt) {
        if (orders.getOrDefault(service, 0) != number) {
            return;
        }
        var controller = world.dice().oneOf(world.controllers());
        controller.call(node -> {
            if (orders.getOrDefault(service, 0) == number && done(node, service, lifecycle)) {
                world.events().in(Duration.ZERO, () -> {
                    if (orders.getOrDefault(service, 0) == number) {
                        orders.merge(service, 1, Integer::sum);
                        unanswered.remove(service);
                        world.checker().promise(service, lifecycle, askedAt);
                    }
                });
            }
        });
        world.events().in(RETRY, () -> ask(service, lifecycle, number, askedAt));
    }

    /** True for every other service: what serves may finish what it has begun. */
    static boolean drains(ServiceId service) {
        return service.name().charAt(service.name().length() - 1) % 2 == 0;
    }

    /** None for ten seconds of fifty, so that a drain ends by its readings or, where these fail, by its time. */
    private static int sessions(int replica, Instant at) {
        return (int) ((at.getEpochSecond() / 10 + 3L * replica) % 5);
    }

    static String manifest(ServiceId service) {
        return manifest(service, PER_REPLICA.getFirst());
    }

    private static Node.Submission submission(ServiceId service, int perReplica) {
        return SUBMISSIONS.computeIfAbsent(
                service + " " + perReplica, key -> Node.Submission.of(service + ".rsl", manifest(service, perReplica)));
    }

    private static String manifest(ServiceId service, int perReplica) {
        var drain = drains(service) ? "  drain until Sessions = 0 max 2 min" : "";
        var sessions = drains(service) ? "metric Sessions(C1) gauge sessions every 10 s\n" : "";
        return """
            service %s
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 5  after C2  spread hosts%s }
            C2(1 CPU, 1 GB, 10 GB disk) { replicas max 1 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            metric Users(C2) gauge sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / %d  over 30 s  stabilise down 30 s  rate down 100%% per 10 s
            CPU(C2) = Users(C2) / 100
            Memory(C1) = RequestPerSecond(C1) > 300 req/s ? 2 GB : 1 GB
            %s""".formatted(service, drain, perReplica, sessions);
    }

    private boolean done(Node node, ServiceId service, String lifecycle) {
        Function<ServiceId, Node.Answer> verb = lifecycle.equals("active") ? node::activate : node::undeploy;
        if (!node.services().contains(service)) {
            if (!(node.submit(submission(service, PER_REPLICA.getFirst()), service) instanceof Node.Answer.Ok)) {
                return false;
            }
        }
        return verb.apply(service) instanceof Node.Answer.Ok;
    }

    /** A tenant says something to one of its VEEs. */
    void tell() {
        var controller = world.dice().oneOf(world.controllers());
        var service = world.dice().oneOf(services);
        var choice = world.dice().between(0, 99);
        var verb = world.dice().oneOf(TELLS);
        controller.call(node -> {
            var image = node.image(service);
            var vees = image == null
                    ? List.<VeeId>of()
                    : image.veesOf("C1").stream().map(Vee::id).toList();
            if (!vees.isEmpty()) {
                VeeId vee = vees.get(choice % vees.size());
                node.tell(vee, verb);
            }
        });
    }

    /** The fewest replicas that a manifest asks for at the load that there is, within the band of what is not followed. */
    int needed(ServiceId service, String manifest) {
        var load = loads.getOrDefault(service, 100) * UNFOLLOWED;
        return PER_REPLICA.stream()
                .filter(size -> manifest.equals(manifest(service, size)))
                .mapToInt(size -> (int) Math.ceil(load / size))
                .findFirst()
                .orElseThrow();
    }

    /** Services whose tenants still wait for an answer. */
    Set<ServiceId> unanswered() {
        return unanswered;
    }

    boolean isOrdered(ServiceId service) {
        return world.checker().books().containsKey(service);
    }
}
