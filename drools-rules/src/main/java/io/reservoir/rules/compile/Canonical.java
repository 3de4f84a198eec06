package io.reservoir.rules.compile;

import io.reservoir.dsl.print.TermText;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import org.jspecify.annotations.Nullable;

/** Statements with their constants lifted: what two services must share to share their rules. */
final class Canonical {
    private Canonical() {}

    static String of(Indicator indicator) {
        return indicator.name() + "(" + indicator.component() + ") = " + of(indicator.value());
    }

    static String of(Assignment assignment) {
        return assignment.target() + " = " + of(assignment.value())
                + clause(" min ", assignment.min())
                + clause(" max ", assignment.max())
                + clause(" when ", assignment.guard());
    }

    private static String of(Formula formula) {
        return TermText.canonical(formula.root());
    }

    private static String clause(String word, @Nullable Formula formula) {
        return formula == null ? "" : word + of(formula);
    }
}
