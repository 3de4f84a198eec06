package io.reservoir.rules.compile;

import static io.reservoir.rules.Texts.compiled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.dsl.program.CheckedService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kie.api.definition.rule.Rule;

class ShapeCompilerTest {
    private static CompiledShape shapeOf(CheckedService program) {
        return ShapeCompiler.compile(Shape.of(program), program);
    }

    @Test
    void everyStatementIsOneRuleNamedAfterIt() {
        var program = compiled(
                "Load(C3) = 3* Load(C1)",
                "Replicas(C3) = Load(C3) / 900 min 1 max 20",
                "Replicas(C1) = RequestPerSecond(C1) /500");

        assertThat(shapeOf(program).rules())
                .extracting(Rule::getName)
                .containsExactlyInAnyOrder("Load(C3)", "Replicas(C3)", "Replicas(C1)");
    }

    @Test
    void aRuleCarriesTheTextAndTheSpanOfItsStatement() {
        var program = compiled("Load(C3) = 3* Load(C1)", "Replicas(C1) = RequestPerSecond(C1) /500 min 2");

        var rule = shapeOf(program).rules().stream()
                .filter(r -> r.getName().equals("Replicas(C1)"))
                .findFirst()
                .orElseThrow();

        assertThat(rule.getMetaData())
                .containsEntry(ShapeCompiler.Metadata.TEXT, "Replicas(C1) = RequestPerSecond(C1) /500 min 2")
                .containsEntry(
                        ShapeCompiler.Metadata.SPAN,
                        program.assignments().getFirst().source().span())
                .containsEntry(ShapeCompiler.Metadata.CANONICAL, "Replicas(C1) = in2 / $1 min $2")
                .containsEntry(ShapeCompiler.Metadata.INDEX, 1);
        assertThat(rule.getMetaData().get(ShapeCompiler.Metadata.SPAN)).hasToString("shop.rsl:2:1");
    }

    @Test
    void twoStatementsOfOneIdAreRefusedForOneRuleWouldReplaceTheOther() {
        var program = compiled("Replicas(C1) = Users(C1) / 10", "Replicas(C2) = Users(C1) / 20");
        var first = program.assignments().getFirst();
        var twice = new CheckedService(
                program.spec(), program.inputs(), program.constants(), program.indicators(), List.of(first, first));

        assertThatThrownBy(() -> shapeOf(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two statements are called Replicas(C1)");
    }

    @Test
    void aProgramWithoutStatementsIsAShapeWithoutRules() {
        assertThat(shapeOf(compiled("C1(2 CPU, 1 GB, 10 GB disk)")).rules()).isEmpty();
    }
}
