package io.reservoir.dsl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Span;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What holds whatever a text says: no exception, an end within a short time, places within the text. */
final class Promises {
    static final String FILE = "fuzz.rsl";

    /** Of CPU time, so that neither other processes nor a collection of garbage count. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private Promises() {}

    /** Has the text read, and checks what is said about it. */
    static void keep(String text, Function<String, List<Diagnostic>> reader) {
        var begin = cpuNanos();
        var diagnostics = reader.apply(text);
        var printed = DiagnosticText.print(diagnostics, text);
        if (cpuNanos() - begin > SOON.toNanos()) {
            endsSoon(text, reader);
        }
        assertThat(printed.isEmpty()).as("nothing printed").isEqualTo(diagnostics.isEmpty());
        var source = new SourceText(FILE, text);
        diagnostics.forEach(diagnostic -> liesWithin(source, diagnostic.span()));
    }

    /** Looked at a second time, as the first text of a run has all classes loaded and prepared for the fuzzer. */
    private static void endsSoon(String text, Function<String, List<Diagnostic>> reader) {
        var begin = cpuNanos();
        DiagnosticText.print(reader.apply(text), text);
        assertThat(Duration.ofNanos(cpuNanos() - begin)).as("CPU time").isLessThan(SOON);
    }

    /** True to the text: the offsets are in it, and lines and columns say the same. */
    static void liesWithin(SourceText source, Span span) {
        var within = 0 <= span.start()
                && span.start() <= span.end()
                && span.end() <= source.text().length();
        if (!within || !span.equals(source.span(span.start(), span.end()))) {
            throw new AssertionError("no place in the text: " + span);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
