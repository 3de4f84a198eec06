package io.reservoir.dsl;

import io.reservoir.dsl.check.ServiceChecker;
import io.reservoir.dsl.check.TariffChecker;
import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.sla.SlaClasses;
import java.util.List;

/** Compiles texts of the Reservoir service language. It never throws for what a text holds: it says what is wrong. */
public final class Rsl {
    private Rsl() {}

    /** A manifest (with a {@code service} line) or a rule file (without one, named after its file). */
    public static Compilation compile(String fileName, String text) {
        return compile(fileName, text, Limits.DEFAULT);
    }

    public static Compilation compile(String fileName, String text, Limits limits) {
        var problems = new Problems();
        var file = SourceParser.parse(new SourceText(fileName, text), limits, problems);
        var service = ServiceChecker.check(file, SlaClasses.SHIPPED, limits, problems);
        return new Compilation(problems.anyError() ? null : service, problems.sorted(limits.diagnostics()));
    }

    /** A provider's file of tariffs. */
    public static TariffCompilation tariffs(String fileName, String text) {
        var problems = new Problems();
        var file = SourceParser.parse(new SourceText(fileName, text), Limits.DEFAULT, problems);
        var tariffs = TariffChecker.check(file, problems);
        return new TariffCompilation(
                problems.anyError() ? List.of() : tariffs, problems.sorted(Limits.DEFAULT.diagnostics()));
    }
}
