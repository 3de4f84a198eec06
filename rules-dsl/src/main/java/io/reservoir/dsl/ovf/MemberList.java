package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an archive, one a line: the text that what is said about an archive points into. */
final class MemberList {
    private static final int LONGEST = 120;

    private final List<String> names = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();

    /** Something to say about the member of an index. */
    private record Report(
            int member,
            Severity severity,
            Code code,
            String message,
            @Nullable String help) {}

    void add(String name, long bytes) {
        names.add(name);
        starts.add(text.length());
        var shown = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "\ufffd");
        text.append(shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown)
                .append("  ")
                .append(bytes)
                .append('\n');
    }

    int count() {
        return names.size();
    }

    boolean anyReport() {
        return !reports.isEmpty();
    }

    /** An error at the last member. */
    void report(Code code, String message, @Nullable String help) {
        reports.add(new Report(names.size() - 1, Severity.ERROR, code, message, help));
    }

    /** A warning at the member of that name. */
    void warn(String name, Code code, String message) {
        reports.add(new Report(names.indexOf(name), Severity.WARNING, code, message, null));
    }

    SourceText text(String fileName) {
        return new SourceText(fileName, text.toString());
    }

    List<Diagnostic> diagnostics(SourceText list) {
        var problems = new Problems();
        for (var report : reports) {
            var start = report.member < 0 ? 0 : starts.get(report.member);
            var end = Math.max(start, list.text().indexOf("  ", start));
            problems.add(report.severity, report.code, list.span(start, end), report.message, report.help);
        }
        return problems.sorted(Integer.MAX_VALUE);
    }
}
