package io.reservoir.rules.session;

import static io.reservoir.rules.TestProgram.binary;
import static io.reservoir.rules.Workbench.SHOP;
import static io.reservoir.rules.Workbench.at;
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
import org.junit.jupiter.api.Test;

/** Programs that no checker lets through: their neighbours, even those of the same session, do not feel them. */
class ParkedTest {
    private static final ServiceId NEIGHBOUR = new ServiceId("neighbour");

    private final Workbench bench = new Workbench();

    /** A formula that reads a constant which its program does not have. */
    private static CheckedService broken() {
        var program = new TestProgram().gauge("RequestPerSecond", "C1");
        return program.replicas("C1", binary(program.read("RequestPerSecond", "C1"), "/", new Term.Constant(0)))
                .build("shop");
    }

    @Test
    void aParkedServiceStaysParkedAndRefreshingItSaysSo() {
        bench.deploy(broken());

        var first = bench.engine.evaluate(SHOP, at(0));

        assertThat(first).isInstanceOf(EvaluationOutcome.Parked.class);
        assertThat(bench.engine.refresh(SHOP, at(1))).isTrue();
        var cause = ((EvaluationOutcome.Parked) first).cause();
        assertThat(bench.engine.evaluate(SHOP, at(1))).isEqualTo(new EvaluationOutcome.Parked(SHOP, at(1), cause));
    }

    @Test
    void anIndicatorThatThrowsParksItsService() {
        var program = new TestProgram();
        program.indicator("N", "C1", new Term.Constant(0));
        bench.deploy(program.build("shop"));

        assertThat(bench.engine.evaluate(SHOP, at(0)))
                .isInstanceOfSatisfying(
                        EvaluationOutcome.Parked.class,
                        parked -> assertThat(parked.cause()).startsWith("statement N(C1) failed: "));
    }

    @Test
    void aStatementThatThrowsParksItsServiceAndNoOther() {
        bench.engine.deploy(NEIGHBOUR, proportional(500));
        bench.deploy(broken());
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
        bench.deploy(broken());
        bench.engine.evaluate(SHOP, at(0));

        bench.deploy(proportional(500));
        bench.read("RequestPerSecond", "C1", 1000, 1);

        assertThat(bench.raw(1)).isEqualTo(Value.known(2));
    }

    @Test
    void aParkedServiceCanBeTakenAway() {
        bench.deploy(broken());
        bench.engine.evaluate(SHOP, at(0));

        assertThat(bench.engine.undeploy(SHOP)).isTrue();
        assertThat(bench.engine.shapes()).isZero();
    }
}
