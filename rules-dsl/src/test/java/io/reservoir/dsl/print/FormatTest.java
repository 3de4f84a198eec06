package io.reservoir.dsl.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical form of texts. */
final class FormatTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    private static String formatted(String text) {
        return Objects.requireNonNull(Rsl.format("x.rsl", text).text());
    }

    @Test
    void theElevenLinesHaveACanonicalForm() throws IOException {
        assertThat(formatted(Files.readString(SAMPLES.resolve("seed/seed.rsl"))))
                .isEqualTo("""
                Load(C3) = 3 * Load(C1)
                CPU(C1) = Users(C1) / 1000
                Replicas(C1) = RequestPerSecond(C1) / 500
                SLA(C1) = Gold
                SLA(C2) = Bronze
                Users(C1) = 1000
                Deploy(C11) = { Domain1, Domain 3, Domain z }
                SLA(RED) = Gold
                CPU(C11) = 2
                SPEED(RED) = 5 MBS
                C1(2 CPU, 1 GB, 10 GB disk)
                """);
    }

    private static List<Path> rslFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".rsl"))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** All but those that hold lines as others wrote them. */
    static List<Path> canonicalSamples() {
        return rslFiles(SAMPLES).stream()
                .filter(file -> !file.endsWith("seed.rsl") && !file.startsWith(SAMPLES.resolve("broken")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("canonicalSamples")
    void samplesAreInCanonicalForm(Path sample) throws IOException {
        var text = Files.readString(sample);
        assertThat(formatted(text)).as("run ./reservoir fmt %s", sample).isEqualTo(text);
    }

    /** The samples, and the corpus of mistakes: those without one in their syntax. */
    static List<Path> readableFiles() {
        return Stream.of(SAMPLES, Path.of("src", "test", "resources"))
                .flatMap(folder -> rslFiles(folder).stream())
                .filter(file -> Rsl.format("x.rsl", read(file)).text() != null)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Test
    void someMistakesAreNoneOfSyntax() {
        assertThat(readableFiles()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("readableFiles")
    void readableFilesKeepEverything(Path file) {
        SourcePrinterTest.keepsEverything(read(file));
    }

    /** The one hint that goes away is the one about `Gb`, which is `GB` then. */
    @ParameterizedTest
    @MethodSource("readableFiles")
    void formattingChangesNothingThatTheCompilerSays(Path file) {
        var name = file.getFileName().toString();
        assertThat(codes(name, formatted(read(file)))).isEqualTo(codes(name, read(file)));
    }

    private static List<String> codes(String name, String text) {
        var said = Rsl.isProviders(name, text)
                ? Rsl.provider(name, text).diagnostics()
                : Rsl.compile(name, text).diagnostics();
        return said.stream()
                .map(Diagnostic::code)
                .filter(code -> !code.equals(Code.READ_AS_BYTE.code()))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a(C) - (b(C) - c(C))          | a(C) - (b(C) - c(C))",
                "(a(C) - b(C)) - c(C)          | a(C) - b(C) - c(C)",
                "((a(C) * (b(C))) + (c(C)))    | a(C) * b(C) + c(C)",
                "a(C) / (b(C) * c(C))          | a(C) / (b(C) * c(C))",
                "- (a(C) + 1)                  | -(a(C) + 1)",
                "(- a(C)) * - - b(C)           | -a(C) * --b(C)",
                "NOT (a(C) AND b(C)) or (c(C)) | not (a(C) and b(C)) or c(C)",
                "not (a(C) < 1) ?? 2           | not a(C) < 1 ?? 2",
                "(not a(C)) < 1                | (not a(C)) < 1",
                "a(C) ?? (b(C) ?? 1)           | a(C) ?? (b(C) ?? 1)",
                "a(C)?1:(b(C)?2:3)             | a(C) ? 1 : b(C) ? 2 : 3",
                "(a(C)?1:2)?3:4                | (a(C) ? 1 : 2) ? 3 : 4",
                "a(C) ? (b(C) ? 1 : 2) : 3     | a(C) ? (b(C) ? 1 : 2) : 3",
                "a(C) % 5% % 3                 | a(C) % 5% % 3",
                "a(C) ? (get) : (5) / b(C)     | a(C) ? (get) : 5 / b(C)",
                "MAX(1.50,AVG(a(C),5 MIN))     | max(1.50, avg(a(C), 5 min))",
                "Rate(C) + rate(C[1]) + cpu(C) | Rate(C) + rate(C[1]) + cpu(C)",
                "5mb/S + 1e3 Gbit/S + 2 FOO    | 5 MB/s + 1e3 Gbit/s + 2 FOO",
                "READY(C)*burnrate(C)-load(C)  | Ready(C) * BurnRate(C) - Load(C)",
            })
    void expressionsHaveNoParenthesesBeyondNeed(String written, String canonical) {
        assertThat(formatted("CPU(C)=" + written)).isEqualTo("CPU(C) = " + canonical + "\n");
    }

    @Test
    void aLineIsBrokenWhereItsWordsWouldBeReadOtherwise() {
        assertThat(formatted("CPU(C) = 5\n min C[1]")).isEqualTo("""
                CPU(C) = 5
                  min C[1]
                """);
        assertThat(formatted("CPU(C) = (5) % C[1]")).isEqualTo("""
                CPU(C) = 5
                    % C[1]
                """);
        assertThat(formatted("CPU(C) = 5 min\n max (a(C) + 1) * 2")).isEqualTo("""
                CPU(C) = 5 min
                  max (a(C) + 1) * 2
                """);
        assertThat(formatted("CPU(C) = (5 s) / C")).isEqualTo("""
                CPU(C) = 5 s /
                    C
                """);
        assertThat(formatted("test \"t\" { given a(C) = 1\n expect (1) < 2 }")).isEqualTo("""
                test "t" {
                  given a(C) = 1
                  expect (1 < 2)
                }
                """);
    }

    @Test
    void clausesStandOnTheLineOfTheirStatementIfTheyFit() {
        assertThat(formatted("""
                Replicas(C) = a(C) / 5 OVER 30s
                   MIN 1
                   MAX 20 stabilize DOWN 5min on unknown hold
                Replicas(C1) = RequestPerSecond(C1) / 500 over 30 s min 6 during office max 20 rate up 4 per 15s
                """)).isEqualTo("""
                Replicas(C) = a(C) / 5  over 30 s  min 1 max 20  stabilise down 5 min  on unknown hold
                Replicas(C1) = RequestPerSecond(C1) / 500
                  over 30 s
                  min 6 during office
                  max 20
                  rate up 4 per 15 s
                """);
    }

    @Test
    void aBlockHasALineForEachThing() {
        assertThat(formatted("""
                service   WebShop image web FROM "a\\"b" network RED
                C1 ( 2cpu,1Gb,10 gb DISK ) { image web networks RED , public REPLICAS min 2 max 40
                  ready when http :8080/ within 2 min set K = "x"+ip( C2[ 1 ],RED ) DRAIN until Sessions <= 0 }
                C2(1 vcpu, 1 GB) { }
                test "t" {}
                """)).isEqualTo("""
                service WebShop
                image web from "a\\"b"
                network RED
                C1(2 CPU, 1 GB, 10 GB disk) {
                  image web
                  networks RED, public
                  replicas min 2 max 40
                  ready when http GET :8080 within 2 min
                  set K = "x" + ip(C2[1], RED)
                  drain until Sessions = 0
                }
                C2(1 vCPU, 1 GB)
                test "t" {
                }
                """);
    }

    @Test
    void commentsStayWithWhatTheyAreAbout() {
        assertThat(formatted("""

                // at the top


                // of the next
                SLA(C1)=Gold // behind
                SLA(C10) =Gold /* both */ // behind
                /* alone */ SLA(C2)=Bronze
                Replicas(C1) = // why
                  a(C) / 5
                  // never fewer
                  min 2 // two
                  max /* a */ 40 /* b
                    c */
                C1(1 CPU, 1 GB) { // opens

                  // the first
                  image a // behind

                  // the last
                }  // closes
                // at the end
                """)).isEqualTo("""
                // at the top

                // of the next
                SLA(C1) = Gold   // behind
                SLA(C10) = Gold  /* both */ // behind
                /* alone */
                SLA(C2) = Bronze
                Replicas(C1) = a(C) / 5  // why
                  // never fewer
                  min 2  // two
                  /* a */
                  max 40  /* b
                    c */
                C1(1 CPU, 1 GB) {  // opens
                  // the first
                  image a  // behind

                  // the last
                }  // closes
                // at the end
                """);
    }

    @Test
    void aProvidersLinesStayInTheirOrder() {
        assertThat(formatted("""
                sla class Gold FROM 2026-01-01 { availability 99.9 % PER month
                  response P95 500ms over 5min in 99% credit 10% BELOW 99.9% }
                tariff t { vee 0.0020 per Hour CURRENCY eur memory 0.004 per gb HOUR }
                """)).isEqualTo("""
                sla class Gold from 2026-01-01 {
                  availability 99.9% per month
                  response p95 500 ms over 5 min in 99% of windows
                  credit 10% below 99.9%
                }
                tariff t {
                  vee 0.0020 per hour
                  currency EUR
                  memory 0.004 per GB hour
                }
                """);
    }

    @Test
    void whatEachStatementLooksLike() {
        assertThat(formatted("""
                METRIC RequestPerSecond(C1) GAUGE req / S Sum EVERY 10s
                INDICATOR load(C) = a(C)
                objective T(C)<=300ms over 5min in 99%
                calendar office="Mon-Fri 08:00-19:00" except 2026-12-25,2026-12-26
                HOLD In C[01] until 2026-01-01t08:00z by "me" "so"
                budget 500eur PER Month SOFT
                migrate C WHEN HostCPU(C)>85% FOR 10min
                Deploy(C)={A:70%,"B c":30%} Deploy(D)=[A,B] Deploy(E)=!{ } SPEED(N)>=40mbps
                """)).isEqualTo("""
                metric RequestPerSecond(C1) gauge req/s sum every 10 s
                indicator Load(C) = a(C)
                objective T(C) <= 300 ms over 5 min in 99% of windows
                calendar office = "Mon-Fri 08:00-19:00" except 2026-12-25, 2026-12-26
                hold in C[01] until 2026-01-01T08:00Z by "me" "so"
                budget 500 EUR per month soft
                migrate C when HostCPU(C) > 85% for 10 min
                Deploy(C) = { A: 70%, "B c": 30% }
                Deploy(D) = [A, B]
                Deploy(E) = !{}
                SPEED(N) >= 40 Mbps
                """);
    }

    @Test
    void nothingIsNothing() {
        assertThat(formatted("")).isEmpty();
        assertThat(formatted("\ufeff \r\n\n")).isEmpty();
        assertThat(formatted("// only this")).isEqualTo("// only this\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CPU(C) = ", "SLA(C) = Gold\nCPU(C) = (1", "image a from \"x", "/* open", "CPU(C\u00e9) = 1"})
    void whatCannotBeReadIsLeftAlone(String text) {
        var formatting = Rsl.format("x.rsl", text);
        assertThat(formatting.text()).isNull();
        assertThat(Diagnostic.anyError(formatting.diagnostics())).isTrue();
    }

    /** It is short enough as it stands, and would not be with a blank on both sides of each sign. */
    @Test
    void whatWouldBeTooLongIsLeftAlone() {
        var formatting = Rsl.format("x.rsl", "Users(C1)=1+1+1+1+1+1+1+1+1+1+1+1+1+1\n".repeat(1_600));
        assertThat(formatting.text()).isNull();
        assertThat(formatting.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo(Code.LIMIT.code()));
    }
}
