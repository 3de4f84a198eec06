package io.reservoir.controller.plan;

import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.image.Story.planned;
import static io.reservoir.controller.plan.Planning.steps;
import static io.reservoir.controller.plan.Planning.vees;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Entry.Result;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another VEE in the place of one that cannot have the wanted size while it runs. */
class ReplacementTest {
    private static final Size BIG = new Size(1, 4 * GB, 10 * GB);
    private static final String WHY = "host h1 cannot bring a running VEE to 4 GB";

    private final Planning planning = Planning.of().host("h1", "D1");

    private static Target target(int replicas, int max, Size size) {
        return new Target("C1", replicas, max, size, new Reason("wanted", null));
    }

    private Plan plan(int replicas, int max) {
        return planning.plan(target(replicas, max, BIG));
    }

    private static void call(Planning planning, VeeId vee, Entry.Claimed claim, Result result) {
        planning.story.then(claim);
        planning.story.then(
                new Entry.Finished(new IntentId(planning.story.image().lastSeq()), result, "a test says so of " + vee));
    }

    private static void refused(Planning planning, VeeId vee, Size size) {
        call(planning, vee, new Entry.Claimed(vee, host("h1"), Verb.RESIZE, size), Result.UNSUPPORTED);
    }

    private void plugged(VeeId vee, Verb verb) {
        call(
                planning,
                vee,
                new Entry.Claimed(vee, host("h1"), verb, SMALL, null, "data", verb == Verb.ATTACH ? GB : 0),
                Result.DONE);
    }

    private static Entry sized(VeeId vee, VeePhase phase, Size size) {
        return new Entry.VeeChanged(vee, phase, VeeState.ACTIVE, host("h1"), size, NOON, "a test says so");
    }

    private void begun(VeeId vee) {
        planning.story
                .then(planned(new Step.Start(vee, BIG, host("h1"), new Reason("wanted", null))))
                .then(sized(vee, VeePhase.STARTING, BIG));
    }

    /** Two small VEEs that cannot be made big. */
    private void twoSmallOnes() {
        planning.story.ready(c1(1), "h1").ready(c1(2), "h1");
        refused(planning, c1(1), BIG);
        refused(planning, c1(2), BIG);
    }

    @Test
    void oneOfTheWantedSizeIsStartedBesideIt() {
        twoSmallOnes();
        var plan = plan(2, 3);
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(Step.Start.class, start -> {
            assertThat(start.vee()).isEqualTo(c1(3));
            assertThat(start.size()).isEqualTo(BIG);
            assertThat(start.reason().text()).isEqualTo("takes the place of C1[2]: " + WHY);
        });
        assertThat(plan(2, 3)).isEqualTo(plan);
    }

    @Test
    void itGoesWhenTheOtherOneIsReadyAndNotBefore() {
        twoSmallOnes();
        begun(c1(3));
        var waits = plan(2, 3);
        assertThat(waits.steps()).isEmpty();
        assertThat(waits.notes()).containsExactly("C1[1]: goes when C1[3] is ready, for " + WHY);

        planning.story.then(sized(c1(3), VeePhase.READY, BIG));
        var goes = plan(2, 3);
        assertThat(goes.steps()).singleElement().isInstanceOf(Step.Stop.class);
        assertThat(vees(goes, Step.Stop.class)).containsExactly(c1(2));
        assertThat(goes.steps().getFirst().reason().text()).isEqualTo("wanted; it goes because " + WHY);
    }

