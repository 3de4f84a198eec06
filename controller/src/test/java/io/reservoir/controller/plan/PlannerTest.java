package io.reservoir.controller.plan;

import static io.reservoir.controller.image.Story.BECAUSE;
import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.image.Story.planned;
import static io.reservoir.controller.image.Story.vee;
import static io.reservoir.controller.plan.Planning.steps;
import static io.reservoir.controller.plan.Planning.target;
import static io.reservoir.controller.plan.Planning.vees;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private final Planning planning = Planning.of().host("h1", "D1");

    @Test
    void plansNothingWhereAllIsAsItShouldBe() {
        planning.story.ready(c1(1), "h1").ready(c1(2), "h1");
        assertThat(planning.plan(2)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void theSameSituationTwiceGivesEqualPlans() {
        planning.story.ready(c1(1), "h1").failed(c1(2), "h1").pending(c1(3)).stopping(c1(4), "h1");
        assertThat(planning.plan(5)).isEqualTo(planning.plan(5));
        assertThat(planning.plan(5).steps()).isNotEmpty();
    }

    @Test
    void startsWhatIsMissingInTheLowestFreePlaces() {
        planning.story.ready(c1(2), "h1");
        assertThat(vees(planning.plan(3), Step.Start.class)).containsExactly(c1(1), c1(3));
    }

    @Test
    void aReplicaThatComesBackIsANewLife() {
        planning.story.ready(c1(1), "h1").then(changed(c1(1), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(vees(planning.plan(1), Step.Start.class)).containsExactly(new VeeId(SHOP, "C1", 1, 2));
    }

    @Test
    void whatIsStartingOrWaitingCountsAsCapacity() {
        planning.story.booting(c1(1), "h1");
        assertThat(planning.plan(1).steps()).isEmpty();
        var full = Planning.of().host("h1", "D1", 0);
        full.story.pending(c1(1));
        assertThat(full.plan(1).steps()).isEmpty();
    }

    @Test
    void neverOwnsMoreThanMaxWhateverStateTheyAreIn() {
        planning.story
                .ready(c1(1), "h1")
                .stopping(c1(2), "h1")
                .failed(c1(3), "h1")
                .ready(c1(4), "h2")
                .then(changed(c1(4), VeePhase.UNKNOWN, VeeState.ACTIVE, "h2"))
                .ready(c1(5), "h1")
                .then(changed(c1(5), VeePhase.HELD, VeeState.PAUSED, "h1"));
        var plan = planning.plan(4, 6);
        assertThat(vees(plan, Step.Start.class)).containsExactly(c1(6));
        assertThat(plan.notes()).containsExactly("C1: 5 owned of at most 6, so 1 of 3 are started");
        assertThat(vees(planning.plan(4, 5), Step.Start.class)).isEmpty();
        assertThat(vees(planning.plan(4, 4), Step.Start.class)).isEmpty();
    }

    @Test
    void aWaitingVeeIsPlacedWhenRoomAppears() {
        var full = Planning.of().host("h1", "D1", 0);
        full.story.pending(c1(1));
        assertThat(full.plan(1).steps()).isEmpty();
        full.host("h2", "D1", 1);
        assertThat(Planning.hosts(full.plan(1))).containsExactly("h2");
        assertThat(vees(full.plan(1), Step.Start.class)).containsExactly(c1(1));
    }

    @Test
    void waitsForTheComponentsThatItStartsAfter() {
        var tiers = Planning.manifest("""
                        C1(1 CPU, 1 GB, 10 GB disk) { replicas max 4  after C2 }
                        C2(1 CPU, 1 GB, 10 GB disk) { replicas min 2 max 4 }
                        """).host("h1", "D1");
        var targets = new Target[] {target("C1", 1, 4), target("C2", 2, 4)};
        tiers.story.ready(vee("C2", 1), "h1").booting(vee("C2", 2), "h1");
        assertThat(tiers.plan(targets).steps()).isEmpty();
        assertThat(tiers.plan(targets).notes()).containsExactly("C1: starts after C2, of which 1 of 2 are ready");
        tiers.story.then(changed(vee("C2", 2), VeePhase.READY, VeeState.ACTIVE, "h1"));
        assertThat(vees(tiers.plan(targets), Step.Start.class)).containsExactly(c1(1));
    }

    @Test
    void aComponentThatRunsGrowsWhateverBecameOfTheOthers() {
        var tiers = Planning.manifest("""
                        C1(1 CPU, 1 GB, 10 GB disk) { replicas max 4  after C2 }
                        C2(1 CPU, 1 GB, 10 GB disk) { replicas max 4 }
                        """).host("h1", "D1");
        tiers.story.ready(c1(1), "h1");
        assertThat(vees(tiers.plan(target("C1", 2, 4)), Step.Start.class)).containsExactly(c1(2));
    }

    @Test
    void theVictimIsWhatWaitsThenWhatStartsThenTheYoungest() {
        var roomy =
                Planning.of().host("h1", "D1").host("h2", "D1").host("h3", "D1").host("h4", "D1");
        roomy.story
                .ready(c1(1), "h1")
                .ready(c1(2), "h2")
                .booting(c1(3), "h3")
                .booting(c1(4), "h4")
                .pending(c1(5));
        assertThat(roomy.plan(4).steps()).singleElement().isInstanceOf(Step.Remove.class);
        assertThat(vees(roomy.plan(4), Step.Remove.class)).containsExactly(c1(5));
        assertThat(vees(roomy.plan(3), Step.Stop.class)).containsExactly(c1(4));
        assertThat(vees(roomy.plan(1), Step.Stop.class)).containsExactly(c1(4), c1(3), c1(2));
        assertThat(vees(roomy.plan(1), Step.Start.class)).isEmpty();
    }

    @Test
    void theVictimIsOutsideItsAllowedDomainsBeforeTheYoungest() {
        var allowed = Planning.of("Deploy(C1) = {D1}")
                .host("h1", "D1")
                .host("h2", "D2")
                .host("h3", "D1");
        allowed.story.ready(c1(1), "h2").ready(c1(2), "h1").ready(c1(3), "h3");
        assertThat(vees(allowed.plan(2), Step.Stop.class)).containsExactly(c1(1));
    }

    @Test
    void theVictimIsWherePolicyPrefersBeforeWhereMostStandTogether() {
        var two = Planning.of().host("h1", "D1").host("h2", "D1");
        two.story.ready(c1(1), "h1").ready(c1(2), "h1").ready(c1(3), "h2");
        var target = new Target("C1", 2, 10, SMALL, new Reason("wanted", null), List.of("h2"), List.of());
        assertThat(vees(two.plan(target), Step.Stop.class)).containsExactly(c1(3));
    }

    @Test
    void theVictimIsByTheManifestsMetricBeforeWhereMostStandTogether() {
        for (var direction : List.of("asc", "desc")) {
            var three = Planning.manifest("C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  victim by Sessions "
                            + direction + " }\nmetric Sessions(C1) gauge sessions")
                    .host("h1", "D1")
                    .host("h2", "D1");
            three.story.ready(c1(1), "h1").ready(c1(2), "h1").ready(c1(3), "h2").ready(c1(4), "h2");
            three.reading(Map.of(1, 7.0, 2, 9.0, 3, 8.0));
            var stops = steps(three.plan(1), Step.Stop.class);
            var isAscending = direction.equals("asc");
            assertThat(stops)
                    .extracting(Step.Stop::vee)
                    .containsExactly(isAscending ? c1(1) : c1(2), c1(3), isAscending ? c1(2) : c1(1));
            assertThat(stops.getFirst().reason().text())
                    .isEqualTo(isAscending ? "wanted; least Sessions: 7" : "wanted; most Sessions: 9");
        }
    }

    @Test
    void whatWasReadBeforeAVeeCameIsAboutAnotherOne() {
        var two = Planning.manifest(
                        "C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  victim by Sessions }\nmetric Sessions(C1) gauge sessions")
                .host("h1", "D1");
        two.reading(Map.of(1, 1.0, 2, 2.0));
        two.story.after(Duration.ofSeconds(1)).ready(c1(1), "h1").ready(c1(2), "h1");
        assertThat(vees(two.plan(1), Step.Stop.class)).containsExactly(c1(2));
    }

    @Test
    void theVictimIsWhereMostStandTogether() {
        var two = Planning.of().host("h1", "D1").host("h2", "D1");
        two.story.ready(c1(1), "h1").ready(c1(2), "h1").ready(c1(3), "h2");
        assertThat(vees(two.plan(2), Step.Stop.class)).containsExactly(c1(2));
    }

    @Test
    void whatACallIsInFlightForIsLeftAlone() {
        planning.story
                .ready(c1(1), "h1")
                .ready(c1(2), "h1")
                .then(new Entry.Claimed(c1(2), host("h1"), Verb.RESIZE, SMALL));
        assertThat(vees(planning.plan(1), Step.Stop.class)).containsExactly(c1(1));
        assertThat(vees(planning.plan(0), Step.Stop.class)).containsExactly(c1(1));
    }

    @Test
    void whatIsAskedToGoOffIsDestroyedAfterItsGrace() {
        planning.story.stopping(c1(1), "h1").after(Planner.SHUTDOWN_GRACE.minusMillis(1));
        assertThat(planning.plan(0).steps()).isEmpty();
        planning.story.after(Duration.ofMillis(1));
        assertThat(vees(planning.plan(0), Step.Remove.class)).containsExactly(c1(1));
    }

    @Test
    void whatWentOffIsDestroyedAtOnce() {
        planning.story.stopping(c1(1), "h1").then(changed(c1(1), VeePhase.STOPPING, VeeState.SHUTOFF, "h1"));
        assertThat(vees(planning.plan(0), Step.Remove.class)).containsExactly(c1(1));
    }

    @Test
    void aStartThatWasCutShortIsTakenUpAgainWhereItWas() {
        planning.story
                .started(c1(1), "h1")
                .started(c1(2), "h1")
                .then(changed(c1(2), VeePhase.STARTING, VeeState.DEFINED, "h1"));
        assertThat(vees(planning.plan(2), Step.Start.class)).containsExactly(c1(1), c1(2));
        assertThat(Planning.hosts(planning.plan(2))).containsExactly("h1", "h1");
    }

    @Test
    void whatAHostRefusesToDestroyIsLeftForAWhile() {
        planning.story.failed(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.DESTROY, SMALL));
        planning.story.then(new Entry.Finished(
                new IntentId(planning.story.image().lastSeq()), Entry.Result.REFUSED, "FAILED: a test says so"));
        var refused = planning.plan(1);
        assertThat(vees(refused, Step.Remove.class)).isEmpty();
        assertThat(refused.notes()).anyMatch(note -> note.contains("h1 did not destroy it, told again at"));

        planning.story.after(Planner.DESTROY_PAUSE);
        assertThat(vees(planning.plan(1), Step.Remove.class)).containsExactly(c1(1));
    }

    @Test
    void anOpenBreakerStopsEveryStart() {
        var broken = Planning.of().host("h2", "D1");
        broken.story
                .failed(c1(1), "h1")
                .failed(c1(2), "h1")
                .started(c1(4), "h2")
                .pending(c1(5))
                .failed(c1(3), "h1");
        var plan = broken.plan(4);
        assertThat(vees(plan, Step.Start.class)).isEmpty();
        assertThat(vees(plan, Step.Await.class)).isEmpty();
        assertThat(vees(plan, Step.Remove.class)).containsExactly(c1(1), c1(2), c1(3));
        assertThat(plan.notes()).contains("C1: launch breaker open until 2026-03-02T12:01:00Z");
        broken.story.after(Duration.ofMinutes(1));
        assertThat(vees(broken.plan(4), Step.Start.class))
                .contains(c1(4), c1(5))
                .hasSize(4);
    }

    @Test
    void resizesOnlyAsFarAsThereIsRoom() {
        var tight = Planning.of().host("h1", "D1", 1);
        tight.story.ready(c1(1), "h1").ready(c1(2), "h1");
        var plan = tight.plan(sized(2, SMALL.withVcpus(2)));
        assertThat(vees(plan, Step.Resize.class)).containsExactly(c1(1));
        assertThat(plan.notes()).containsExactly("C1[2]: h1 has no room for 2 vCPUs");
    }

    @Test
    void shrinksWithoutRoom() {
        var full = Planning.of().host("h1", "D1", 0);
        full.story
                .started(c1(1), "h1")
                .then(new Entry.VeeChanged(
                        c1(1), VeePhase.READY, VeeState.ACTIVE, host("h1"), SMALL.withVcpus(4), full.story.at(), "up"));
        assertThat(vees(full.plan(1), Step.Resize.class)).containsExactly(c1(1));
    }

    @Test
    void aDiskKeepsItsSizeSoItIsNeverResized() {
        planning.story.ready(c1(1), "h1");
        assertThat(planning.plan(sized(1, new Size(1, GB, 20 * GB))).steps()).isEmpty();
        assertThat(Planning.steps(planning.plan(sized(1, new Size(2, GB, 20 * GB))), Step.Resize.class))
                .extracting(Step.Resize::size)
                .containsExactly(SMALL.withVcpus(2));
    }

    @Test
    void whatItsTenantHoldsIsReplacedAndLeftAloneUntilNothingMayBeOwned() {
        planning.story.ready(c1(1), "h1").then(changed(c1(1), VeePhase.HELD, VeeState.PAUSED, "h1"));
        assertThat(vees(planning.plan(1), Step.Start.class)).containsExactly(c1(2));
        assertThat(planning.plan(0, 10).steps()).isEmpty();
        assertThat(vees(planning.plan(0, 0), Step.Remove.class)).containsExactly(c1(1));
    }

    @Test
    void everyStepHasItsReason() {
        planning.story.ready(c1(1), "h1").failed(c1(2), "h1").then(planned(new Step.Stop(c1(1), BECAUSE)));
        planning.story.after(Duration.ofMinutes(2));
        assertThat(planning.plan(3).steps())
                .hasSizeGreaterThan(3)
                .allSatisfy(step -> assertThat(step.reason().text()).isNotBlank());
    }

    private static Target sized(int replicas, Size size) {
        return new Target("C1", replicas, 10, size, new Reason("wanted", null));
    }

    @Test
    void aHostThatRefusedForCapacityIsPassedOverWhateverItShows() {
        var planning = Planning.of().host("h1", "D1").host("h2", "D1", 1);
        planning.story.started(c1(1), "h1").then(changed(c1(1), VeePhase.PENDING, null, null));
        assertThat(Planning.hosts(planning.plan(1))).containsExactly("h2");
        assertThat(Planner.room(
                        planning.situation(), planning.situation().spec().component("C1"), SMALL, 5))
                .isEqualTo(1);
        planning.story.after(Duration.ofMinutes(1));
        assertThat(Planning.hosts(planning.plan(1))).containsExactly("h1");
    }

    @Test
    void aRefusedResizeIsNotAskedForAgainAtOnce() {
        var planning = Planning.of().host("h1", "D1");
        var large = SMALL.withVcpus(2);
        var target = new Target("C1", 1, 10, large, new Reason("wanted", null));
        planning.story.ready(c1(1), "h1");
        assertThat(Planning.steps(planning.plan(target), Step.Resize.class)).hasSize(1);
        planning.story.then(new Entry.Claimed(c1(1), new HostId("h1"), Verb.RESIZE, large));
        var intent = new IntentId(planning.story.image().lastSeq());
        planning.story.then(new Entry.Finished(intent, Entry.Result.REFUSED, "no"));
        var plan = planning.plan(target);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes()).singleElement().asString().contains("refused that size, asked again at");
        planning.story.after(Duration.ofMinutes(1));
        assertThat(Planning.steps(planning.plan(target), Step.Resize.class)).hasSize(1);
    }
}
