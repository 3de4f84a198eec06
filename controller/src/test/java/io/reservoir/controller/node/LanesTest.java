package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.KeeperLoop;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.compile.ShapeCache;
import io.reservoir.rules.policy.PolicyCompiler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int SERVICES = 24;
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final long GB = 1L << 30;

    private final MemoryLedger ledger = new MemoryLedger();
    private final Blackout blackout = new Blackout();
    private final PooledHostCalls calls = new PooledHostCalls();
    private final Lanes lanes = new Lanes(3, pass -> {});

    private static ServiceId id(int number) {
        return new ServiceId("S" + number);
    }

    @BeforeEach
    void start() {
        var clock = InstantSource.fixed(NOW);
        var size = new Size(1_000, 1_000 * GB, 1_000 * GB);
        var common = new Node.Common(
                ledger,
                List.of(SimulatedHost.inMemory(
                        SimulatedHost.Settings.of("h1", "D1", size), FailurePlan.NONE, InstantSource.fixed(NOW))),
                InstantSource.fixed(NOW),
                SlaClasses.SHIPPED,
                StandardTariff.load(),
                blackout,
                PolicyCompiler.shipped(),
                new ShapeCache(),
                recorded -> {});
        lanes.start(lane -> new Node(calls.on(lane), common), Duration.ofHours(1));
        var keeper = Keeper.alone(
                new NodeAddress("n/1", "localhost", 0, 0),
                "test",
                new MemoryNodeRegister(clock),
                ledger,
                new MemoryHandOvers(),
                new LaneHolder(lanes, () -> {}),
                () -> Duration.ofNanos(System.nanoTime()),
                clock);
        KeeperLoop.start(keeper).close();
        // the first pass finds no service, and the next one is an hour away
        await().until(() -> lanes.lastPass() != null);
        for (int i = 0; i < SERVICES; i++) {
            var service = id(i);
            var submission = Node.Submission.of(
                    "s.rsl",
                    "service " + service
                            + "\nC1(1 CPU, 1 GB, 1 GB disk)\nReplicas(C1) = RequestPerSecond(C1) / 100 max 9");
            lanes.of(service)
                    .call(node -> {
                        node.submit(submission, service);
                        return node.activate(service);
                    })
                    .join();
        }
    }

    @AfterEach
    void stop() {
        lanes.close();
        calls.close();
    }

    @Test
    void eachServiceLivesOnTheLaneOfItsShardAndOnNoOther() {
        var counts = new ArrayList<Integer>();
        for (var lane : lanes.all()) {
            var here = lane.call(Node::services).join();
            assertThat(here).allMatch(service -> lanes.of(service) == lane);
            counts.add(here.size());
        }
        assertThat(counts).doesNotContain(0);
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(SERVICES);
        assertThat(lanes.services()).hasSize(SERVICES).isSorted();
    }

    @Test
    void aBatchForAllLanesIsDecidedAboutByEach() {
        passed();
        assertThat(accept(IntStream.range(0, SERVICES).boxed().toList(), NOW)).isEqualTo(SERVICES);

        for (int i = 0; i < SERVICES; i++) {
            var service = id(i);
            var decision = lanes.of(service)
                    .call(node -> node.latest(service).firstEntry().getValue())
                    .join();
            assertThat(decision.target()).as(service.name()).isEqualTo(4);
        }
    }

    @Test
    void aPassCountsWhatAllLanesHave() {
        var tally = passed();

        assertThat(tally.services()).isEqualTo(SERVICES);
        assertThat(tally.vees().values().stream().mapToLong(Long::longValue).sum())
                .as("the least of each")
                .isEqualTo(SERVICES);
    }

    /** Most services of one lane may be blind and most of all see: it is all of them that count. */
    @Test
    void theGlobalHoldIsOneOverAllLanes() {
        passed();
        accept(IntStream.range(0, SERVICES).boxed().toList(), NOW);
        var lane = lanes.of(id(0));
        var blind = IntStream.range(0, SERVICES)
                .mapToObj(LanesTest::id)
                .filter(service -> lanes.of(service) == lane)
                .toList();

        blind.forEach(service -> blackout.told(service, false, NOW));
        assertThat(blackout.why()).as("%d of %d", blind.size(), SERVICES).isNull();

        IntStream.range(0, SERVICES).mapToObj(LanesTest::id).forEach(service -> blackout.told(service, false, NOW));
        assertThat(blackout.why()).isNotNull();
        var why = lanes.all().stream()
                .map(one -> one.call(
                                node -> node.moment(node.services().iterator().next()))
                        .join()
                        .circumstances()
                        .blackout())
                .distinct();
        assertThat(why).containsExactly(blackout.why());
    }

    @Test
    void onlyOneOfThemKeepsTheLedgerOfTheSite() {
        assertThat(ledger.read(ServiceId.SITE, 0, 10))
                .extracting(Recorded::seq)
                .as("one entry, for the policy")
                .containsExactly(1L);
    }

    /** One pass of all lanes. */
    private Node.Tally passed() {
        var view = lanes.all().getFirst().call(Node::look).join();
        return lanes.all().stream()
                .map(lane -> lane.pass(view).join())
                .reduce(Node.Tally::plus)
                .orElseThrow();
    }

    private int accept(List<Integer> services, Instant at) {
        var readings = services.stream()
                .map(number -> new Reading(id(number), "RequestPerSecond", "C1", Reading.SERVICE_LEVEL, 400, at))
                .toList();
        return lanes.byLane(readings).entrySet().stream()
                .map(part -> part.getKey().call(node -> node.accept(part.getValue())))
                .toList()
                .stream()
                .mapToInt(count -> count.join())
                .sum();
    }
}
