package io.reservoir.model.present;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * What a test needs of the machine that it runs on. Where it is missing the test is skipped with the reason; with
 * {@value #VARIABLE}{@code =all} in the environment, as in CI, it fails.
 */
public final class Present {
    /** Set to {@code all} where everything that tests can use has been installed. */
    public static final String VARIABLE = "RESERVOIR_PRESENT";

    /** Debian's folders of programs for administrators are not on everybody's path. */
    private static final String ALWAYS_SEARCHED = "/usr/sbin" + File.pathSeparator + "/sbin";

    private static final long PATIENCE_SECONDS = 10;

    private Present() {}

    /** Skips or fails the test unless there is a program of that name, which that Debian package brings. */
    public static void command(String name, String debianPackage) {
        that(isOnPath(name), "there is no " + name + ": apt-get install " + debianPackage);
    }

    /** Skips or fails the test unless it runs as root and may make network and mount namespaces. */
    public static void namespaces() {
        command("unshare", "util-linux");
        command("ip", "iproute2");
        that(succeeds("unshare", "--net", "--mount", "--uts", "true"), "namespaces need root and CAP_SYS_ADMIN");
    }

    /** Skips or fails the test unless that is so; {@code otherwise} says what is missing and what to do. */
    public static void that(boolean present, String otherwise) {
        if (present) {
            return;
        }
        if ("all".equals(System.getenv(VARIABLE))) {
            throw new AssertionError(otherwise + " (" + VARIABLE + "=all: nothing may be missing here)");
        }
        throw new TestAbortedException(otherwise);
    }

    private static boolean isOnPath(String name) {
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "") + File.pathSeparator + ALWAYS_SEARCHED;
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    private static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
