package io.reservoir.rules.session;

import static io.reservoir.rules.Texts.compiled;
import static io.reservoir.rules.Workbench.indicator;
import static io.reservoir.rules.Workbench.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.reading.Value;
import io.reservoir.rules.Workbench;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What formulas read beside the metrics of whole components. */
class InputSourceTest {
    private static final double HOUR = 3_600;

    private final Workbench bench = new Workbench();

    /** The workbench begins on a Sunday, at midnight UTC. */
    @Test
    void aBoundHoldsDuringItsCalendarAlone() {
        bench.deploy(compiled(
                "calendar early = \"Sun 06:00-07:00 UTC\"", "Replicas(C1) = Users(C1) / 500 min 6 during early max 9"));

        assertThat(min(6 * HOUR - 1)).isEqualTo(Value.known(-Candidate.NO_BOUND));
        assertThat(min(6 * HOUR)).isEqualTo(Value.known(6));
        assertThat(min(7 * HOUR - 1)).isEqualTo(Value.known(6));
        assertThat(min(7 * HOUR)).isEqualTo(Value.known(-Candidate.NO_BOUND));
    }

    private Value min(double seconds) {
        return only(bench.evaluate(seconds)).min();
    }

    @Test
    void ofTheBoundsThatHoldTheStrictestCounts() {
        bench.deploy(compiled(
                "calendar early = \"Sun 06:00-08:00 UTC\"",
                "calendar rush = \"Sun 07:00-09:00 UTC\"",
                "Replicas(C1) = Users(C1) / 500 min 3 min 6 during early min 5 during rush"
                        + " max 20 max 12 during early max 15 during rush"));

        assertThat(bounds(5.5 * HOUR)).containsExactly(Value.known(3), Value.known(20));
        assertThat(bounds(6.5 * HOUR)).containsExactly(Value.known(6), Value.known(12));
        assertThat(bounds(7.5 * HOUR)).containsExactly(Value.known(6), Value.known(12));
        assertThat(bounds(8.5 * HOUR)).containsExactly(Value.known(5), Value.known(15));
    }

    private Value[] bounds(double seconds) {
        var candidate = only(bench.evaluate(seconds));
        return new Value[] {candidate.min(), candidate.max()};
    }

    @Test
    void aStatementHoldsDuringItsCalendarAndUnderItsCondition() {
        bench.deploy(compiled(
                "calendar early = \"Sun 06:00-07:00 UTC\"", "Replicas(C1) = 4 during early when Users(C1) > 10 max 9"));
        bench.read("Users", "C1", 11, 6 * HOUR - 10);
        bench.read("Users", "C1", 11, 6 * HOUR);

        assertThat(only(bench.evaluate(6 * HOUR - 1)).active()).isEqualTo(Value.known(0));
        assertThat(only(bench.evaluate(6 * HOUR)).active()).isEqualTo(Value.known(1));
        bench.read("Users", "C1", 3, 6 * HOUR + 31);
        assertThat(only(bench.evaluate(6 * HOUR + 31)).active()).isEqualTo(Value.known(0));
    }

    @Test
    void prevReadsWhatAnIndicatorWasInTheEvaluationBefore() {
        bench.deploy(compiled(
                "indicator Smooth(C1) = 0.5 * (prev(Smooth(C1)) ?? 0) + 0.5 * Users(C1)",
                "Replicas(C1) = Smooth(C1) / 100 max 9"));

        bench.read("Users", "C1", 800, 0);
        assertThat(indicator(bench.evaluate(0), "Smooth(C1)")).isEqualTo(Value.known(400));
        bench.read("Users", "C1", 800, 10);
        assertThat(indicator(bench.evaluate(10), "Smooth(C1)")).isEqualTo(Value.known(600));
        bench.read("Users", "C1", 800, 20);
        assertThat(indicator(bench.evaluate(20), "Smooth(C1)")).isEqualTo(Value.known(700));
    }

    @Test
    void aReadingOfOneReplicaIsItsOwn() {
        bench.deploy(compiled("C1(1 CPU, 1 GB)", "Replicas(C1) = Users(C1[2]) / 100 max 9"))
                .ready("C1", 1, 2);
        bench.read("Users", "C1", 1, 900, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("no fresh reading of Users(C1[2])"));
        bench.read("Users", "C1", 2, 300, 1);
        assertThat(bench.raw(1)).isEqualTo(Value.known(3));
        assertThat(bench.raw(40)).isEqualTo(Value.unknown("no fresh reading of Users(C1[2])"));
    }

    @Test
    void theBurnRateIsThatOfTheFleetAndUnknownUntilItIsKnown() {
        bench.deploy(compiled("Replicas(C1) = 2 + BurnRate(C1) max 9")).ready("C1", 1, 2);
        assertThat(bench.raw(0)).isEqualTo(Value.unknown("BurnRate(C1): nothing was owed to C1 in the last hour"));

        bench.engine.fleet(
                Workbench.SHOP,
                new FleetView(Map.of("C1", new FleetView.Tier(2, Map.of(1, Instant.MIN, 2, Instant.MIN), 1.5))));
        assertThat(bench.raw(1)).isEqualTo(Value.known(3.5));
    }

    @Test
    void whatIsNotComputedIsUnknownAndSaysSo() {
        bench.deploy(compiled("Replicas(C1) = Forecast(Users(C1), 1 h) / 500 max 9"));

        assertThat(bench.raw(0))
                .isEqualTo(Value.unknown("Forecast(Users(C1), 60 min) is not computed by this release"));
    }

    @Test
    void pricesAndBudgetsAreAsToldAndUnknownBeforeThat() {
        bench.deploy(compiled(
                "C1(1 CPU, 1 GB)", "budget 5 EUR per day", "Replicas(C1) = Price(C1) * 1 h / Budget() * 100 max 9"));
        assertThat(bench.raw(0)).isEqualTo(Value.unknown("costs are not known yet; costs are not known yet"));

        bench.engine.costs(Workbench.SHOP, new CostView(Map.of("C1", 0.04 / 3_600), 2, ""));
        assertThat(bench.raw(1)).isEqualTo(Value.known(2));

        bench.engine.costs(Workbench.SHOP, new CostView(Map.of("C1", 0.04 / 3_600), Double.NaN, "no tariff is valid"));
        assertThat(bench.raw(2)).isEqualTo(Value.unknown("no tariff is valid"));
    }
}
