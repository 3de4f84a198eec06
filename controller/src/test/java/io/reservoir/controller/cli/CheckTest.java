package io.reservoir.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Run.of("check", folder.toString()).exits(1).tells("it is a directory\n");
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
