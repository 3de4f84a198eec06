package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Limits;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, it ends soon, in diagnostics with a place, and in no exception. */
final class HostileInputTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("brackets", "CPU(C) = " + "(".repeat(10_000)),
                Arguments.of("braces", "C(1 CPU, 1 GB)" + "{".repeat(10_000)),
                Arguments.of("indexes", "CPU(" + "C[".repeat(10_000)),
                Arguments.of("calls", "CPU(C) = " + "max(".repeat(8_000)),
                Arguments.of("calls on lines", "max(\n".repeat(12_000)),
                Arguments.of("heads on lines", "a(\n".repeat(20_000)),
                Arguments.of("minus", "CPU(C) = " + "-".repeat(30_000) + "1"),
                Arguments.of("not", "CPU(C) = 1 when " + "not ".repeat(10_000) + "1"),
                Arguments.of("choices", "CPU(C) = " + "1 < 2 ? 3 : ".repeat(5_000) + "1"),
                Arguments.of("questions", "CPU(C) = 1" + "?".repeat(30_001)),
                Arguments.of("or else", "CPU(C) = 1" + " ?? 1".repeat(10_000)),
                Arguments.of("a long sum", "CPU(C) = 1" + "\n + 1".repeat(10_000)),
                Arguments.of("a sum behind units", "CPU(C) = 1" + " + 5\nMB".repeat(6_000)),
                Arguments.of("and on lines", "CPU(C) = 1 when X(C) > 1" + "\nand X(C) > 1".repeat(4_000)),
                Arguments.of("nothing", ""),
                Arguments.of("NULs", "\0".repeat(1 << 20)),
                Arguments.of("some NULs", "CPU(C) = \0\0\0"),
                Arguments.of("order of writing", "CPU(C) = 1 // \u202e } \u2066"),
                Arguments.of("half a pair", "CPU(C) = \ud800"),
                Arguments.of("pictures", "CPU(\ud83d\ude00) = 1 \ud83d\ude00 \"\ud83d\ude00"),
                Arguments.of("an exponent", "CPU(C) = 1e20000000"),
                Arguments.of("an exponent beyond int", "CPU(C) = 1e99999999999 min 1e-99999999999"),
                Arguments.of("a long exponent", "CPU(C) = 1e" + "9".repeat(60_000)),
                Arguments.of("digits", "CPU(C) = " + "9".repeat(60_000)),
                Arguments.of("zeros", "CPU(C) = " + "0".repeat(60_000)),
                Arguments.of("an ordinal", "CPU(C[99999999999999999999]) = 1\nCPU(C) = 1"),
                Arguments.of("a port", "C(1 CPU, 1 GB) { ready when tcp :99999999999999999999 }"),
                Arguments.of("a string", "image a from \"" + "x".repeat(60_000)),
                Arguments.of("a name", "x".repeat(65_000)),
                Arguments.of("a comment", "/*".repeat(30_000)),
                Arguments.of("closers", ")]}".repeat(20_000)),
                Arguments.of("semicolons", ";\n".repeat(30_000)),
                Arguments.of("commas", "Deploy(C) = {" + ",".repeat(60_000)),
                Arguments.of("domains", "Deploy(C) = {" + "a ".repeat(30_000)),
                Arguments.of("networks", "C(1 CPU, 1 GB) { networks a" + ", a".repeat(20_000) + " }"),
                Arguments.of("items", "C(1 CPU, 1 GB) {" + " spread hosts".repeat(5_000) + " }"),
                Arguments.of("clauses", "CPU(C) = 1" + " min 1".repeat(10_000)),
                Arguments.of("signs like units", "test \"t\" { given a(C) = 1" + ", 1\n h 4".repeat(6_000) + " }"),
                Arguments.of("a domain with gaps", "Deploy(C) = { Domain" + " /**/\n".repeat(9_000) + " 3 }"),
                Arguments.of("comments in a number", "CPU(C) = 1 min -" + " /**/\n".repeat(9_000) + " 3"),
                Arguments.of("a chain of indicators", chain(199)),
                Arguments.of("too many indicators", chain(2_500)),
                Arguments.of("names one edit apart", similar()),
                Arguments.of("conditions of many cases", guards("(X(C) > 1 or Y(C) > 2)", " and ", 120)),
                Arguments.of("cases that exclude each other", guards(excluding(), " and ", 3)),
                Arguments.of("loops through prev", loops(190, 14)),
                Arguments.of("a chain that grows through prev", growing(190, 150)),
                Arguments.of("thresholds", thresholds(190)),
                Arguments.of("carriage returns", "CPU(C) = \r\r\r(\r".repeat(10_000)));
    }

    /** Each indicator reads the one defined behind it. */
    private static String chain(int length) {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            text.append("Load(A").append(i).append("x)=Load(A").append(i + 1).append("x)\n");
        }
        return text.toString();
    }

    private static String guards(String condition, String operator, int times) {
        var text = new StringBuilder();
        var guard = (condition + operator).repeat(times - 1) + condition;
        for (var i = 0; text.length() + guard.length() < 60_000; i++) {
            text.append("CPU(C) = 1 priority ")
                    .append(i)
                    .append(" when ")
                    .append(guard)
                    .append('\n');
        }
        return text.toString();
    }

    private static String excluding() {
        return "(X(C) == 0" + " or X(C) == 1".repeat(60) + ")";
    }

    /** Each indicator reads the earlier value of many others. */
    private static String loops(int indicators, int reads) {
        var text = new StringBuilder();
        for (var i = 0; i < indicators; i++) {
            text.append("indicator N").append(i).append("(C) = 0");
            for (var j = 1; j <= reads; j++) {
                text.append(" + 0.07*prev(N").append((i + j * j) % indicators).append("(C))");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Each indicator adds the one before to itself; the first reads what they were. */
    private static String growing(int indicators, int reads) {
        var text = new StringBuilder("indicator N0(C) = 0");
        for (var i = 0; i < reads; i++) {
            text.append(" + prev(N").append(i).append("(C))");
        }
        for (var i = 1; i < indicators; i++) {
            text.append("\nindicator N").append(i).append("(C) = 0");
            text.append((" + N" + (i - 1) + "(C)").repeat(24));
        }
        return text.toString();
    }

    private static String thresholds(int rules) {
        var text = new StringBuilder();
        for (var i = 0; i < rules; i++) {
            text.append("Replicas(C) = Current(C) ").append(i % 2 == 0 ? "- 1" : "+ 1");
            text.append(" max 9000 priority ").append(i).append(" when CpuUtilization(C) ");
            text.append(i % 2 == 0 ? "< " : "> ").append(i).append("%\n");
        }
        return text.toString();
    }

    private static String similar() {
        var text = new StringBuilder("service S\n");
        for (var i = 0; i < 1_000; i++) {
            text.append("network frontend_network_number_").append(i).append('\n');
        }
        for (var i = 0; i < 900; i++) {
            text.append("SPEED(frontend_netwrok_number_").append(i).append(")=1MBS\n");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void endsSoonInDiagnosticsWithAPlace(String name, String text) {
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            var compilation = Rsl.compile("hostile.rsl", text);
            Rsl.provider("hostile.rsl", text);
            Rsl.format("hostile.rsl", text);
            assertThat(DiagnosticText.print(compilation.diagnostics(), text)).isNotNull();
            assertThat(compilation.service() == null).isEqualTo(Diagnostic.anyError(compilation.diagnostics()));
            assertThat(compilation.diagnostics()).allMatch(d -> d.span().end() <= text.length());
        });
    }

    /** As long as a file may be: limits are settings, and a greater one must not overflow the stack. */
    @Test
    void aLongChainOfIndicatorsIsOrderedWhereTheLimitsAllowIt() {
        var roomy = new Limits(10_000_000, 100_000, 100_000, 64, 500, 64, 15, 9, 256, 200);

        var service = Rsl.compile("chain.rsl", chain(4_000), SlaClasses.SHIPPED, roomy)
                .service();

        assertThat(service).isNotNull();
        assertThat(service.indicators()).hasSize(4_000);
        assertThat(service.indicators().getLast().id()).isEqualTo("Load(A0x)");
    }

    /** What is cut anywhere, or has a character too many, is refused or read; the seed of a failure is in its name. */
    @Test
    void textsThatWereTamperedWithEndInDiagnostics() throws IOException {
        var samples = Path.of("..", "samples");
        var whole = Files.readString(samples.resolve("webshop/webshop.rsl"))
                + Files.readString(samples.resolve("seed/seed.rsl"));
        var pieces = "(){}[]=<>!?:,.+-*/%\"\n\r \t0159eminoverand_é\ud83d\ude00"
                .codePoints()
                .toArray();
        for (var seed = 0; seed < 1_500; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(whole);
            for (var edits = random.nextInt(1, 6); edits > 0; edits--) {
                var at = random.nextInt(text.length());
                text.replace(
                        at,
                        Math.min(text.length(), at + random.nextInt(4)),
                        Character.toString(pieces[random.nextInt(pieces.length)]));
            }
            var start = random.nextInt(text.length());
            var cut = text.substring(start, Math.min(text.length(), start + 2_000));
            var compilation = Assertions.assertDoesNotThrow(() -> Rsl.compile("seed.rsl", cut), "seed " + seed);
            assertThat(compilation.service() == null)
                    .as("seed " + seed)
                    .isEqualTo(Diagnostic.anyError(compilation.diagnostics()));
        }
    }
}
