package io.reservoir.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckTest {
    private static final String GOOD = """
            service Shop
            C1(1 CPU, 1 GB, 1 GB disk) { replicas max 4 }
            metric Requests(C1) gauge req/s sum
            Replicas(C1) = Requests(C1) / 500
            """;

    private static final String BROKEN = """
            service Shop
            C1(1 CPU, 1 GB, 1 GB disk) { replicas max 4 }
            metric Requests(C1) gauge req/s sum
            Replicas(C1) = Requests(C4) / 500
            SLA(C1) = Golden
            """;

    private static final String DOUBTFUL = """
            service Shop
            C1(1 CPU, 1 GB, 1 GB disk)
            metric Requests(C1) gauge req/s sum
            Replicas(C1) = Requests(C1) / 500
            """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void acceptsAGoodManifest() throws IOException {
        var run = Run.of("check", file("good.rsl", GOOD)).exits(0);
        assertThat(run.out()).endsWith("good.rsl: ok\n");
    }

    @Test
    void acceptsTheElevenLinesOfTheSeed() {
        Run.of("check", "../samples/seed/seed.rsl").exits(0).says("seed.rsl: ok, ", " notes");
    }

    @Test
    void knowsAProvidersFileByWhatItHolds() throws IOException {
        Run.of("check", "../samples/tariffs/standard.rsl", "../samples/sla/shipped.rsl")
                .exits(0)
                .says("standard.rsl: ok\n", "shipped.rsl: ok\n");
        Run.of("check", file("odd.rsl", "sla class Gold { availability 0% per month }\n"))
                .exits(1)
                .says("error[RSL-057]", "odd.rsl:1:31");
    }

    @Test
    void checksAgainstTheProvidersClassesOfTheDay() throws IOException {
        var classes = file("classes.rsl", "sla class Diamond from 2026-05-01 { priority 200 }\n");
        var manifest = file("diamond.rsl", GOOD + "SLA(C1) = Diamond\n");

        Run.of("check", manifest).exits(1).says("there is no SLA class `Diamond`");
        Run.of("check", "--sla", classes, manifest).exits(0);
        Run.of("check", "--sla", classes, "--on", "2026-05-01", manifest).exits(0);
        Run.of("check", "--sla", classes, "--on", "2026-04-30", manifest)
                .exits(1)
                .says("there is no SLA class `Diamond`");
        Run.of("check", "--sla", manifest, manifest).exits(1).tells("is no provider's file");
    }

    @Test
    void checksEnvelopesAndPointsIntoThem() throws IOException {
        var sample = "../samples/ovf/webshop.ovf";
        Run.of("check", sample).exits(0).says("webshop.ovf: ok");
        var text =
                Files.readString(Path.of(sample)).replace("RequestPerSecond(C1) / 500", "RequestPerSecond(C4) / 500");
        Run.of("check", file("broken.ovf", text)).exits(1).says("error[RSL-014] ", "`C4`", "(C4) / 500");
        var json = Run.of("check", "-o", "json", sample).exits(0);
        assertThat(json.out()).contains("\"service\" : \"WebShop\"");
        Run.of("check", folder.resolve("none.ova").toString()).exits(1).tells("there is no such file");
    }

    @Test
    void saysAllErrorsAtOnceWithTheirLines() throws IOException {
        Run.of("check", file("broken.rsl", BROKEN))
                .exits(1)
                .says("broken.rsl:4:", " | Replicas(C1) = Requests(C4) / 500\n", "^^")
                .says("broken.rsl:5:", " | SLA(C1) = Golden\n", "did you mean `Gold`?", "broken.rsl: 2 errors");
    }

    @Test
    void findsTheTenMistakesOfTheSample() {
        Run.of("check", "../samples/broken/ten-mistakes.rsl").exits(1).says(": 10 errors");
    }

    @Test
    void checksEveryFileAndFailsIfOneFails() throws IOException {
        var run = Run.of("check", file("broken.rsl", BROKEN), file("good.rsl", GOOD))
                .exits(1);
        assertThat(run.out()).contains("broken.rsl: 2 errors").contains("good.rsl: ok");
    }

    @Test
    void sumsUpSeveralFiles() throws IOException {
        var good = file("good.rsl", GOOD);
        var broken = file("broken.rsl", BROKEN);
        var doubtful = file("doubtful.rsl", DOUBTFUL);
        assertThat(Run.of("check", good).exits(0).out()).isEqualTo(good + ": ok\n");
        assertThat(Run.of("check", good, doubtful).exits(0).out()).endsWith("\n2 files: ok, 1 warning\n");
        assertThat(Run.of("check", good, broken, doubtful, "nowhere.rsl")
                        .exits(1)
                        .out())
                .endsWith("\n4 files: 2 errors, 1 warning, 1 unreadable\n");
        assertThat(Run.of("check", good, "nowhere.rsl").exits(1).out()).endsWith("\n2 files: 1 unreadable\n");
    }

    @Test
    void checksAFileOnceHoweverOftenItIsNamed() throws IOException {
        var good = file("good.rsl", GOOD);
        assertThat(Run.of("check", good, good, folder.toString()).exits(0).out())
                .isEqualTo(good + ": ok\n");
    }

    @Test
    void findsTheManifestsOfADirectoryByName() throws IOException {
        Files.createDirectories(folder.resolve("b/deep"));
        Files.createDirectories(folder.resolve(".hidden"));
        Files.createSymbolicLink(folder.resolve("b/deep/round"), folder);
        for (var name :
                List.of("c.rsl", "b/z.rsl", "b/deep/x.rsl", "a.rsl", ".hidden/h.rsl", "b/.h.rsl", "b/other.txt")) {
            file(name, GOOD);
        }
        Files.createSymbolicLink(folder.resolve("d.rsl"), folder.resolve("a.rsl"));
        Files.createSymbolicLink(folder.resolve("e.rsl"), folder.resolve("gone.rsl"));
        var run =
                Run.of("check", folder.toString()).exits(1).tells("cannot read " + folder + "/e.rsl: there is no such");
        assertThat(run.out().replace(folder.toString(), "")).isEqualTo("""
                /a.rsl: ok
                /b/deep/x.rsl: ok
                /b/z.rsl: ok
                /c.rsl: ok
                /d.rsl: ok
                6 files: 1 unreadable
                """);
    }

    @Test
    void refusesADirectoryWithNothingToCheck() throws IOException {
        file("other.txt", GOOD);
        Run.of("check", folder.toString()).exits(1).printsNothing().tells("there is no *.rsl in this directory\n");
    }

    @Test
    void allowsNoWarningsWhereItIsStrict() throws IOException {
        var doubtful = file("doubtful.rsl", DOUBTFUL);
        assertThat(Run.of("check", doubtful).exits(0).out()).endsWith("doubtful.rsl: ok, 1 warning\n");
        assertThat(Run.of("check", "--strict", doubtful).exits(3).out())
                .endsWith("doubtful.rsl: 1 warning\n1 warning, and --strict allows none\n");
        assertThat(Run.of("check", "--strict", doubtful, file("twice.rsl", DOUBTFUL))
                        .exits(3)
                        .out())
                .endsWith("\n2 files: 2 warnings\n2 warnings, and --strict allows none\n");
    }

    @Test
    void failsByErrorsFirstAndByNotesNever() throws IOException {
        var run = Run.of("check", "--strict", file("doubtful.rsl", DOUBTFUL), file("broken.rsl", BROKEN))
                .exits(1);
        assertThat(run.out()).doesNotContain("--strict");
        Run.of("check", "--strict", "../samples/seed/seed.rsl").exits(0).says("seed.rsl: ok, ", " notes");
    }

    @Test
    void callsStandardInputWhatItIsTold() {
        Run.withInput(BROKEN, "check", "--stdin-name", "shop.rsl", "-")
                .exits(1)
                .says("shop.rsl:4:", "shop.rsl: 2 errors");
        var json = Run.withInput(
                        "Replicas(C1) = Requests(C1) / 500 max 4", "check", "-o", "json", "--stdin-name", "x.rsl", "-")
                .exits(0)
                .json();
        assertThat(json.at("/files/0/file").asText()).isEqualTo("x.rsl");
        assertThat(json.at("/files/0/service").asText()).isEqualTo("x");
    }

    @Test
    void letsNoNameActOnTheTerminal() throws IOException {
        var name = "a\u001b[31m\rb\u202e.rsl";
        var run = Run.withInput(BROKEN, "check", "--stdin-name", name, "-").exits(1);
        assertThat(run.out())
                .startsWith("error[RSL-014] a\ufffd[31m\ufffdb\ufffd.rsl:4:")
                .doesNotContain("\u001b", "\r");
        Run.of("check", "no\u001b[31m.rsl").exits(1).printsNothing().tells("cannot read no\ufffd[31m.rsl: ");
    }

    @Test
    void readsStandardInput() {
        Run.withInput(BROKEN, "check", "-").exits(1).says("stdin:4:", "stdin: 2 errors");
        Run.withInput(GOOD, "check", "-").exits(0).says("stdin: ok");
    }

    @Test
    void printsOneDocumentForPrograms() throws IOException {
        var json = Run.of("check", "-o", "json", file("broken.rsl", BROKEN), file("good.rsl", GOOD))
                .exits(1)
                .json();
        assertThat(json.path("valid").asBoolean(true)).isFalse();
        assertThat(json.at("/files/0/diagnostics").size()).isEqualTo(2);
        assertThat(json.at("/files/0/diagnostics/0/line").asInt()).isEqualTo(4);
        assertThat(json.at("/files/1/service").asText()).isEqualTo("Shop");
    }

    @Test
    void saysInALineWhatCannotBeRead() throws IOException {
        Run.of("check", "nowhere.rsl")
                .exits(1)
                .printsNothing()
                .tells("cannot read nowhere.rsl: there is no such file\n");
        Run.of("check", "").exits(1).printsNothing().tells("cannot read : it is a directory");
        var latin = Files.write(folder.resolve("latin.rsl"), new byte[] {'/', '/', (byte) 0xfc});
        Run.of("check", latin.toString()).exits(1).tells("it is not UTF-8 text\n");
        var large = Files.write(folder.resolve("large.rsl"), new byte[(1 << 20) + 1]);
        Run.of("check", large.toString()).exits(1).tells("larger than a manifest may be");
    }

    @Test
    void tellsProgramsWhatCannotBeRead() {
        var json = Run.of("check", "-o", "json", "nowhere.rsl").exits(1).json();
        assertThat(json.at("/files/0/problem").asText()).contains("there is no such file");
    }

    @Test
    void colorsOnlyWhatAPersonSees() throws IOException {
        var file = file("broken.rsl", BROKEN);
        assertThat(Run.SCREEN.run("check", file).out()).contains("\u001b[31merror\u001b[0m[");
        assertThat(Run.PIPE.run("check", file).out()).doesNotContain("\u001b");
        assertThat(Run.SCREEN.with("NO_COLOR", "1").run("check", file).out()).doesNotContain("\u001b");
        assertThat(Run.SCREEN.with("TERM", "dumb").run("check", file).out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "sarif", "junit"})
    void aDocumentIsTheSameOnATerminal(String format) throws IOException {
        var file = file("broken.rsl", BROKEN);
        var seen = Run.SCREEN.run("check", "-o", format, file);
        assertThat(seen).isEqualTo(Run.PIPE.run("check", "-o", format, file));
        assertThat(seen.out()).doesNotContain("\u001b");
        assertThat(seen.err()).isEmpty();
    }

    @Test
    void loadsNothingOfEngineServerOrDatabase() throws IOException, InterruptedException {
        var log = folder.resolve("classes.log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reservoir.class.getName(),
                        "check",
                        "../samples/seed/seed.rsl")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(Files.readString(log))
                .contains("io.reservoir.dsl.Rsl ")
                .doesNotContain("org.drools", "io.vertx", "org.sqlite", "com.fasterxml", "io.netty", "ch.qos.logback");
    }
}
