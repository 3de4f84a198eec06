package io.reservoir.rules.session;

import static io.reservoir.rules.Texts.compiled;
import static io.reservoir.rules.Workbench.SHOP;
import static io.reservoir.rules.Workbench.at;
import static io.reservoir.rules.Workbench.only;
import static io.reservoir.rules.Workbench.proportional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Metric;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.Workbench;
import org.junit.jupiter.api.Test;

/** A running service is given another manifest. */
class ReplacementTest {
    private final Workbench bench = new Workbench();

    @Test
    void windowsGoOnUnderNewConstants() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 0);
        bench.read("RequestPerSecond", "C1", 2000, 10);
        assertThat(bench.raw(10)).isEqualTo(Value.known(3));

        bench.deploy(proportional(100));

        assertThat(bench.raw(10)).isEqualTo(Value.known(15));
    }

    @Test
    void windowsGoOnUnderAnotherShape() {
        bench.deploy(compiled("Replicas(C1) = RequestPerSecond(C1) / 500"));
        bench.read("RequestPerSecond", "C1", 1000, 0);
        bench.evaluate(0);

        bench.deploy(compiled("Load(C1) = RequestPerSecond(C1) * 2", "Replicas(C1) = Load(C1) / 100 + Users(C1)"));
        assertThat(bench.raw(1)).isEqualTo(Value.unknown("no reading of Users(C1) yet"));
        bench.read("Users", "C1", 4, 1);

        assertThat(bench.raw(1)).isEqualTo(Value.known(24));
        assertThat(bench.engine.shapes()).isEqualTo(1);
    }

    @Test
    void samplesOfAGaugeAreNotTakenForThoseOfACounter() {
        bench.deploy(watching(Metric.Kind.GAUGE));
        bench.read("M", "C1", 1000, 0);
        bench.read("M", "C1", 2000, 10);
        assertThat(bench.raw(10)).isEqualTo(Value.known(1500));

        bench.deploy(watching(Metric.Kind.COUNTER));

        assertThat(bench.raw(10)).isEqualTo(Value.unknown("no reading of M(C1) yet"));
    }

    private static CheckedService watching(Metric.Kind kind) {
        var program = new TestProgram().metric("M", "C1", kind, Aggregation.SUM);
        return program.replicas("C1", program.read("M", "C1")).build("shop");
    }

    @Test
    void theFleetViewGoesOn() {
        bench.deploy(compiled("Replicas(C1) = Current(C1) + 1")).ready("C1", 1, 2);
        assertThat(bench.raw(0)).isEqualTo(Value.known(3));

        bench.deploy(compiled("Replicas(C1) = Ready(C1) * 10"));

        assertThat(bench.raw(1)).isEqualTo(Value.known(20));
    }

    @Test
    void theFormerStatementsFireNoMore() {
        bench.deploy(compiled("Replicas(C1) = Users(C1) / 10", "Replicas(C2) = Users(C1) / 20"));
        bench.read("Users", "C1", 100, 0);
        bench.evaluate(0);

        bench.deploy(compiled("Replicas(C2) = Users(C1) / 20"));
        bench.read("Users", "C1", 300, 1);
        var evaluation = bench.evaluate(1);

        assertThat(evaluation.fired()).containsExactly("Replicas(C2)");
        assertThat(only(evaluation).raw()).isEqualTo(Value.known(10));
    }

    @Test
    void aServiceThatWasTakenAwayInBetweenStartsAnew() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 0);
        bench.engine.undeploy(SHOP);

        bench.deploy(proportional(500));

        assertThat(bench.raw(0)).isInstanceOf(Value.Unknown.class);
    }

    @Test
    void aRefusedProgramLeavesTheFormerOneAtWork() {
        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 0);
        var program = new TestProgram();
        var broken = program.replicas("C1", program.read("Users", "C1")).build("shop");

        assertThatThrownBy(() -> bench.engine.deploy(SHOP, broken)).isInstanceOf(IllegalArgumentException.class);

        assertThat(bench.engine.evaluate(SHOP, at(0))).isInstanceOf(EvaluationOutcome.Evaluated.class);
        assertThat(bench.raw(0)).isEqualTo(Value.known(2));
    }
}
