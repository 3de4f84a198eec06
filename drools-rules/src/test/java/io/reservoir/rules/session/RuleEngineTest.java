package io.reservoir.rules.session;

import static io.reservoir.rules.TestProgram.binary;
import static io.reservoir.rules.TestProgram.call;
import static io.reservoir.rules.Workbench.SHOP;
import static io.reservoir.rules.Workbench.at;
import static io.reservoir.rules.Workbench.indicator;
import static io.reservoir.rules.Workbench.only;
import static io.reservoir.rules.Workbench.proportional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.Workbench;
import io.reservoir.rules.compile.SiteGate;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleEngineTest {
    private final Workbench bench = new Workbench();

    /** Load(C3) = 3 * Load(C1), Replicas(C3) = Load(C3) / 100, in topological order. */
    private static CheckedService chain() {
        var program = new TestProgram().gauge("Users", "C1");
        var one = program.indicator("Load", "C1", program.read("Users", "C1"));
        var three = program.indicator("Load", "C3", binary(program.constant(3), "*", one));
        return program.replicas("C3", binary(three, "/", program.constant(100))).build("shop");
    }

    @Test
    void aChainOfStatementsFiresInOneGo() {
        bench.deploy(chain());
        bench.read("Users", "C1", 200, 0);

        var evaluation = bench.evaluate(1);

        assertThat(indicator(evaluation, "Load(C1)")).isEqualTo(Value.known(200));
        assertThat(indicator(evaluation, "Load(C3)")).isEqualTo(Value.known(600));
        assertThat(only(evaluation).raw()).isEqualTo(Value.known(6));
        assertThat(evaluation.fired()).containsExactly("Load(C1)", "Load(C3)", "Replicas(C3)#2");
    }

    /** Indicators are told again only if it changes what is known of them. */
    @Test
    void anIndicatorThatOnlyChangesItsNumberIsNotTold() {
        bench.deploy(chain());
        bench.read("Users", "C1", 200, 0);
        bench.evaluate(1);
        bench.read("Users", "C1", 600, 2);

        assertThat(bench.evaluate(2).fired()).containsExactly("Replicas(C3)#2");
        assertThat(bench.evaluate(100).fired()).containsExactly("Load(C1)", "Load(C3)", "Replicas(C3)#2");
    }

    @Test
    void aRawValueWithinItsQuietIntervalIsNoNews() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 3000, 0);
        assertThat(bench.engine.refresh(SHOP, at(0))).isTrue();
        bench.evaluate(0);
        bench.engine.keepQuiet(SHOP, "Replicas(C1)#0", 5, 8);

        bench.read("RequestPerSecond", "C1", 5000, 40);
        assertThat(bench.engine.refresh(SHOP, at(40))).as("10").isTrue();
        bench.evaluate(40);
        bench.engine.keepQuiet(SHOP, "Replicas(C1)#0", 8, 10);
        bench.read("RequestPerSecond", "C1", 4000, 80);
        assertThat(bench.engine.refresh(SHOP, at(80))).as("8, a bound").isFalse();
        bench.read("RequestPerSecond", "C1", 3999, 120);
        assertThat(bench.engine.refresh(SHOP, at(120))).as("a little less").isTrue();
    }

    @Test
    void anEvaluationTellsWhatIsQuietAndMakesItsIntervalAPointAgain() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 3000, 0);
        bench.evaluate(0);
        bench.engine.keepQuiet(SHOP, "Replicas(C1)#0", 5, 8);
        bench.read("RequestPerSecond", "C1", 3500, 40);

        assertThat(bench.engine.refresh(SHOP, at(40))).isFalse();
        var quiet = bench.evaluate(40);

        assertThat(only(quiet).raw()).isEqualTo(Value.known(7));
        assertThat(quiet.fired()).isEmpty();
        bench.read("RequestPerSecond", "C1", 3550, 80);
        assertThat(bench.engine.refresh(SHOP, at(80))).isTrue();
    }

    @Test
    void whatTurnsUnknownIsNewsHoweverQuietItIs() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 3000, 0);
        bench.evaluate(0);
        bench.engine.keepQuiet(SHOP, "Replicas(C1)#0", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        assertThat(bench.engine.refresh(SHOP, at(29))).isFalse();
        assertThat(bench.engine.refresh(SHOP, at(31))).isTrue();
    }

    @Test
    void aLongChainFiresEachRuleOnce() {
        var program = new TestProgram().gauge("Users", "C1");
        var last = program.read("Users", "C1");
        for (int i = 0; i < 100; i++) {
            last = program.indicator("N" + i, "C1", binary(last, "+", binary(last, "-", program.constant(i))));
        }
        bench.deploy(program.replicas("C1", last).build("shop"));
        bench.read("Users", "C1", 200, 0);

        assertThat(bench.evaluate(1).fired()).hasSize(101);
    }

    @Test
    void readingsThatChangeNothingFireNothing() {
        bench.deploy(chain());
        bench.read("Users", "C1", 200, 0);
        bench.evaluate(1);

        bench.read("Users", "C1", 200, 10);

        assertThat(bench.evaluate(11).fired()).isEmpty();
        assertThat(bench.raw(11)).isEqualTo(Value.known(6));
    }

    @Test
    void onlyWhatChangedFires() {
        var program = new TestProgram().gauge("Users", "C1").gauge("Users", "C2");
        bench.deploy(program.replicas("C1", program.read("Users", "C1"))
                .replicas("C2", program.read("Users", "C2"))
                .build("shop"));
        bench.read("Users", "C1", 1, 0);
        bench.read("Users", "C2", 1, 0);
        bench.evaluate(0);

        bench.read("Users", "C2", 2, 1);

        assertThat(bench.evaluate(1).fired()).containsExactly("Replicas(C2)#1");
    }

    @Test
    void candidatesCarryGuardBoundsAndSource() {
        var program = new TestProgram().gauge("Users", "C1");
        var users = program.read("Users", "C1");
        bench.deploy(program.assign(
                        Variable.replicas("C1"),
                        binary(users, "/", program.constant(10)),
                        binary(users, ">", program.constant(50)),
                        program.constant(2),
                        binary(users, "/", program.constant(5)))
                .build("shop"));
        assertThat(only(bench.evaluate(0)).active()).isInstanceOf(Value.Unknown.class);

        bench.read("Users", "C1", 100, 1);
        var candidate = only(bench.evaluate(1));

        assertThat(candidate.active()).isEqualTo(Value.known(1));
        assertThat(candidate.raw()).isEqualTo(Value.known(10));
        assertThat(candidate.min()).isEqualTo(Value.known(2));
        assertThat(candidate.max()).isEqualTo(Value.known(20));
        assertThat(candidate.statement()).isEqualTo("Replicas(C1)#0");
        assertThat(candidate.source().text()).isEqualTo("Replicas(C1) = …");

        bench.read("Users", "C1", 0, 2);
        bench.read("Users", "C1", 0, 3);
        assertThat(only(bench.evaluate(3)).active()).isEqualTo(Value.known(0));
    }

    @Test
    void aStatementWithoutGuardAndBoundsIsActiveAndUnbounded() {
        var candidate = only(bench.deploy(proportional(500)).evaluate(0));

        assertThat(candidate.active()).isEqualTo(Value.known(1));
        assertThat(candidate.min()).isNull();
        assertThat(candidate.max()).isNull();
    }

    @Test
    void aMeasuredIndicatorCountsIfItIsGreaterThanTheDerivedOne() {
        var program = new TestProgram().gauge("Load", "C1").gauge("Load", "C3");
        var derived = binary(program.constant(3), "*", program.read("Load", "C1"));
        program.indicator("Load", "C3", derived, program.read("Load", "C3"));
        bench.deploy(program.build("shop"));

        assertThat(indicator(bench.evaluate(0), "Load(C3)"))
                .isEqualTo(Value.unknown("no reading of Load(C1) yet; no reading of Load(C3) yet"));
        bench.read("Load", "C3", 200, 1);
        assertThat(indicator(bench.evaluate(1), "Load(C3)")).isEqualTo(Value.known(200));
        bench.read("Load", "C1", 100, 2);
        assertThat(indicator(bench.evaluate(2), "Load(C3)")).isEqualTo(Value.known(300));
    }

    @Test
    void aLowerBoundBelowTheMeasuredValueSaysNothing() {
        var program = new TestProgram().gauge("Load", "C1").gauge("Load", "C2").gauge("Load", "C3");
        var derived = call("max", program.read("Load", "C1"), program.read("Load", "C2"));
        program.indicator("Load", "C3", derived, program.read("Load", "C3"));
        bench.deploy(program.build("shop"));
        bench.read("Load", "C1", 100, 0);

        assertThat(indicator(bench.evaluate(0), "Load(C3)"))
                .isEqualTo(new Value.AtLeast(100, "no reading of Load(C2) yet; no reading of Load(C3) yet"));
        bench.read("Load", "C3", 150, 1);
        assertThat(indicator(bench.evaluate(1), "Load(C3)")).isEqualTo(Value.known(150));
        bench.read("Load", "C1", 300, 2);
        assertThat(indicator(bench.evaluate(2), "Load(C3)"))
                .isEqualTo(new Value.AtLeast(200, "no reading of Load(C2) yet"));
    }

    @Test
    void unknownInputsMakeAnUnknownCandidateThatSaysWhy() {
        bench.deploy(proportional(500));

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("no reading of RequestPerSecond(C1) yet"));
    }

    @Test
    void causesOfIndicatorsAreThoseOfTheirInputs() {
        bench.deploy(chain());

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("no reading of Users(C1) yet"));
    }

    @Test
    void anIndicatorThatIsKnownIsNoCauseThoughItIsNotMeasured() {
        var program = new TestProgram().gauge("Load", "C1").gauge("Users", "C1").gauge("Queue", "C1");
        var load = program.indicator("Load", "C1", program.read("Users", "C1"), program.read("Load", "C1"));
        bench.deploy(program.replicas("C1", binary(load, "+", program.read("Queue", "C1")))
                .build("shop"));
        bench.read("Users", "C1", 100, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("no reading of Queue(C1) yet"));
    }

    @Test
    void aLowerBoundReachesTheCandidateThroughIndicatorsWithItsCause() {
        var program = new TestProgram().gauge("Users", "C1").gauge("Queue", "C1");
        var load =
                program.indicator("Load", "C1", call("max", program.read("Users", "C1"), program.read("Queue", "C1")));
        bench.deploy(
                program.replicas("C1", binary(load, "/", program.constant(10))).build("shop"));
        bench.read("Users", "C1", 100, 0);

        assertThat(bench.raw(0)).isEqualTo(new Value.AtLeast(10, "no reading of Queue(C1) yet"));
    }

    @Test
    void aGuardThatTurnsFalseWhileTheValueStaysIsReported() {
        var program = new TestProgram().gauge("Users", "C1");
        bench.deploy(program.assign(
                        Variable.replicas("C1"),
                        program.constant(3),
                        binary(program.read("Users", "C1"), ">", program.constant(50)),
                        null,
                        null)
                .build("shop"));
        bench.read("Users", "C1", 100, 0);
        assertThat(only(bench.evaluate(0)).active()).isEqualTo(Value.known(1));

        bench.read("Users", "C1", 0, 31);

        assertThat(only(bench.evaluate(31)).active()).isEqualTo(Value.known(0));
    }

    @Test
    void divisionByZeroIsUnknown() {
        bench.deploy(proportional(0));
        bench.read("RequestPerSecond", "C1", 100, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("division by zero"));
    }

    @Test
    void aFormulaWithoutAValueForItsInputsSaysSo() {
        var program = new TestProgram().gauge("Users", "C1");
        var users = program.read("Users", "C1");
        bench.deploy(program.replicas("C1", binary(users, "*", users)).build("shop"));
        bench.read("Users", "C1", 1e200, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("its formula has no value for these inputs"));
    }

    /** Each indicator reads the former one twice: a walk that forgets where it was takes 2^60 steps. */
    @Test
    void theCauseOfAnUnknownIsFoundOverManyDiamondsOfIndicators() {
        var program = new TestProgram().gauge("Users", "C1");
        var last = program.read("Users", "C1");
        for (int i = 0; i < 60; i++) {
            last = program.indicator("N" + i, "C1", binary(last, "*", last));
        }
        bench.deploy(program.replicas("C1", last).build("shop"));
        bench.read("Users", "C1", 1e200, 0);

        var raw = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> bench.raw(0));

        assertThat(raw).isEqualTo(Value.unknown("its formula has no value for these inputs"));
    }

    @Test
    void aDivisionByZeroIsFoundBehindAnIndicator() {
        var program = new TestProgram().gauge("Users", "C1");
        var ratio = program.indicator("N", "C1", binary(program.constant(1), "/", program.read("Users", "C1")));
        bench.deploy(program.replicas("C1", binary(ratio, "+", ratio)).build("shop"));
        bench.read("Users", "C1", 0, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("division by zero"));
    }

    @Test
    void currentAndReadyComeFromTheFleetView() {
        var program = new TestProgram();
        var current = program.read(new Input.Current("C1", "Current(C1)"));
        var ready = program.read(new Input.Ready("C1", "Ready(C1)"));
        bench.deploy(program.replicas("C1", binary(current, "-", ready)).build("shop"));
        assertThat(bench.raw(0)).isInstanceOf(Value.Unknown.class);

        bench.engine.fleet(SHOP, new FleetView(Map.of("C1", new FleetView.Tier(5, Set.of(1, 3)))));

        assertThat(bench.raw(1)).isEqualTo(Value.known(3));
    }

    @Test
    void acceptsOnlyReadingsThatSomebodyLooksAt() {
        bench.deploy(proportional(500));

        assertThat(bench.read("RequestPerSecond", "C1", 1, 0)).isTrue();
        assertThat(bench.read("RequestPerSecond", "C1", 2, 0)).as("duplicate").isFalse();
        assertThat(bench.read("RequestPerSecond", "C2", 1, 0)).as("component").isFalse();
        assertThat(bench.read("Users", "C1", 1, 0)).as("metric").isFalse();
        assertThat(bench.read("RequestPerSecond", "C1", Double.NaN, 1))
                .as("NaN")
                .isFalse();
        assertThat(bench.read("RequestPerSecond", "C1", -1, 1, 1)).as("ordinal").isFalse();
        var elsewhere = new Reading(new ServiceId("other"), "RequestPerSecond", "C1", 0, 1, at(0));
        assertThat(bench.engine.accept(elsewhere)).as("service").isFalse();
    }

    @Test
    void readingsFromTheFutureAreNotSeenBeforeTheirTime() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 5);

        assertThat(bench.raw(4)).isEqualTo(Value.unknown("no reading of RequestPerSecond(C1) yet"));
        assertThat(bench.raw(5)).isEqualTo(Value.known(2));
    }

    @Test
    void aStaleSeriesIsUnknownAndSaysHowOldItIs() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 0);

        assertThat(bench.raw(29.9)).isEqualTo(Value.known(2));
        assertThat(bench.raw(45))
                .isEqualTo(Value.unknown("newest reading of RequestPerSecond(C1) is 45 s old, at most 30 s is fresh"));
    }

    @Test
    void aClosedGateKeepsEveryValueAndAnOpenOneCatchesUp() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 0);
        bench.evaluate(0);

        bench.engine.gate(SiteGate.FROZEN);
        bench.read("RequestPerSecond", "C1", 3000, 1);
        var frozen = bench.evaluate(1);

        assertThat(Workbench.input(frozen, 0)).isEqualTo(Value.known(2000));
        assertThat(only(frozen).raw()).isEqualTo(Value.known(2));
        assertThat(frozen.fired()).isEmpty();

        bench.engine.gate(SiteGate.OPEN);
        var open = bench.evaluate(1);

        assertThat(only(open).raw()).isEqualTo(Value.known(4));
        assertThat(open.fired()).containsExactly("Replicas(C1)#0");
    }

    @Test
    void aServiceDeployedWhileTheGateIsClosedSaysWhyNothingMoves() {
        bench.engine.gate(SiteGate.FROZEN);
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("the site is frozen"));
        bench.engine.gate(new SiteGate(false, true));
        assertThat(bench.raw(0)).isEqualTo(Value.unknown("the site is under maintenance"));
        bench.engine.gate(SiteGate.OPEN);
        assertThat(bench.raw(0)).isEqualTo(Value.known(2));
    }

    @Test
    void aServiceThatIsNotThereIsNotEvaluated() {
        assertThat(bench.engine.undeploy(SHOP)).isFalse();
        assertThatThrownBy(() -> bench.engine.evaluate(SHOP, at(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("service shop is not deployed");
    }

    @Test
    void aProgramThatReadsAnUndeclaredMetricLeavesNothingBehind() {
        var program = new TestProgram();
        var broken = program.replicas("C1", program.read("Users", "C1")).build("shop");

        assertThatThrownBy(() -> bench.deploy(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.engine.services()).isZero();
        assertThat(bench.engine.shapes()).isZero();
    }
}
