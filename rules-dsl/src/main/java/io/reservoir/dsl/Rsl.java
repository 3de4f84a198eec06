package io.reservoir.dsl;

import io.reservoir.dsl.check.ProviderChecker;
import io.reservoir.dsl.check.ServiceChecker;
import io.reservoir.dsl.parser.CommentReader;
import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.print.SourcePrinter;
import io.reservoir.dsl.problem.Code;
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

    /**
     * The canonical form of a text: of a manifest, a rule file or a provider's. What the text means is not looked at;
     * where it cannot be read, the diagnostics say why and there is no other text.
     */
    public static Formatting format(String fileName, String text) {
        var problems = new Problems();
        var source = new SourceText(fileName, text);
        var file = SourceParser.parse(source, Limits.DEFAULT, problems);
        var printed = problems.anyError() ? "" : SourcePrinter.print(file, CommentReader.read(source));
        if (!isReadable(fileName, printed)) {
            problems.error(
                    Code.LIMIT,
                    source.span(0, 0),
                    "formatted, the text would be larger than a text may be",
                    "split it into several files");
        }
        return problems.anyError()
                ? new Formatting(null, problems.sorted(Limits.DEFAULT.diagnostics()))
                : new Formatting(printed, List.of());
    }

    private static boolean isReadable(String fileName, String text) {
        var problems = new Problems();
        SourceParser.parse(new SourceText(fileName, text), Limits.DEFAULT, problems);
        return !problems.anyError();
    }
}