    @Test
    void theNextOneIsReplacedWhenTheOneBeforeIsGone() {
        twoSmallOnes();
        begun(c1(3));
        planning.story.then(sized(c1(3), VeePhase.READY, BIG)).then(plannedOf(plan(2, 3)));
        assertThat(plan(2, 3).steps()).isEmpty();
        planning.story.then(changed(c1(2), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(vees(plan(2, 3), Step.Start.class)).containsExactly(new VeeId(SHOP, "C1", 2, 2));
    }

    private static Entry plannedOf(Plan plan) {
        return new Entry.Planned(plan);
    }

    @Test
    void aStartThatFailsIsTriedAgainAndTheOldOneStays() {
        twoSmallOnes();
        begun(c1(3));
        planning.story.then(sized(c1(3), VeePhase.FAILED, BIG));
        assertThat(vees(plan(2, 3), Step.Remove.class)).containsExactly(c1(3));
        assertThat(plan(2, 3).steps()).hasSize(1);
        planning.story.then(changed(c1(3), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(vees(plan(2, 3), Step.Start.class)).containsExactly(new VeeId(SHOP, "C1", 3, 2));
    }

    @Test
    void whatWaitsForRoomIsNotWaitedFor() {
        twoSmallOnes();
        planning.story.then(planned(new Step.Await(c1(3), BIG, new Reason("wanted", null))));
        assertThat(plan(2, 3).steps()).singleElement().isInstanceOf(Step.Remove.class);
        assertThat(vees(plan(2, 3), Step.Remove.class)).containsExactly(c1(3));
    }

    @Test
    void whereNoMoreMayBeOwnedItGoesFirst() {
        twoSmallOnes();
        var first = plan(2, 2);
        assertThat(first.steps()).singleElement().isInstanceOf(Step.Stop.class);
        assertThat(vees(first, Step.Stop.class)).containsExactly(c1(2));
        planning.story.then(plannedOf(first));
        assertThat(plan(2, 2).steps()).isEmpty();
        planning.story.then(changed(c1(2), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(steps(plan(2, 2), Step.Start.class))
                .extracting(Step.Start::size)
                .containsExactly(BIG);
        begun(new VeeId(SHOP, "C1", 2, 2));
        assertThat(plan(2, 2).steps())
                .as("the last one that serves is not stopped")
                .isEmpty();
        planning.story.then(sized(new VeeId(SHOP, "C1", 2, 2), VeePhase.READY, BIG));
        assertThat(vees(plan(2, 2), Step.Stop.class)).containsExactly(c1(1));
    }

    @Test
    void whatItsTenantHoldsStopsNoOtherFromGettingItsSize() {
        twoSmallOnes();
        planning.story.ready(c1(3), "h1").then(sized(c1(3), VeePhase.HELD, SMALL));
        var plan = plan(3, 3);
        assertThat(plan.steps()).singleElement().isInstanceOf(Step.Stop.class);
        assertThat(plan.notes()).containsExactly("C1: 3 owned of at most 3, so 0 of 1 are started");
        var small = planning.plan(target(3, 3, SMALL.withVcpus(2)));
        assertThat(vees(small, Step.Resize.class)).containsExactly(c1(1), c1(2));
    }

    @Test
    void oneThatDrainsForAnotherInItsPlaceIsNotTakenBack() {
        var draining = Planning.manifest("""
                        C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  drain until Sessions = 0 max 5 min }
                        metric Sessions(C1) gauge sessions
                        """).host("h1", "D1");
        draining.story.ready(c1(1), "h1").ready(c1(2), "h1");
        refused(draining, c1(1), BIG);
        refused(draining, c1(2), BIG);
        var first = draining.plan(target(2, 2, BIG));
        assertThat(first.steps()).singleElement().isInstanceOf(Step.Drain.class);
        draining.story.then(plannedOf(first));
        assertThat(draining.plan(target(2, 2, BIG)).steps()).isEmpty();
        assertThat(vees(draining.plan(target(2, 2, SMALL)), Step.Keep.class))
                .as("its size is wanted again")
                .containsExactly(c1(2));
    }

    @Test
    void theOnlyOneThatServesIsNeverStoppedForASizeAndIsAskedAgain() {
        planning.story.ready(c1(1), "h1");
        refused(planning, c1(1), BIG);
        var plan = plan(1, 1);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes())
                .containsExactly(
                        "C1[1]: " + WHY + ", and the only one that is ready is not stopped for that: "
                                + "destroy it to have it started anew",
                        "C1[1]: h1 refused that size, asked again at 2026-03-02T12:01:00Z");
        planning.story.after(Duration.ofMinutes(1));
        assertThat(vees(plan(1, 1), Step.Resize.class)).containsExactly(c1(1));
        assertThat(vees(plan(1, 2), Step.Start.class)).containsExactly(c1(2));
    }

    @Test
    void whereNoHostHasRoomBesideItItGoesFirstIfOneHasRoomThen() {
        var full = Planning.of().host("h1", "D1", 0);
        full.story.ready(c1(1), "h1").ready(c1(2), "h1");
        refused(full, c1(1), BIG);
        refused(full, c1(2), BIG);
        assertThat(vees(full.plan(target(2, 9, BIG)), Step.Stop.class)).containsExactly(c1(2));

        var vast = new Size(1, 18 * GB, 10 * GB);
        refused(full, c1(1), vast);
        refused(full, c1(2), vast);
        var plan = full.plan(target(2, 9, vast));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes())
                .containsExactly("C1[2]: host h1 cannot bring a running VEE to 18 GB, and no allowed host has room for "
                        + "another one in its place");
    }

    @Test
    void theOnlyOneStaysWhereNoHostHasRoomBesideIt() {
        var full = Planning.of().host("h1", "D1", 0);
        full.story.ready(c1(1), "h1");
        refused(full, c1(1), BIG);
        var plan = full.plan(target(1, 9, BIG));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes())
                .containsExactly("C1[1]: " + WHY + ", and no allowed host has room for another one beside it");
    }

    @Test
    void oneWithAVolumeStaysAsItIsUntilThatIsDetached() {
        planning.story.ready(c1(1), "h1");
        refused(planning, c1(1), BIG);
        plugged(c1(1), Verb.ATTACH);
        var plan = plan(1, 3);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes())
                .contains("C1[1]: " + WHY + ", and it has volumes that another one would not have, "
                        + "detach them first: data");
        plugged(c1(1), Verb.DETACH);
        assertThat(vees(plan(1, 3), Step.Start.class)).containsExactly(c1(2));
    }

    @Test
    void whatAHostHasNoRoomForIsNotReplaced() {
        planning.story.ready(c1(1), "h1");
        call(planning, c1(1), new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, BIG), Result.REFUSED);
        assertThat(plan(1, 3).steps()).isEmpty();
        assertThat(plan(1, 3).notes()).singleElement().asString().contains("refused that size, asked again at");
    }

    @Test
    void nothingIsReplacedWhileAnythingIsUnknownOrUnderWay() {
        twoSmallOnes();
        planning.story.ready(c1(3), "h1").then(changed(c1(3), VeePhase.UNKNOWN, VeeState.ACTIVE, "h1"));
        assertThat(plan(2, 9).steps()).isEmpty();
        planning.story.then(sized(c1(3), VeePhase.HELD, SMALL));
        assertThat(vees(plan(2, 9), Step.Start.class)).containsExactly(c1(4));
        planning.story.then(new Entry.Claimed(c1(1), host("h1"), Verb.LIMIT, SMALL));
        assertThat(plan(2, 9).steps()).isEmpty();
    }

    @Test
    void anOpenBreakerStopsReplacementToo() {
        twoSmallOnes();
        planning.story.failed(c1(3), "h2").failed(c1(4), "h2").failed(c1(5), "h2");
        for (int ordinal = 3; ordinal <= 5; ordinal++) {
            planning.story.then(changed(c1(ordinal), VeePhase.GONE, VeeState.DESTROYED, "h2"));
        }
        assertThat(plan(2, 9).steps()).isEmpty();
        assertThat(plan(2, 9).notes()).contains("C1: launch breaker open until 2026-03-02T12:01:00Z");
        assertThat(plan(2, 2).steps()).as("nothing goes where nothing can come").isEmpty();
        planning.story.after(Duration.ofMinutes(1));
        assertThat(vees(plan(2, 9), Step.Start.class)).hasSize(1);
    }

    @Test
    void theOldOneGoesWhateverTheManifestAndPolicyWouldPrefer() {
        var byMetric = Planning.manifest(
                        "C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  victim by Sessions }\nmetric Sessions(C1) gauge sessions")
                .host("h1", "D1")
                .host("h2", "D1");
        byMetric.story
                .ready(c1(1), "h1")
                .then(planned(new Step.Start(c1(2), BIG, host("h2"), new Reason("wanted", null))))
                .then(new Entry.VeeChanged(c1(2), VeePhase.READY, VeeState.ACTIVE, host("h2"), BIG, NOON, "it is up"));
        refused(byMetric, c1(1), BIG);
        byMetric.reading(Map.of(1, 900.0, 2, 0.0));
        var target = new Target("C1", 1, 10, BIG, new Reason("wanted", null), List.of("h2"), List.of());
        assertThat(vees(byMetric.plan(target), Step.Stop.class)).containsExactly(c1(1));
    }

    @Test
    void theNewOneIsNotStoppedWhileTheOldOneCannotBeTold() {
        twoSmallOnes();
        begun(c1(3));
        planning.story
                .then(sized(c1(3), VeePhase.READY, BIG))
                .then(changed(c1(2), VeePhase.HELD, VeeState.PAUSED, "h1"))
                .then(new Entry.Claimed(c1(1), host("h1"), Verb.LIMIT, SMALL));
        assertThat(plan(1, 3).steps()).isEmpty();
    }

    @Test
    void scalingInTakesThoseFirstThatCannotHaveTheirSize() {
        twoSmallOnes();
        begun(c1(3));
        planning.story.then(sized(c1(3), VeePhase.READY, BIG));
        assertThat(vees(plan(1, 3), Step.Stop.class)).containsExactly(c1(2), c1(1));
    }

    @Test
    void whatIsMoreThanWasRefusedIsNotAskedForAndWhatIsLessIs() {
        planning.story.ready(c1(1), "h1");
        refused(planning, c1(1), BIG);
        var more = planning.plan(target(1, 3, new Size(1, 5 * GB, 10 * GB)));
        assertThat(vees(more, Step.Start.class)).containsExactly(c1(2));
        var less = planning.plan(target(1, 3, new Size(1, 2 * GB, 10 * GB)));
        assertThat(vees(less, Step.Resize.class)).containsExactly(c1(1));
    }

    @Test
    void aGuestThatDoesNotGiveVcpusBackIsReplacedByASmallerOne() {
        planning.story.started(c1(1), "h1").then(sized(c1(1), VeePhase.READY, SMALL.withVcpus(4)));
        refused(planning, c1(1), SMALL.withVcpus(2));
        var plan = planning.plan(target(1, 3, SMALL));
        assertThat(steps(plan, Step.Start.class)).extracting(Step.Start::size).containsExactly(SMALL);
        assertThat(plan.steps().getFirst().reason().text())
                .isEqualTo("takes the place of C1[1]: host h1 cannot bring a running VEE to 1 vCPU");
        var between = planning.plan(target(1, 3, SMALL.withVcpus(3)));
        assertThat(vees(between, Step.Resize.class))
                .as("three are less than what it has and more than what was refused")
                .isEmpty();
        planning.story.after(Duration.ofMinutes(1));
        assertThat(vees(planning.plan(target(1, 3, SMALL.withVcpus(3))), Step.Resize.class))
                .containsExactly(c1(1));
    }
}
