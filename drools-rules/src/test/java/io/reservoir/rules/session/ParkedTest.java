package io.reservoir.rules.session;

import static io.reservoir.rules.TestProgram.binary;
import static io.reservoir.rules.Workbench.SHOP;
import static io.reservoir.rules.Workbench.at;
import static io.reservoir.rules.Workbench.indicator;
import static io.reservoir.rules.Workbench.only;
import static io.reservoir.rules.Workbench.proportional;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.Workbench;
import io.reservoir.rules.compile.SiteGate;
import org.junit.jupiter.api.Test;

/** Programs that no checker lets through: their neighbours, even those of the same session, do not feel them. */
class ParkedTest {
    private static final ServiceId NEIGHBOUR = new ServiceId("neighbour");

    private final Workbench bench = new Workbench();

    /** N = (N ?? 0) + step: comes to rest for a step of 0 and for no other. */
    private static CheckedService counting(double step) {
        var program = new TestProgram();
        var itself = new Term.Derived(0);
        program.indicator("N", "C1", binary(binary(itself, "??", program.constant(0)), "+", program.constant(step)));
        return program.build("any");
    }

    @Test
    void aServiceWhoseRulesDoNotComeToRestIsParked() {
        bench.deploy(counting(1));

        var parked = new EvaluationOutcome.Parked(SHOP, at(0), "its rules did not come to rest within 20 firings");
        assertThat(bench.engine.evaluate(SHOP, at(0))).isEqualTo(parked);
        assertThat(bench.engine.evaluate(SHOP, at(1)))
                .isEqualTo(new EvaluationOutcome.Parked(SHOP, at(1), parked.cause()));
    }

    @Test
    void aParkedServiceDoesNotTouchOthersThatFireInTheSameRun() {
        bench.engine.gate(SiteGate.FROZEN);
        bench.deploy(counting(1));
        bench.engine.deploy(NEIGHBOUR, counting(0));
        assertThat(bench.engine.shapes()).as("both share a session").isEqualTo(1);
        bench.evaluate(SHOP, 0);
        bench.evaluate(NEIGHBOUR, 0);

        bench.engine.gate(SiteGate.OPEN);

        assertThat(bench.engine.evaluate(SHOP, at(1))).isInstanceOf(EvaluationOutcome.Parked.class);
        var evaluation = bench.evaluate(NEIGHBOUR, 1);
        assertThat(indicator(evaluation, "N(C1)")).isEqualTo(Value.known(0));
        assertThat(evaluation.fired()).containsExactly("N(C1)");
    }

    @Test
    void aStatementThatThrowsParksItsServiceAndNoOther() {
        var program = new TestProgram().gauge("RequestPerSecond", "C1");
        var withoutItsConstant = program.replicas(
                        "C1", binary(program.read("RequestPerSecond", "C1"), "/", new Term.Constant(0)))
                .build("shop");
        bench.engine.deploy(NEIGHBOUR, proportional(500));
        bench.deploy(withoutItsConstant);
        assertThat(bench.engine.shapes()).as("both share a session").isEqualTo(1);

        assertThat(bench.engine.evaluate(SHOP, at(0)))
                .isInstanceOfSatisfying(
                        EvaluationOutcome.Parked.class,
                        parked -> assertThat(parked.cause()).startsWith("statement Replicas(C1)#0 failed: "));
        bench.engine.accept(new Reading(NEIGHBOUR, "RequestPerSecond", "C1", 0, 1000, at(1)));
        assertThat(only(bench.evaluate(NEIGHBOUR, 1)).raw()).isEqualTo(Value.known(2));
    }

    @Test
    void aClauseThatThrowsParksItsServiceEvenIfItsFormulaIsDueAnyway() {
        var program = new TestProgram().gauge("RequestPerSecond", "C1");
        var requests = program.read("RequestPerSecond", "C1");
        var withoutItsConstant = program.assign(Variable.replicas("C1"), requests, null, null, new Term.Constant(0))
                .build("shop");
        bench.deploy(withoutItsConstant);
        bench.read("RequestPerSecond", "C1", 1000, 0);

        assertThat(bench.engine.evaluate(SHOP, at(0)))
                .isInstanceOfSatisfying(
                        EvaluationOutcome.Parked.class,
                        parked -> assertThat(parked.cause()).startsWith("statement Replicas(C1)#0 failed: "));
    }

    @Test
    void aParkedServiceWorksAgainOnceItIsDeployedAnew() {
        bench.deploy(counting(1));
        bench.engine.evaluate(SHOP, at(0));

        bench.deploy(counting(0));

        assertThat(indicator(bench.evaluate(1), "N(C1)")).isEqualTo(Value.known(0));
    }

    @Test
    void aParkedServiceCanBeTakenAway() {
        bench.deploy(counting(1));
        bench.engine.evaluate(SHOP, at(0));

        assertThat(bench.engine.undeploy(SHOP)).isTrue();
        assertThat(bench.engine.shapes()).isZero();
    }
}
