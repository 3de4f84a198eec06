package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.c1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Entry.Result;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sizes that hosts cannot give a VEE that runs, as real ones cannot. */
class ReplacementTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double LOAD = 290;
    private static final String SHOP_OF_THREE = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max %d }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            """;

    private final NodeLab lab = new NodeLab().bounded();

    private void threeOfAtMost(int max) {
        lab.host("h1", 16, FailurePlan.NONE).host("h2", 16, FailurePlan.NONE);
        lab.running(SHOP_OF_THREE.formatted(max));
        lab.run(MINUTE.multipliedBy(3), LOAD);
        assertThat(lab.ready()).isEqualTo(3);
    }

    private void resized(int max, String size) {
        lab.submit(SHOP_OF_THREE.formatted(max).replace("1 CPU, 1 GB", size));
    }

    /** Lets time pass; the fewest that served meanwhile. */
    private int fewestReady(Duration time) {
        var fewest = Integer.MAX_VALUE;
        for (var end = lab.clock.instant().plus(time); lab.clock.instant().isBefore(end); ) {
            lab.load(LOAD);
            lab.step();
            fewest = Math.min(fewest, lab.ready());
        }
        return fewest;
    }

    private List<Long> memory() {
        return lab.image().vees().values().stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .map(vee -> vee.size().memoryBytes())
                .toList();
    }

    private long starts() {
        return lab.entries(Entry.Planned.class).stream()
                .flatMap(planned -> planned.plan().steps().stream())
                .filter(Step.Start.class::isInstance)
                .count();
    }

    @Test
    void moreMemoryComesWithOtherVeesAndAsManyServeAllTheTime() {
        threeOfAtMost(4);
        resized(4, "1 CPU, 3 GB");
        assertThat(fewestReady(MINUTE.multipliedBy(6))).isEqualTo(3);
        assertThat(memory()).containsExactly(3 * GB, 3 * GB, 3 * GB);
        assertThat(starts()).as("one for each, and no more").isEqualTo(6);
        assertThat(lab.entries(Entry.Finished.class).stream()
                        .filter(finished -> finished.result() == Result.UNSUPPORTED))
                .as("each host was asked once for each VEE")
                .hasSize(3);
        lab.neverOwnedMoreThan(Map.of("C1", 4));
        lab.everyClaimIsFinishedOnce();

        fewestReady(MINUTE.multipliedBy(40));
        assertThat(starts()).as("and then it is at rest").isEqualTo(6);
    }

    @Test
    void atTheMaximumOneIsMissingAtATime() {
        threeOfAtMost(3);
        resized(3, "1 CPU, 3 GB");
        assertThat(fewestReady(MINUTE.multipliedBy(8))).isEqualTo(2);
        assertThat(memory()).containsExactly(3 * GB, 3 * GB, 3 * GB);
        assertThat(starts()).isEqualTo(6);
        lab.neverOwnedMoreThan(Map.of("C1", 3));
    }

    @Test
    void vcpusAreGivenLiveAsFarAsTheyGoAndOtherVeesComeBeyond() {
        threeOfAtMost(4);
        var before = lab.in(VeePhase.READY);
        resized(4, "4 CPU, 1 GB");
        assertThat(fewestReady(MINUTE)).isEqualTo(3);
        assertThat(lab.in(VeePhase.READY)).isEqualTo(before);
        assertThat(starts()).isEqualTo(3);
        assertThat(lab.entries(Entry.Finished.class)).noneMatch(finished -> finished.result() == Result.UNSUPPORTED);

        resized(4, "5 CPU, 1 GB");
        fewestReady(MINUTE.multipliedBy(10));
        assertThat(lab.in(VeePhase.READY)).doesNotContainAnyElementsOf(before);
    }

    @Test
    void anOwnerThatDiesBetweenTwoStepsIsFollowedByOneThatGoesOn() {
        threeOfAtMost(4);
        resized(4, "1 CPU, 3 GB");
        for (int i = 0; i < 12; i++) {
            lab.startNode();
            assertThat(fewestReady(Duration.ofSeconds(25))).isEqualTo(3);
        }
        fewestReady(MINUTE.multipliedBy(2));
        assertThat(memory()).containsExactly(3 * GB, 3 * GB, 3 * GB);
        assertThat(starts()).isEqualTo(6);
        lab.neverOwnedMoreThan(Map.of("C1", 4));
    }

    @Test
    void oneWithAVolumeStaysAndKeepsIt() {
        threeOfAtMost(4);
        lab.node.attach(c1(2), new VolumeSpec("data", 1L << 30));
        resized(4, "1 CPU, 3 GB");
        assertThat(fewestReady(MINUTE.multipliedBy(6))).isEqualTo(3);
        assertThat(memory()).containsExactlyInAnyOrder(GB, 3 * GB, 3 * GB);
        assertThat(lab.image().vees().get(c1(2))).extracting(Vee::phase).isEqualTo(VeePhase.READY);
        assertThat(starts()).isEqualTo(5);

        lab.node.detach(c1(2), "data");
        fewestReady(MINUTE.multipliedBy(3));
        assertThat(memory()).containsExactly(3 * GB, 3 * GB, 3 * GB);
    }

    @Test
    void theOnlyOneGoesOnAsItIsUntilItIsDestroyed() {
        lab.host("h1", 8, FailurePlan.NONE).running("C1(1 CPU, 1 GB, 10 GB disk) { replicas max 1 }");
        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        lab.submit("C1(1 CPU, 3 GB, 10 GB disk) { replicas max 1 }");
        lab.runWithoutReadings(MINUTE.multipliedBy(5));
        assertThat(lab.in(VeePhase.READY)).containsExactly(c1(1));
        assertThat(memory()).containsExactly(GB);
        assertThat(lab.node.tell(c1(1), Verb.DESTROY)).isInstanceOf(Node.Answer.Ok.class);
        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        assertThat(memory()).containsExactly(3 * GB);
        assertThat(lab.image().id()).isEqualTo(SHOP);
    }
}
