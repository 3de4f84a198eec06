package io.reservoir.rules.compile;

import static io.reservoir.rules.TestProgram.binary;
import static io.reservoir.rules.Workbench.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.function.Function;
import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Term;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.Workbench;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A formula is evaluated again only if a slot that it reads has changed. */
class ReactivityTest {
    private final Workbench bench = new Workbench();
    private final AtomicInteger evaluations = new AtomicInteger();

    /** Its argument as it is; counts how often it is asked. */
    private record Counted(AtomicInteger calls) implements Function {
        @Override
        public String name() {
            return "counted";
        }

        @Override
        public String parameters() {
            return "a";
        }

        @Override
        public String summary() {
            return "its argument";
        }

        @Override
        public String example() {
            return "counted(1)";
        }

        @Override
        public int leastArguments() {
            return 1;
        }

        @Override
        public int mostArguments() {
            return 1;
        }

        @Override
        public void apply(Cells stack, int at, int count) {
            calls.incrementAndGet();
        }
    }

    /** Replicas(C1) = counted(Load(C1)), beside statements that read other inputs. */
    private void deploy(int others) {
        var program = new TestProgram().gauge("Users", "C1").gauge("Users", "C2");
        var load = program.indicator("Load", "C1", binary(program.constant(2), "*", program.read("Users", "C1")));
        program.replicas("C1", new Term.Call(new Counted(evaluations), List.of(load)));
        for (int i = 0; i < others; i++) {
            program.replicas("D" + i, binary(program.read("Users", "C2"), "+", program.constant(i)));
        }
        bench.engine.deploy(SHOP, program.build("shop"));
        bench.read("Users", "C1", 1, 0);
        bench.read("Users", "C2", 1, 0);
        bench.evaluate(0);
    }

    @BeforeEach
    void start() {
        evaluations.set(0);
    }

    /** With 100 others, the slots no longer fit into one word of the engine's masks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void whatAStatementDoesNotReadLeavesItAlone(int others) {
        deploy(others);
        int before = evaluations.get();

        bench.read("Users", "C2", 5, 1);

        assertThat(bench.engine.refresh(SHOP, Workbench.at(1))).isTrue();
        assertThat(evaluations).hasValue(before);
        assertThat(bench.evaluate(1).fired()).hasSize(others);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void whatAStatementReadsThroughAnIndicatorReachesIt(int others) {
        deploy(others);
        int before = evaluations.get();

        bench.read("Users", "C1", 5, 1);

        assertThat(bench.engine.refresh(SHOP, Workbench.at(1))).isTrue();
        assertThat(evaluations)
                .as("could it fire, does it, is it still due, tell it, is it over")
                .hasValue(before + 5);
        assertThat(bench.evaluate(1).fired()).containsExactly("Replicas(C1)#1");
    }

    @Test
    void readingsThatChangeNoInputEvaluateNoFormula() {
        deploy(1);
        int before = evaluations.get();

        bench.read("Users", "C1", 1, 1);
        assertThat(bench.engine.refresh(SHOP, Workbench.at(1))).isFalse();
        assertThat(bench.engine.refresh(SHOP, Workbench.at(2))).isFalse();

        assertThat(evaluations).hasValue(before);
    }
}
