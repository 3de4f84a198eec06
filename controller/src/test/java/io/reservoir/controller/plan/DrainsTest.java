package io.reservoir.controller.plan;

import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.plan.Planning.steps;
import static io.reservoir.controller.plan.Planning.vees;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainsTest {
    private static final Duration SECONDS = Duration.ofSeconds(6);

    private final Planning planning = draining("drain until Sessions = 2 max 10 min");

    private static Planning draining(String rule) {
        return Planning.manifest("C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10  " + rule
                        + " }\nmetric Sessions(C1) gauge sessions\nDeploy(C1) = {D1}")
                .host("h1", "D1");
    }

    private static Reason reason(Plan plan) {
        assertThat(plan.steps()).singleElement().isInstanceOf(Step.Stop.class);
        return plan.steps().getFirst().reason();
    }

    // ---- how a drain begins

    @Test
    void whatServesDrainsBeforeItStopsAndWhatStillBootsDoesNot() {
        planning.story.ready(c1(1), "h1").ready(c1(2), "h1").booting(c1(3), "h1");
        var plan = planning.plan(1);
        assertThat(vees(plan, Step.Drain.class)).containsExactly(c1(2));
        assertThat(vees(plan, Step.Stop.class)).containsExactly(c1(3));
        planning.story.then(new Entry.Planned(plan));
        assertThat(planning.story.image().vees().get(c1(2)).phase()).isEqualTo(VeePhase.DRAINING);
        assertThat(planning.plan(1).steps()).isEmpty();
    }

    @Test
    void withoutARuleWhatServesStopsAtOnce() {
        var plain = Planning.of().host("h1", "D1");
        plain.story.ready(c1(1), "h1").ready(c1(2), "h1");
        assertThat(vees(plain.plan(1), Step.Stop.class)).containsExactly(c1(2));
    }

    @Test
    void anUndeploymentWaitsForNothing() {
        planning.story.ready(c1(1), "h1").draining(c1(2), "h1");
        assertThat(vees(planning.plan(0, 0), Step.Stop.class)).containsExactlyInAnyOrder(c1(1), c1(2));
        assertThat(vees(planning.plan(0), Step.Drain.class))
                .as("a target of none is no undeployment")
                .containsExactly(c1(1));
    }

    // ---- how it ends

    @Test
    void aDrainEndsWhenItsMetricHasComeDownToTheBound() {
        planning.story.draining(c1(1), "h1").after(SECONDS);
        planning.reading(Map.of(1, 2.5));
        assertThat(planning.plan(0).steps()).isEmpty();
        planning.reading(Map.of(1, 2.0));
        assertThat(reason(planning.plan(0)).text()).isEqualTo("it has drained, Sessions: 2");
    }

    @Test
    void whatWasReadBeforeBalancersCanHaveHeardOfItEndsNothing() {
        planning.story.draining(c1(1), "h1").after(Drains.LEAST.minusMillis(1));
        planning.reading(Map.of(1, 0.0));
        planning.story.after(SECONDS);
        assertThat(planning.plan(0).steps()).isEmpty();
    }

    @Test
    void aDrainLastsNoLongerThanItMay() {
        planning.story.draining(c1(1), "h1").after(Duration.ofMinutes(10).minusMillis(1));
        planning.reading(Map.of(1, 7.0));
        assertThat(planning.plan(0).steps()).isEmpty();
        planning.story.after(Duration.ofMillis(1));
        assertThat(reason(planning.plan(0)).text()).isEqualTo("it has drained for 600 s, the most it may, Sessions: 7");
    }

    @Test
    void whatIsUnknownEndsNoDrainBeforeItsTime() {
        planning.story.draining(c1(1), "h1").after(Duration.ofMinutes(10).minusMillis(1));
        assertThat(planning.plan(0).steps()).isEmpty();
        planning.story.after(Duration.ofMillis(1));
        assertThat(reason(planning.plan(0)).text())
                .isEqualTo("it has drained for 600 s, the most it may, Sessions: unknown");
    }

    @Test
    void aManifestWithoutTheRuleEndsIt() {
        var plain = Planning.of().host("h1", "D1");
        plain.story.draining(c1(1), "h1");
        assertThat(vees(plain.plan(0), Step.Stop.class)).containsExactly(c1(1));
    }

    // ---- and how it is taken back

    @Test
    void whatDrainsIsTakenBackBeforeAnotherIsStarted() {
        planning.story.ready(c1(1), "h1").draining(c1(2), "h1").after(SECONDS).draining(c1(3), "h1");
        assertThat(vees(planning.plan(2), Step.Keep.class))
                .as("the one that began last")
                .containsExactly(c1(3));
        assertThat(planning.plan(2).steps()).hasSize(1);
        var plan = planning.plan(4);
        assertThat(vees(plan, Step.Keep.class)).containsExactly(c1(3), c1(2));
        assertThat(vees(plan, Step.Start.class)).containsExactly(c1(4));
        planning.story.then(new Entry.Planned(plan));
        assertThat(planning.story.image().vees().get(c1(3)).phase()).isEqualTo(VeePhase.READY);
    }

    @Test
    void itIsTakenBackWhereNoneMayBeStarted() {
        planning.story.ready(c1(1), "h1").draining(c1(2), "h1");
        var plan = planning.plan(2, 2);
        assertThat(vees(plan, Step.Keep.class)).containsExactly(c1(2));
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void itIsTakenBackInThePlanThatWouldHaveStoppedIt() {
        planning.story.ready(c1(1), "h1").draining(c1(2), "h1").after(SECONDS);
        planning.reading(Map.of(2, 0.0));
        assertThat(planning.plan(1).steps()).singleElement().isInstanceOf(Step.Stop.class);
        assertThat(planning.plan(2).steps()).singleElement().isInstanceOf(Step.Keep.class);
    }

    @Test
    void whatRunsWhereItNoLongerMayOrIsBeingChangedIsNotTakenBack() {
        planning.host("h2", "D2");
        planning.story
                .ready(c1(1), "h1")
                .draining(c1(2), "h2")
                .draining(c1(3), "h1")
                .then(new Entry.Claimed(c1(3), host("h1"), Verb.RESIZE, SMALL));
        var plan = planning.plan(2);
        assertThat(vees(plan, Step.Keep.class)).isEmpty();
        assertThat(steps(plan, Step.Start.class)).hasSize(1);
    }

    @Test
    void whatGoesOffWhileItDrainsIsRemovedAndIsNoFailure() {
        planning.story.draining(c1(1), "h1").then(changed(c1(1), VeePhase.STOPPING, VeeState.SHUTOFF, "h1"));
        assertThat(vees(planning.plan(0), Step.Remove.class)).containsExactly(c1(1));
        assertThat(planning.story.image().componentBreakers())
                .allSatisfy((name, breaker) -> assertThat(breaker.failures()).isZero());
    }
}
