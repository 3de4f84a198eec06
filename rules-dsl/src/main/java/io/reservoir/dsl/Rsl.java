package io.reservoir.dsl;

import io.reservoir.dsl.check.ProviderChecker;
import io.reservoir.dsl.check.ServiceChecker;
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
        return compile(fileName, text, SlaClasses.SHIPPED);
    }

    /** The same for a provider who has SLA classes of its own. */
    public static Compilation compile(String fileName, String text, SlaClasses classes) {
        return compile(fileName, text, classes, Limits.DEFAULT);
    }

    public static Compilation compile(String fileName, String text, SlaClasses classes, Limits limits) {
        var problems = new Problems();
        var file = SourceParser.parse(new SourceText(fileName, text), limits, problems);
        var service = ServiceChecker.check(file, classes, limits, problems);
        return new Compilation(problems.anyError() ? null : service, problems.sorted(limits.diagnostics()));
    }

    /** A provider's file of SLA classes and tariffs. */
    public static ProviderCompilation provider(String fileName, String text) {
        var problems = new Problems();
        var file = SourceParser.parse(new SourceText(fileName, text), Limits.DEFAULT, problems);
        var found = ProviderChecker.check(file, problems);
        var diagnostics = problems.sorted(Limits.DEFAULT.diagnostics());
        return problems.anyError()
                ? new ProviderCompilation(List.of(), List.of(), diagnostics)
                : new ProviderCompilation(found.tariffs(), found.classes(), diagnostics);
    }

    /** True if a text is a provider's: it holds tariffs or SLA classes, and nothing of a service. */
    public static boolean isProviders(String fileName, String text) {
        return ProviderChecker.isProviders(
                SourceParser.parse(new SourceText(fileName, text), Limits.DEFAULT, new Problems()));
    }
}
