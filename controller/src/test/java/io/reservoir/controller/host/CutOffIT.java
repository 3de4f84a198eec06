package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.KeeperLoop;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Meter;
import io.reservoir.controller.bill.UsageInterval;
import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.node.LaneHolder;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to VEEs while no controller sees it is billed to the second, by what their host has noted. */
class CutOffIT {
    /** On a busy machine too. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final ServiceId SHOP = new ServiceId("Shop");
    private static final VeeId FIRST = new VeeId(SHOP, "C1", 1, 1);
    private static final VeeId SECOND = new VeeId(SHOP, "C1", 2, 1);
    private static final String MANIFEST = "service Shop\nC1(1 CPU, 1 GB, 4 GB disk) { replicas min 2 max 2 }\n";

    @TempDir
    private Path directory;

    private final MemoryLedger ledger = new MemoryLedger();
    private AgentLab lab;
    private Relay relay;
    private AgentHost host;
    private Instant start;
    private MemoryNodeRegister register;
    private Lanes lanes;
    private int lives;

    @BeforeEach
    void run() {
        lab = new AgentLab(directory);
        relay = new Relay(lab.port());
        host = lab.links.host(AgentLab.H1, URI.create("http://127.0.0.1:" + relay.port()), null);
        start = lab.clock.instant();
        register = new MemoryNodeRegister(lab.clock);
        startController();
        lanes.of(SHOP)
                .call(node -> List.of(node.submit(Node.Submission.of("shop.rsl", MANIFEST), SHOP), node.activate(SHOP)))
                .join();
        await().atMost(SOON).until(() -> isActive(FIRST) && isActive(SECOND));
        lab.clock.advance(Duration.ofMinutes(1));
        awaitPhase(FIRST, VeePhase.READY);
        awaitPhase(SECOND, VeePhase.READY);
    }

    @AfterEach
    void stop() {
        lanes.close();
        relay.close();
        lab.close();
    }

    @Test
    void whatHappensWhileTheControllerIsAwayIsBilledToTheSecond() {
        lanes.close();
        live();
        startController();
        assertBilled();
    }

    @Test
    void whatHappensWhileTheHostIsCutOffIsBilledToTheSecond() {
        relay.cut();
        awaitPhase(FIRST, VeePhase.UNKNOWN);
        awaitPhase(SECOND, VeePhase.UNKNOWN);
        live();
        relay.mend();
        assertBilled();
    }

    @Test
    void whatIsToldAgainChangesNothing() {
        lanes.close();
        live();
        startController();
        assertBilled();
        var before = changes(FIRST);
        lanes.close();
        lab.restart();
        startController();
        await().atMost(SOON).until(() -> lanes.lastPass() != null);
        lab.clock.advance(Duration.ofSeconds(1));
        var pass = Objects.requireNonNull(lanes.lastPass()).at();
        await().atMost(SOON)
                .until(() -> Objects.requireNonNull(lanes.lastPass()).at().isAfter(pass));
        assertThat(changes(FIRST)).isEqualTo(before);
    }

    @Test
    void whatWasTakenIsForgottenByTheHost() {
        await().atMost(SOON).until(() -> {
            lab.clock.advance(Duration.ofSeconds(1));
            var testimony = host.testimony(0);
            return testimony != null && testimony.evidence().isEmpty();
        });
    }

    /** An hour of which no controller sees anything. */
    private void live() {
        lab.clock.advance(Duration.ofMinutes(10));
        lab.simulated.suspend(FIRST, new IntentId(90), epoch());
        awaitNoted(FIRST, VeeState.SUSPENDED);
        lab.clock.advance(Duration.ofMinutes(15));
        lab.simulated.resume(FIRST, new IntentId(91), epoch());
        awaitNoted(FIRST, VeeState.ACTIVE);
        lab.clock.advance(Duration.ofMinutes(15));
        lab.host.list();
        lab.simulated.vanish(SECOND);
        awaitNoted(SECOND, VeeState.DESTROYED);
        lab.clock.advance(Duration.ofMinutes(20));
    }

    private void assertBilled() {
        await().atMost(SOON).until(() -> isGone(SECOND));
        awaitPhase(FIRST, VeePhase.READY);
        assertThat(used(FIRST)).isEqualTo(List.of("running 0..660", "held 660..1560", "running 1560..3660"));
        assertThat(used(SECOND)).isEqualTo(List.of("running 0..2460"));
    }

    private void startController() {
        lives++;
        var common = Node.Common.shipped(ledger, List.of(host), lab.clock, recorded -> {});
        lanes = new Lanes(1, pass -> {});
        lanes.start(lane -> new Node(HostCalls.direct(lab.clock), common), Duration.ofMillis(20));
        var keeper = Keeper.alone(
                new NodeAddress("n/life" + lives, "localhost", 0, 0),
                "test",
                register,
                ledger,
                new MemoryHandOvers(),
                new LaneHolder(lanes, () -> {}),
                () -> Duration.ofNanos(System.nanoTime()),
                lab.clock);
        KeeperLoop.start(keeper).close();
    }

    private Epoch epoch() {
        return Objects.requireNonNull(lab.simulated.list()).getFirst().epoch();
    }

    /** The ledger has it, so nothing that is done to it now ends later. */
    private boolean isActive(VeeId vee) {
        return changes(vee).stream().anyMatch(change -> change.state() == VeeState.ACTIVE);
    }

    /** The agent looks once a second, or when it is asked. */
    private void awaitNoted(VeeId vee, VeeState state) {
        await().atMost(SOON).until(() -> {
            var testimony = lab.host.list() == null ? null : lab.host.testimony(0);
            return testimony != null
                    && testimony.evidence().stream()
                            .filter(noted -> noted.vee().equals(vee))
                            .reduce((one, other) -> other)
                            .filter(noted -> noted.state() == state)
                            .isPresent();
        });
    }

    private void awaitPhase(VeeId vee, VeePhase phase) {
        await().atMost(SOON)
                .until(() -> changes(vee).stream()
                        .reduce((one, other) -> other)
                        .filter(change -> change.phase() == phase)
                        .isPresent());
    }

    private boolean isGone(VeeId vee) {
        return changes(vee).stream().anyMatch(change -> change.phase() == VeePhase.GONE);
    }

    private List<Entry.VeeChanged> changes(VeeId vee) {
        return entries().stream()
                .map(Recorded::entry)
                .filter(Entry.VeeChanged.class::isInstance)
                .map(Entry.VeeChanged.class::cast)
                .filter(change -> change.vee().equals(vee))
                .toList();
    }

    private List<Recorded> entries() {
        return ledger.read(SHOP, 0, 100_000);
    }

    /** What a VEE used, in seconds since the start, until now; what goes on the same is one. */
    private List<String> used(VeeId vee) {
        var merged = new ArrayList<UsageInterval>();
        for (var next : Meter.intervals(entries(), new ManifestTerms(), lab.clock.instant())) {
            if (!next.vee().equals(vee)) {
                continue;
            }
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.to().equals(next.from()) && last.running() == next.running()) {
                merged.removeLast();
                next = new UsageInterval(
                        vee,
                        next.size(),
                        next.running(),
                        next.terms(),
                        last.from(),
                        next.to(),
                        last.firstSeq(),
                        next.lastSeq(),
                        next.manifestSeq(),
                        next.open());
            }
            merged.add(next);
        }
        return merged.stream()
                .map(used -> (used.running() ? "running " : "held ") + seconds(used.from()) + ".." + seconds(used.to()))
                .toList();
    }

    private long seconds(Instant time) {
        return Duration.between(start, time).toSeconds();
    }
}
