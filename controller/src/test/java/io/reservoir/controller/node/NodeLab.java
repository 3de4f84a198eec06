package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.rules.compile.ShapeCache;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A whole node on a clock of its own, with hosts that run nothing. */
final class NodeLab {
    static final Duration STEP = Duration.ofSeconds(5);

    final ManualClock clock = new ManualClock(NOON);
    final MemoryLedger ledger = new MemoryLedger();
    final MemoryNodeRegister register = new MemoryNodeRegister(clock);
    final MemoryHandOvers handOvers = new MemoryHandOvers();
    final List<SimulatedHost> hosts = new ArrayList<>();
    private final SimulatedSite site = new SimulatedSite();
    Node node;
    private boolean bounded;
    private int nodes;
    private PolicyRules policy = PolicyCompiler.shipped();
    private Duration ahead = Duration.ZERO;

    NodeLab host(String name, int vcpus, FailurePlan failures) {
        return host(name, "D1", vcpus, failures);
    }

    NodeLab host(String name, String domain, int vcpus, FailurePlan failures) {
        var size = new Size(vcpus, 2 * GB * vcpus, 20 * GB * vcpus);
        var settings = SimulatedHost.Settings.of(name, domain, size);
        hosts.add(SimulatedHost.inMemory(site, bounded ? settings.bounded() : settings, failures, clock));
        return this;
    }

    /** From now on hosts give a VEE that runs no more than real ones do. */
    NodeLab bounded() {
        bounded = true;
        return this;
    }

    /** The policy that nodes begin with. */
    NodeLab under(PolicyRules newPolicy) {
        policy = newPolicy;
        return this;
    }

    /** A node that takes over what the ledger has; the one before is as good as dead. */
    Node startNode() {
        nodes++;
        node = new Node(
                HostCalls.direct(clock),
                new Node.Common(
                        ledger,
                        List.<Host>copyOf(hosts),
                        this::wall,
                        SlaClasses.SHIPPED,
                        StandardTariff.load(),
                        new Blackout(),
                        policy,
                        new ShapeCache(),
                        recorded -> {}));
        var keeper = Keeper.alone(
                new NodeAddress("n/life" + nodes, "localhost", 0, 0),
                "test",
                register,
                ledger,
                handOvers,
                new NodeHolder(node),
                () -> Duration.between(NOON, clock.instant()),
                clock);
        keeper.enter();
        keeper.tick();
        return node;
    }

    /** The node's clock is ahead of that of the hosts by so much from now on. */
    void wallClockAhead(Duration by) {
        ahead = by;
    }

    private Instant wall() {
        return clock.instant().plus(ahead);
    }

    NodeLab running(String manifest) {
        if (node == null) {
            startNode();
        }
        submit(manifest);
        assertThat(node.activate(SHOP)).isInstanceOf(Node.Answer.Ok.class);
        return this;
    }

    void submit(String manifest) {
        assertThat(node.submit(Node.Submission.of("shop.rsl", "service Shop\n" + manifest), SHOP))
                .isInstanceOf(Node.Answer.Ok.class);
    }

    void load(double requestsPerSecond) {
        node.accept(
                List.of(new Reading(SHOP, "RequestPerSecond", "C1", Reading.SERVICE_LEVEL, requestsPerSecond, wall())));
    }

    /** A pass at the time that it is. */
    void look() {
        node.pass(node.look());
    }

    void step() {
        clock.advance(STEP);
        look();
        noVeeRunsTwice();
    }

    void run(Duration time, double requestsPerSecond) {
        for (var end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
            load(requestsPerSecond);
            step();
        }
    }

    void runWithoutReadings(Duration time) {
        for (var end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
            step();
        }
    }

    ServiceImage image() {
        return node.image(SHOP);
    }

    List<VeeId> in(VeePhase phase) {
        return image().vees().values().stream()
                .filter(vee -> vee.phase() == phase)
                .map(Vee::id)
                .toList();
    }

    int ready() {
        return in(VeePhase.READY).size();
    }

    List<VeeId> atHosts() {
        return hosts.stream()
                .map(SimulatedHost::list)
                .filter(list -> list != null)
                .flatMap(List::stream)
                .map(Host.Sighting::vee)
                .toList();
    }

    List<Recorded> recorded() {
        return ledger.read(SHOP, 0, Integer.MAX_VALUE);
    }

    <E extends Entry> List<E> entries(Class<E> kind) {
        return recorded().stream()
                .map(Recorded::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private void noVeeRunsTwice() {
        var running = new HashSet<VeeId>();
        for (var host : hosts) {
            var list = host.list();
            for (var sighting : list == null ? List.<Host.Sighting>of() : list) {
                if (sighting.state() == VeeState.ACTIVE) {
                    assertThat(running.add(sighting.vee()))
                            .as("only one host runs %s", sighting.vee())
                            .isTrue();
                }
            }
        }
    }

    /** Replays the ledger entry by entry: after none of them may a component own more than its maximum. */
    void neverOwnedMoreThan(Map<String, Integer> maxima) {
        var image = ServiceImage.empty(SHOP);
        for (var recorded : recorded()) {
            image = Replay.apply(image, recorded);
            var owned = image.vees().keySet().stream()
                    .collect(Collectors.groupingBy(VeeId::component, Collectors.counting()));
            for (var component : owned.entrySet()) {
                assertThat(component.getValue())
                        .as("owned of %s after entry %s", component.getKey(), recorded.seq())
                        .isLessThanOrEqualTo(maxima.get(component.getKey()));
            }
        }
        assertThat(image).as("the node's image is the ledger's").isEqualTo(image());
    }

    /** Each claim is finished once, or it is the only one that is still in flight for its VEE. */
    void everyClaimIsFinishedOnce() {
        var finished = entries(Entry.Finished.class).stream()
                .map(Entry.Finished::intent)
                .toList();
        assertThat(finished).doesNotHaveDuplicates();
        assertThat(finished.size() + image().inFlight().size())
                .isEqualTo(entries(Entry.Claimed.class).size());
    }
}
