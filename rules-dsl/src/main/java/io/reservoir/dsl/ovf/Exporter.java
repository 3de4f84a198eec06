package io.reservoir.dsl.ovf;

import io.reservoir.dsl.check.ServiceChecker;
import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.sla.SlaClasses;
import java.util.List;

/** Writes the text of a service as an envelope, if it is one without errors. */
final class Exporter {
    private Exporter() {}

    static OvfExport export(SourceText source, SlaClasses classes, List<VerbatimSection> kept) {
        var problems = new Problems();
        var file = SourceParser.parse(source, Limits.DEFAULT, problems);
        var service = ServiceChecker.check(file, classes, Limits.DEFAULT, problems);
        checkCharacters(source, problems);
        if (file.statements().stream().noneMatch(Statement.Service.class::isInstance)) {
            problems.error(
                    Code.OVF_EXPORT,
                    source.span(0, 0),
                    "a rule file is no service: there is nothing to put into an envelope",
                    "a service begins with a line such as `service Shop`");
        }
        var diagnostics = problems.sorted(Limits.DEFAULT.diagnostics());
        return problems.anyError() || service == null
                ? new OvfExport(null, diagnostics)
                : new OvfExport(new EnvelopeWriter(new ExportPlan(file, service), kept).write(), diagnostics);
    }

    /** Two characters may stand in a text of the language, and in no XML. */
    private static void checkCharacters(SourceText source, Problems problems) {
        var text = source.text();
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '\ufffe') {
                problems.error(Code.OVF_EXPORT, source.span(i, i + 1), "XML cannot hold this character", "delete it");
                return;
            }
        }
    }
}
