package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormatTest {
    private static final String UGLY = "service Shop\nC1(1 cpu,1 GB)\nSLA(C1)=GOLD // why\n";
    private static final String CANONICAL = "service Shop\nC1(1 CPU, 1 GB)\nSLA(C1) = Gold  // why\n";
    private static final String BROKEN = "service Shop\nSLA(C1)=\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void rewritesWhatIsNotCanonicalAndNamesIt() throws IOException {
        var ugly = file("ugly.rsl", UGLY);
        var good = file("good.rsl", CANONICAL);
        Files.setLastModifiedTime(good, FileTime.fromMillis(0));

        var run = Run.of("fmt", ugly.toString(), good.toString()).exits(0);

        assertThat(run.out()).isEqualTo(ugly + "\n");
        assertThat(ugly).hasContent(CANONICAL);
        assertThat(Files.getLastModifiedTime(good)).isEqualTo(FileTime.fromMillis(0));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(ugly, good);
        }
        Run.of("fmt", ugly.toString()).exits(0).printsNothing();
    }

    @Test
    void keepsPermissionsAndLinks() throws IOException {
        var ugly = file("ugly.rsl", UGLY);
        Files.setPosixFilePermissions(ugly, PosixFilePermissions.fromString("rw-r-----"));
        var link = Files.createSymbolicLink(folder.resolve("link.rsl"), ugly.getFileName());

        Run.of("fmt", link.toString()).exits(0);

        assertThat(link).isSymbolicLink();
        assertThat(ugly).hasContent(CANONICAL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ugly)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aFileWithAnErrorStaysAsItIs() throws IOException {
        var broken = file("broken.rsl", BROKEN);
        var ugly = file("ugly.rsl", UGLY);

        Run.of("fmt", broken.toString(), ugly.toString())
                .exits(1)
                .says("ugly.rsl\n")
                .tells("error[RSL-001]", "broken.rsl:2:", " | SLA(C1)=\n");

        assertThat(broken).hasContent(BROKEN);
        assertThat(ugly).hasContent(CANONICAL);
    }

    @Test
    void checkNamesWhatWouldChangeAndChangesNothing() throws IOException {
        var ugly = file("ugly.rsl", UGLY);
        var good = file("good.rsl", CANONICAL);

        var run = Run.of("fmt", "--check", ugly.toString(), good.toString()).exits(1);

        assertThat(run.out()).isEqualTo(ugly + "\n");
        assertThat(ugly).hasContent(UGLY);
        Run.of("fmt", "--check", good.toString()).exits(0).printsNothing();
    }

    @Test
    void diffShowsWhatWouldChange() throws IOException {
        var ugly = file("ugly.rsl", UGLY);

        var run = Run.of("fmt", "--diff", ugly.toString()).exits(0);

        assertThat(run.out()).isEqualTo("""
                --- %1$s
                +++ %1$s
                @@ -1,3 +1,3 @@
                 service Shop
                -C1(1 cpu,1 GB)
                -SLA(C1)=GOLD // why
                +C1(1 CPU, 1 GB)
                +SLA(C1) = Gold  // why
                """.formatted(ugly));
        assertThat(ugly).hasContent(UGLY);
        Run.of("fmt", "--diff", "--check", ugly.toString()).exits(1).says("@@ -1,3 +1,3 @@");
        assertThat(Run.SCREEN.run("fmt", "--diff", ugly.toString()).out()).contains("\u001b[31m-C1(1 cpu,1 GB)");
    }

    @Test
    void formatsStandardInput() {
        assertThat(Run.withInput(UGLY, "fmt").exits(0).out()).isEqualTo(CANONICAL);
        assertThat(Run.withInput(UGLY, "fmt", "-").exits(0).out()).isEqualTo(CANONICAL);
        Run.withInput(UGLY, "fmt", "--check", "-").exits(1).says("stdin\n");
        Run.withInput(BROKEN, "fmt").exits(1).printsNothing().tells("stdin:2:");
    }

    @Test
    void walksDirectories() throws IOException {
        var deep = Files.createDirectories(folder.resolve("a/b"));
        var ugly = Files.writeString(deep.resolve("ugly.rsl"), UGLY);
        var other = Files.writeString(deep.resolve("ugly.txt"), UGLY);

        Run.of("fmt", folder.toString()).exits(0).says(ugly + "\n");

        assertThat(ugly).hasContent(CANONICAL);
        assertThat(other).hasContent(UGLY);
    }

    @Test
    void saysWhatItCannotRead() {
        Run.of("fmt", folder.resolve("none.rsl").toString()).exits(1).tells("there is no such file");
        Run.of("fmt", "--chekc").exits(2).tells("did you mean `--check`?");
    }
}
