package io.reservoir.controller.decide;

import static io.reservoir.controller.decide.Asked.NOON;
import static io.reservoir.controller.decide.Asked.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Hold;
import org.junit.jupiter.api.Test;

/** Replicas cost 10 until the end of the period in these tests. */
class BudgetLimitTest {
    @Test
    void whatTheBudgetBearsIsGranted() {
        var decision = replicas(4).budget(60, true, 10).proposing(6).answer().decision();
        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.authority()).isEqualTo(Authority.ELASTICITY);
        assertThat(line(decision))
                .isEqualTo("6 until the end of the month comes to 60.00 EUR of 60.00 EUR, spent so far 0.00 EUR");
    }

    @Test
    void aHardBudgetGrantsTheGreatestSizeThatItBearsAndSaysWhatIsMissing() {
        var decision = replicas(4).budget(69, true, 10).proposing(8).answer().decision();
        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.unmet()).isEqualTo(2);
        assertThat(decision.authority()).isEqualTo(Authority.QUOTA);
        assertThat(decision.notices()).extracting(Notice::code).containsExactly(Notice.Code.BUDGET_REACHED);
        assertThat(decision.because()).startsWith("budget: 8 until the end");
    }

    @Test
    void aHardBudgetIsAboveTheMinimumAndTakesNothingAway() {
        var decision = replicas(4)
                .bounds(6, 10.0)
                .budget(10, true, 10)
                .proposing(6)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(4);
        assertThat(decision.authority()).isEqualTo(Authority.QUOTA);
    }

    @Test
    void beyondASoftBudgetItGrowsOnlyWhereAnSlaIsAtRisk() {
        var comfort = replicas(6).budget(60, false, 10).proposing(7).answer().decision();
        assertThat(comfort.target()).isEqualTo(6);
        assertThat(comfort.authority()).isEqualTo(Authority.COST);
        var atRisk = replicas(6)
                .promised()
                .budget(60, false, 10)
                .proposing(7)
                .answer()
                .decision();
        assertThat(atRisk.target()).isEqualTo(7);
        assertThat(atRisk.authority()).isEqualTo(Authority.SLA_PROTECTION);
        assertThat(atRisk.notices()).extracting(Notice::code).containsExactly(Notice.Code.BUDGET_REACHED);
    }

    @Test
    void headroomAloneIsNoRisk() {
        var decision = replicas(6)
                .slaClass("Gold")
                .promised()
                .budget(60, false, 10)
                .proposing(5.9)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.authority()).isEqualTo(Authority.COST);
    }

    @Test
    void aHardBudgetHoldsEvenWhereAnSlaIsAtRisk() {
        assertThat(replicas(6)
                        .promised()
                        .budget(60, true, 10)
                        .proposing(Value.known(9))
                        .target())
                .isEqualTo(6);
    }

    @Test
    void anUnknownCostIsNotNothing() {
        assertThat(replicas(6).budgetOfUnknownCost(true).proposing(9).target()).isEqualTo(6);
        assertThat(replicas(6).budgetOfUnknownCost(false).proposing(9).target()).isEqualTo(6);
        assertThat(replicas(6)
                        .budgetOfUnknownCost(false)
                        .promised()
                        .proposing(9)
                        .target())
                .isEqualTo(9);
    }

    @Test
    void shrinkingAsksNoBudget() {
        var decision = replicas(6)
                .results(new Point(NOON.minusSeconds(3_600), 5))
                .budget(1, true, 10)
                .proposing(5)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(5);
    }

    @Test
    void anOperatorsHoldIsNamedBeforeTheBudget() {
        var decision = replicas(4)
                .budget(50, true, 10)
                .held(Hold.Direction.OUT, NOON.plusSeconds(60))
                .proposing(8)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(4);
        assertThat(decision.authority()).isEqualTo(Authority.OPERATOR_HOLD);
    }

    private static String line(Decision decision) {
        return decision.lines().stream()
                .filter(line -> line.stage().equals("budget"))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
