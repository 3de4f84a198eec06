package io.reservoir.dsl.ovf;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Source;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported and read back is the same service. */
final class ExportTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    static Stream<Arguments> services() throws IOException {
        List<String> samples;
        try (var files = Files.walk(SAMPLES)) {
            samples = files.filter(p -> p.toString().endsWith(".rsl"))
                    .sorted()
                    .map(ExportTest::read)
                    .filter(text -> text.contains("\nservice ")
                            && Rsl.compile("sample.rsl", text).service() != null)
                    .toList();
        }
        assertThat(samples).isNotEmpty();
        return Stream.concat(
                samples.stream().map(text -> Arguments.of(nameOf(text), text)),
                Stream.of(
                        Arguments.of("nothing", "service Nothing\n"),
                        Arguments.of("one", "service One-1\nC(1 CPU, 1 GB)"),
                        Arguments.of("images", IMAGES),
                        Arguments.of("orders", ORDERS),
                        Arguments.of("settings", SETTINGS),
                        Arguments.of("sizes", SIZES),
                        Arguments.of("everything", EVERYTHING)));
    }

    private static final String IMAGES = """
            service Images
            image unused from "unused.img"
            image web from "dir/web & co.img" sha256 "%s"
            image registered
            image late from "late.img"
            A(1 CPU, 1 GB, 10 GB disk) { image web }
            B(1 CPU, 1 GB) { image web }
            C(1 CPU, 1 GB, 1 GB disk) { image registered }
            D(1 CPU, 1 GB, 1 GB disk) { image late }
            E(1 CPU, 1 GB, 1 GB disk) { image elsewhere }
            """.formatted("0a".repeat(32));

    private static final String ORDERS = """
            service Orders
            A(1 CPU, 1 GB)
            B(1 CPU, 1 GB)
            C(1 CPU, 1 GB) { after A }
            D(1 CPU, 1 GB) { after A, B }
            E(1 CPU, 1 GB) { after C, A }
            F(1 CPU, 1 GB) { after B, A }
            G(1 CPU, 1 GB) { after E }
            """;

    private static final String SETTINGS = """
            service Settings
            network LAN
            A(1 CPU, 1 GB) {
              networks LAN, public
              set EMPTY = ""
              set PLAIN = "a <b> & \\"c\\" 'd'"
              set NUMBER = 8080
              set ADDRESS = ip(LAN)
              set LATER = "plain again"
              set LINES = "two\\nlines"
            }
            B(1 CPU, 1 GB) { networks public set PEER = "http://" + ip(A[1], public) + ":80" }
            """;

    private static final String SIZES = """
            service Sizes
            A(1 CPU, 1.5 GB, 1 B disk)
            B(64 CPU, 512 MiB memory, 3 TiB disk)
            C(1 CPU, 1000000001 B)
            """;

    private static final String EVERYTHING = """
            service Everything
            network RED
            calendar office = "Mon-Fri 08:00-19:00 Europe/Madrid" except 2026-12-25
            C(1 CPU, 1 GB) {
              networks RED
              replicas min 2 max 40 initial 3
              ready when http GET :8080/health?x[1]]>0 within 2 min
              spread hosts
              victim by Sessions asc
              drain until Sessions = 0 max 10 min
            }
            D(1 CPU, 1 GB) { near C }
            metric RequestPerSecond(C) gauge req/s sum every 10 s
            Replicas(C) = max(RequestPerSecond(C) / 500, 2) over 30 s min 6 during office // why
              band up 0 stabilise down 10 min
            Load(D) = 3 * Load(C)
            Replicas(D) = Load(D) / 900 min 1 max 20 when Load(C) < 5 and not (Load(C) > 7)
            CPU(C[1]) = 2
            SLA(C) = Gold
            SLA(RED) = Bronze
            Users(C) = 1000
            objective ResponseTime(C) <= 300 ms over 5 min in 99% of windows
            Deploy(C) = { Domain1, Domain 3, Domain z }
            Deploy(D[1]) = [Domain1]
            SPEED(RED) = 5MBS
            SPEED(public) = 1MBS
            budget 500 EUR per month soft
            migrate C when HostCPU(C) > 85% for 10 min
            hold in D until 2030-01-01T12:00 "because"
            test "crowd" {
              given RequestPerSecond(C) = 1000 x 4, 9000 x 8 every 15 s
              expect Replicas(C) >= 18 at 3 min
            }
            """;

    private static String nameOf(String text) {
        return text.lines().filter(l -> l.startsWith("service ")).findFirst().orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void readsBackWhatItWrote(String name, String text) {
        var written = Rsl.compile("service.rsl", text);
        assertThat(written.service()).as(written.diagnostics().toString()).isNotNull();

        var exported = Ovf.export("service.rsl", text);
        assertThat(exported.xml()).isNotNull();
        var read = Ovf.compile("service.ovf", exported.xml());

        assertThat(Diagnostic.anyError(read.diagnostics()))
                .as(read.diagnostics() + "\n" + exported.xml())
                .isFalse();
        assertThatIsLike(Objects.requireNonNull(read.service()), Objects.requireNonNull(written.service()));
    }

    /** Everything but where it was written, and the text that stands there. */
    private static void assertThatIsLike(CheckedService one, CheckedService other) {
        assertThat(one)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Source.class, Span.class)
                .withStrictTypeChecking()
                .isEqualTo(other);
    }

    /** The comparison sees a difference where there is one: it is no comparison of nothing with nothing. */
    @Test
    void theComparisonSeesAnotherNumber() {
        var one = Rsl.compile("a.rsl", EVERYTHING).service();
        var other = Rsl.compile("a.rsl", EVERYTHING.replace("min(", "max(").replace("/ 500", "/ 501"))
                .service();

        Assertions.assertThrows(AssertionError.class, () -> assertThatIsLike(one, other));
    }

    /** The text of a rule is what its author wrote, not what stands for it in XML. */
    @Test
    void theSourceOfARuleIsItsText() {
        var xml = Objects.requireNonNull(Ovf.export("e.rsl", EVERYTHING).xml())
                .replace("]]]]><![CDATA[>", "]]&gt;")
                .replace("<![CDATA[", "")
                .replace("]]>", "")
                .replace(" < 5", " &lt; 5")
                .replace("<= 300", "&lt;= 300");
        var read = Ovf.compile("e.ovf", xml);

        assertThat(read.service()).as(read.diagnostics().toString()).isNotNull();
        assertThat(read.service().assignments().getLast().source().text())
                .isEqualTo("Replicas(D) = Load(D) / 900 min 1 max 20 when Load(C) < 5 and not (Load(C) > 7)");
    }

    @Test
    void whatIsNoServiceIsNotExported() {
        var rules = Ovf.export("rules.rsl", "Replicas(C1) = 2");
        var broken = Ovf.export("broken.rsl", "service S\nC(1 CPU");
        var noXml = Ovf.export("s.rsl", "service S\nimage a from \"x\uffff\"");

        assertThat(rules.xml()).isNull();
        assertThat(rules.diagnostics()).anyMatch(d -> d.code().equals(Code.OVF_EXPORT.code()));
        assertThat(broken.xml()).isNull();
        assertThat(noXml.xml()).isNull();
        assertThat(noXml.diagnostics())
                .anyMatch(
                        d -> d.code().equals(Code.OVF_EXPORT.code()) && d.span().line() == 2);
    }

    @Test
    void sectionsThatWereKeptAreWrittenAgain() throws IOException {
        var read = Ovf.compile(Path.of("src", "test", "resources", "ovf", "reservoir-grid.ovf"));
        assertThat(read.kept()).hasSize(2);

        var again = Ovf.export("g.rsl", "service Grid\nWorker(1 CPU, 1 GB)", SlaClasses.SHIPPED, read.kept());
        var back = Ovf.compile("again.ovf", Objects.requireNonNull(again.xml()));

        assertThat(back.kept())
                .extracting(VerbatimSection::name)
                .containsExactlyInAnyOrder("FirewallSection", "AspectsSection");
        assertThat(back.kept()).extracting(VerbatimSection::owner).containsExactlyInAnyOrder("Worker", "");
        assertThat(back.kept())
                .extracting(VerbatimSection::xml)
                .containsExactlyInAnyOrderElementsOf(List.copyOf(
                        read.kept().stream().map(VerbatimSection::xml).toList()));
    }
}
