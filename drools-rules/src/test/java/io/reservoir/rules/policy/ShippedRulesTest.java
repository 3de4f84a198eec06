package io.reservoir.rules.policy;

import static io.reservoir.rules.policy.Cases.SHIPPED;
import static io.reservoir.rules.policy.Cases.calm;
import static io.reservoir.rules.policy.Cases.judged;
import static io.reservoir.rules.policy.Cases.replicas;
import static io.reservoir.rules.policy.Cases.said;
import static io.reservoir.rules.policy.Cases.standing;
import static io.reservoir.rules.policy.Cases.step;
import static io.reservoir.rules.policy.Cases.violation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
    private static final String DOUBLED = "headroom 2: fast burn doubles headroom";
    private static final String HELD = "veto in by SLA protection: fast burn holds scale-in";
    private static final String TOLD = "alarm: slow burn is told";
    private static final List<CreditStep> TABLE = List.of(
            step("Gold", 0.999, "0.10"),
            step("Gold", 0.99, "0.30"),
            step("Gold", 0.95, "1.00"),
            step("Silver", 0.995, "0.10"));

    @Test
    void aRuleAFileAndNoNameTwice() {
        var names = SHIPPED.rules().stream().map(RuleName::name).toList();

        assertThat(names).hasSameSizeAs(ShippedRules.files()).doesNotHaveDuplicates();
        assertThat(SHIPPED.rules()).allMatch(RuleName::shipped).noneMatch(RuleName::replaces);
    }

    @Test
    void aCalmComponentIsLeftAlone() {
        assertThat(judged(SHIPPED, calm(), null)).isEmpty();
        assertThat(judged(SHIPPED, calm(), replicas(6, 4))).isEmpty();
        assertThat(judged(SHIPPED, calm(), replicas(6, 9))).isEmpty();
    }

    @Test
    void fastBurnOverBothWindowsDoublesHeadroom() {
        assertThat(judged(SHIPPED, standing(14.4, 14.4, 0.0, 0.0), null)).containsExactly(DOUBLED);
        assertThat(judged(SHIPPED, standing(14.4, 14.39, 0.0, 0.0), null)).isEmpty();
        assertThat(judged(SHIPPED, standing(14.39, 14.4, 0.0, 0.0), null)).isEmpty();
    }

    @Test
    void fastBurnHoldsScaleInAndNothingElse() {
        var burning = standing(200.0, 16.7, 0.0, 0.0);

        assertThat(judged(SHIPPED, burning, replicas(6, 4))).containsExactly(DOUBLED, HELD);
        assertThat(judged(SHIPPED, burning, replicas(6, 6))).containsExactly(DOUBLED);
        assertThat(judged(SHIPPED, burning, replicas(6, 9))).containsExactly(DOUBLED);
        var cpu = new Proposal("shop", "C1", "CPU", 4, 2, 8, io.reservoir.model.decision.Authority.ELASTICITY);
        assertThat(judged(SHIPPED, burning, cpu)).containsExactly(DOUBLED);
    }

    @Test
    void slowBurnOverBothWindowsIsTold() {
        assertThat(judged(SHIPPED, standing(0.0, 0.0, 6.0, 6.0), null)).containsExactly(TOLD);
        assertThat(judged(SHIPPED, standing(0.0, 0.0, 6.0, 5.9), null)).isEmpty();
        assertThat(judged(SHIPPED, standing(0.0, 0.0, 5.9, 6.0), null)).isEmpty();
    }

    @Test
    void whatIsUnknownBurnsNothing() {
        assertThat(judged(SHIPPED, standing(null, null, null, null), replicas(6, 4)))
                .isEmpty();
        assertThat(judged(SHIPPED, standing(200.0, null, 200.0, null), replicas(6, 4)))
                .isEmpty();
        assertThat(judged(SHIPPED, standing(null, 200.0, null, 200.0), replicas(6, 4)))
                .isEmpty();
    }

    @Test
    void whatIsOnAHostSetAsideGoesFirstAndIsAskedToMove() {
        var bad = new HostStanding("h1", "D1", true);
        var good = new HostStanding("h2", "D1", false);
        var goesFirst = "prefer h1: what is on a host set aside goes first";
        var moves = "migrate h1: what has a promise leaves a host set aside";

        assertThat(judged(SHIPPED, calm(), replicas(6, 4), bad, good)).containsExactly(moves, goesFirst);
        assertThat(judged(SHIPPED, calm(), replicas(6, 9), bad, good)).containsExactly(moves);
        assertThat(judged(SHIPPED, calm(), replicas(6, 4), good)).isEmpty();
    }

    @Test
    void whatHasNoPromiseIsNotAskedToMove() {
        var standing = new Standing("shop", "C1", null, 0, null, null, null, null, 6, 6, Cases.NOON);

        assertThat(judged(SHIPPED, standing, null, new HostStanding("h1", "D1", true)))
                .isEmpty();
    }

    @Test
    void everyUndercutLineOfItsClassIsACredit() {
        assertThat(said(SHIPPED.adjust(violation("Gold", 0.9989), TABLE)))
                .containsExactly("credit 0.1: credit by the table of the class");
        assertThat(said(SHIPPED.adjust(violation("Gold", 0.9), TABLE)))
                .containsExactly(
                        "credit 0.1: credit by the table of the class",
                        "credit 0.3: credit by the table of the class",
                        "credit 1: credit by the table of the class");
    }

    @Test
    void noCreditForWhatWasKept() {
        assertThat(said(SHIPPED.adjust(violation("Gold", 0.999), TABLE))).isEmpty();
        assertThat(said(SHIPPED.adjust(violation("Bronze", 0.5), TABLE))).isEmpty();
    }
}
