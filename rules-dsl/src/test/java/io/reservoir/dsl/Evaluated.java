package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Cells.Mark;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.reading.Value;
import java.util.Objects;

/** A compiled text and values for what it reads; what has no value is unknown. */
final class Evaluated {
    private final CheckedService service;
    private final Cells inputs;

    private Evaluated(CheckedService service) {
        this.service = service;
        this.inputs = new Cells(service.inputs().size());
    }

    /** The program of a text that must have no errors. */
    static CheckedService compiled(String text) {
        var compilation = Rsl.compile("test.rsl", text);
        assertThat(compilation.diagnostics())
                .as(DiagnosticText.print(compilation.diagnostics(), text))
                .noneMatch(d -> d.severity() == Severity.ERROR);
        return Objects.requireNonNull(compilation.service());
    }

    static Evaluated of(String text) {
        return new Evaluated(compiled(text));
    }

    CheckedService service() {
        return service;
    }

    Evaluated with(String input, double number) {
        for (var i = 0; i < inputs.size(); i++) {
            if (service.inputs().get(i).text().equals(input)) {
                inputs.setKnown(i, number);
                return this;
            }
        }
        throw new AssertionError("no input " + input + " among " + service.inputs());
    }

    /** The raw value of the right side of an assignment. */
    Value raw(String assignment) {
        var found = service.assignments().stream()
                .filter(a -> a.id().equals(assignment))
                .findFirst()
                .orElseThrow();
        return evaluate(found.value(), indicators());
    }

    /** The effective value of an indicator: the greater of measured and derived. */
    Value indicator(String id) {
        var cells = indicators();
        for (var i = 0; i < cells.size(); i++) {
            if (service.indicators().get(i).id().equals(id)) {
                return cells.value(i, "unknown");
            }
        }
        throw new AssertionError("no indicator " + id);
    }

    private Cells indicators() {
        var cells = new Cells(service.indicators().size());
        for (var i = 0; i < cells.size(); i++) {
            var indicator = service.indicators().get(i);
            var derived = evaluate(indicator.value(), cells);
            var measured = indicator.measured();
            var effective = measured == null || inputs.isUnknown(measured)
                    ? derived.orNaN()
                    : Double.isNaN(derived.orNaN())
                            ? inputs.number(measured)
                            : Math.max(inputs.number(measured), derived.orNaN());
            cells.set(i, effective, Mark.KNOWN);
        }
        return cells;
    }

    private Value evaluate(Formula formula, Cells indicators) {
        var constants = new Cells(service.constants().size());
        for (var i = 0; i < constants.size(); i++) {
            constants.setKnown(i, service.constants().get(i));
        }
        var stack = new Cells(formula.stackDepth());
        formula.evaluate(inputs, indicators, constants, stack);
        return stack.value(0, "unknown");
    }
}
