package io.reservoir.controller.decide;

import static io.reservoir.controller.decide.Asked.NOON;
import static io.reservoir.controller.decide.Asked.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Anti-thrash, the global scale-in hold, deadlines, and which authority is named. */
class StagesTest {
    private static final Point LONG_AGO_SMALLER = new Point(NOON.minus(Duration.ofDays(1)), 1);

    @Test
    void aSizeThatWouldGrowAgainAtOnceIsRefused() {
        var decision = replicas(2)
                .results(LONG_AGO_SMALLER)
                .proposing(1)
                .rawAt(size -> size == 1 ? 2 : 1)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(2);
        assertThat(decision.because()).isEqualTo("anti-thrash: 1 would grow to 2 at once: stays 2");
    }

    @Test
    void aSizeThatItsStatementKeepsIsGranted() {
        assertThat(replicas(2)
                        .results(LONG_AGO_SMALLER)
                        .proposing(1)
                        .rawAt(size -> 1)
                        .target())
                .isEqualTo(1);
    }

    @Test
    void growthWithinTheBandOfTheSmallerSizeIsNoThrashing() {
        assertThat(replicas(40)
                        .results(new Point(NOON.minus(Duration.ofDays(1)), 30))
                        .proposing(30)
                        .rawAt(size -> size * 1.04)
                        .target())
                .isEqualTo(30);
    }

    @Test
    void theGlobalHoldKeepsWhatWouldShrinkAndIsTheAuthority() {
        var held = replicas(6)
                .results(LONG_AGO_SMALLER)
                .blackout("most are blind")
                .proposing(2)
                .answer()
                .decision();
        assertThat(held.target()).isEqualTo(6);
        assertThat(held.authority()).isEqualTo(Authority.GLOBAL_HOLD);
        assertThat(held.notices()).extracting(Notice::code).containsExactly(Notice.Code.SCALE_IN_HELD);
        assertThat(held.because()).isEqualTo("gates: global scale-in hold: most are blind");
        var grown = replicas(6).blackout("most are blind").proposing(9).answer().decision();
        assertThat(grown.target()).isEqualTo(9);
        assertThat(grown.authority()).isEqualTo(Authority.ELASTICITY);
        assertThat(grown.lines()).extracting(line -> line.text()).contains("global scale-in hold: most are blind");
    }

    @Test
    void theGlobalHoldDoesNotBreakMax() {
        assertThat(replicas(6)
                        .results(LONG_AGO_SMALLER)
                        .bounds(1, 4.0)
                        .blackout("most are blind")
                        .proposing(2)
                        .target())
                .isLessThanOrEqualTo(4);
    }

    @Test
    void aSizeThatIsWantedForTheWholeDeadlineMustBeThere() {
        var since = new Point(NOON.minus(Duration.ofMinutes(5)), 6);
        var missed = replicas(6)
                .within(Duration.ofMinutes(5))
                .results(since)
                .proposing(6)
                .inPlace(4)
                .answer()
                .decision();
        assertThat(missed.notices()).extracting(Notice::code).containsExactly(Notice.Code.DEADLINE_MISSED);
        assertThat(missed.notices().getFirst().text())
                .isEqualTo("Replicas(C1): 6 wanted for 5 min and more, 4 are there");
        var met = replicas(6)
                .within(Duration.ofMinutes(5))
                .results(since)
                .proposing(6)
                .inPlace(6)
                .answer()
                .decision();
        assertThat(met.notices()).isEmpty();
    }

    @Test
    void aDeadlineCountsFromTheWishAndIsNotDueBefore() {
        var wish = new Point(NOON.minus(Duration.ofSeconds(299)), 6);
        assertThat(replicas(6)
                        .within(Duration.ofMinutes(5))
                        .results(wish)
                        .proposing(6)
                        .inPlace(4)
                        .answer()
                        .decision()
                        .notices())
                .isEmpty();
        assertThat(replicas(6)
                        .within(Duration.ofMinutes(5))
                        .results(new Point(NOON.minus(Duration.ofHours(1)), 4), wish)
                        .proposing(6)
                        .inPlace(4)
                        .answer()
                        .decision()
                        .notices())
                .as("4 were wanted within the last 5 min, and 4 are there")
                .isEmpty();
    }

    @Test
    void aMissedDeadlineIsToldOnce() {
        var asked = replicas(6)
                .within(Duration.ofMinutes(5))
                .results(new Point(NOON.minus(Duration.ofMinutes(9)), 6))
                .proposing(6)
                .inPlace(4);
        var first = asked.answer();
        assertThat(first.decision().notices()).hasSize(1);
        assertThat(asked.remembering(first.state())
                        .at(NOON.plusSeconds(15))
                        .answer()
                        .decision()
                        .notices())
                .isEmpty();
    }

    @Test
    void theHigherAuthorityIsNamed() {
        var nowhere = new Census(Map.of(VeePhase.READY, 4), wanted -> 0, Instant.MIN, 0);
        var decision = replicas(4)
                .census(nowhere)
                .budget(50, true, 10)
                .proposing(8)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(5);
        assertThat(decision.authority())
                .as("the budget is above placement, which has something to say too")
                .isEqualTo(Authority.QUOTA);
        assertThat(decision.notices())
                .extracting(Notice::code)
                .containsExactly(Notice.Code.BUDGET_REACHED, Notice.Code.PLACEMENT_PENDING);
    }
}
