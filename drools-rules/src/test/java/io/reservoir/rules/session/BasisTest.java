package io.reservoir.rules.session;

import static io.reservoir.rules.Workbench.SHOP;
import static io.reservoir.rules.Workbench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Basis;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Metric;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.Workbench;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a value says of the samples that it rests on. */
class BasisTest {
    private final Workbench bench = new Workbench().deploy(Workbench.proportional(500));

    private Basis basis(double seconds) {
        bench.evaluate(seconds);
        return bench.engine.basis(SHOP, 0, at(seconds));
    }

    @Test
    void aSeriesOfTheComponentStandsForIt() {
        bench.ready("C1", 1, 2);
        for (int second = 0; second <= 60; second += 10) {
            bench.read("RequestPerSecond", "C1", 100, second);
        }

        assertThat(basis(60)).isEqualTo(new Basis("average", at(30), at(60), 3, List.of(0)));
    }

    @Test
    void replicasThatReportAreNamed() {
        bench.ready("C1", 1, 2, 3);
        bench.read("RequestPerSecond", "C1", 1, 100, 0);
        bench.read("RequestPerSecond", "C1", 1, 100, 10);
        bench.read("RequestPerSecond", "C1", 3, 100, 10);
        bench.read("RequestPerSecond", "C1", 4, 100, 10);

        assertThat(basis(15))
                .isEqualTo(new Basis("average, added up over replicas", at(-15), at(15), 3, List.of(1, 3)));
    }

    @Test
    void percentilesThrowAllSamplesTogether() {
        var program =
                new TestProgram().metric("ResponseTime", "C1", Metric.Kind.GAUGE, new Aggregation.Percentile(0.95));
        program.replicas(
                "C1", program.read("ResponseTime", "C1", new Aggregation.Percentile(0.999), Duration.ofSeconds(30)));
        bench.deploy(program.build("shop")).ready("C1", 1, 2);
        bench.read("ResponseTime", "C1", 1, 0.1, 5);
        bench.read("ResponseTime", "C1", 2, 0.2, 5);

        assertThat(basis(10)).isEqualTo(new Basis("p999", at(-20), at(10), 2, List.of(1, 2)));
    }

    @Test
    void whatIsUnknownRestsOnNothing() {
        assertThat(basis(0)).isNull();
    }

    /** Asking how things stand must not swallow what is still to be decided about. */
    @Test
    void askingForInputsLeavesTheNews() {
        bench.read("RequestPerSecond", "C1", 100, 0);
        bench.evaluate(0);
        bench.read("RequestPerSecond", "C1", 900, 1);

        assertThat(bench.engine.inputs(SHOP, at(1)).getFirst().value()).isEqualTo(Value.known(500));
        assertThat(bench.engine.refresh(SHOP, at(1))).isTrue();
    }
}
