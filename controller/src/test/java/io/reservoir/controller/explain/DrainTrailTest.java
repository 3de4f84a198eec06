package io.reservoir.controller.explain;

import static io.reservoir.controller.image.Story.BECAUSE;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.image.Story.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.StepView;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import org.junit.jupiter.api.Test;

class DrainTrailTest {
    private static final Step DRAIN = new Step.Drain(c1(3), BECAUSE);

    private final StepTrail trail = new StepTrail(StepView.of(DRAIN), NOON);
    private long seq = 40;

    private void then(int second, Entry entry) {
        trail.follow(EntryView.of(new Recorded(SHOP, seq++, new Epoch(1), NOON.plusSeconds(second), entry)));
    }

    @Test
    void aDrainThatIsNotNeededAfterAllEndsWithThePlanThatTakesItsVeeBack() {
        then(10, planned(new Step.Keep(c1(2), BECAUSE)));
        assertThat(trail.isSettled()).as("another VEE").isFalse();
        then(38, planned(new Step.Keep(c1(3), BECAUSE)));
        assertThat(trail.result().outcome()).isEqualTo("taken back after 38 s by plan #41");
        assertThat(trail.isSettled()).isTrue();
    }

    @Test
    void aDrainEndsWhenItsVeeIsGone() {
        then(9, planned(new Step.Stop(c1(3), new Reason("it has drained, Sessions: 0", null))));
        assertThat(trail.result().outcome()).isEqualTo("told to go off by plan #40: it has drained, Sessions: 0");
        then(12, changed(c1(3), VeePhase.STOPPING, VeeState.SHUTOFF, "h1"));
        assertThat(trail.isSettled()).isFalse();
        then(13, changed(c1(3), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(trail.result().outcome()).isEqualTo("gone after 13 s");
    }

    @Test
    void aVeeThatIsKeptServesOn() {
        var kept = new StepTrail(StepView.of(new Step.Keep(c1(3), BECAUSE)), NOON);
        assertThat(kept.result().outcome()).isEqualTo("serves on");
        assertThat(kept.isSettled()).isTrue();
    }

    @Test
    void aStartWhoseVeeDrainsIsOver() {
        var started = new StepTrail(StepView.of(new Step.Start(c1(3), SMALL, host("h1"), BECAUSE)), NOON);
        started.follow(EntryView.of(new Recorded(SHOP, 40, new Epoch(1), NOON.plusSeconds(9), planned(DRAIN))));
        assertThat(started.isSettled()).isTrue();
    }
}
