package io.reservoir.controller.cli;

import io.reservoir.controller.explain.Table;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes. Results go to {@code out}, everything else to {@code err}, both in UTF-8.
 *
 * @param environment the environment variable of that name, null where there is none
 * @param interactive true if a person sees {@code out}: there may be colours and lines that change
 */
public record Terminal(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Function<String, @Nullable String> environment,
        boolean interactive) {
    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 20;

    /** The one that the process was started with. */
    public static Terminal ofProcess() {
        return new Terminal(
                System.in, writer(FileDescriptor.out), writer(FileDescriptor.err), System::getenv, isTerminal());
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The JDK tells only of input and output together, and not the same in every release. */
    private static boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return isTerminalByTest();
        }
    }

    private static boolean isTerminalByTest() {
        try {
            return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Style style() {
        var refused = environment.apply("NO_COLOR");
        var dumb = "dumb".equals(environment.apply("TERM"));
        return new Style(interactive && !dumb && (refused == null || refused.isEmpty()));
    }

    /** How wide a line may be: no limit where nobody looks at it. */
    public int width() {
        return interactive ? columns() : Table.UNCUT;
    }

    private int columns() {
        var said = environment.apply("COLUMNS");
        var columns = said == null ? Stty.COLUMNS : said;
        try {
            var count = columns == null ? 0 : Integer.parseInt(columns);
            return count < NARROWEST ? USUAL_WIDTH : count;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** Asked once, for every answer takes a process. */
    private static final class Stty {
        private static final @Nullable String COLUMNS = widthByStty();
    }

    private static @Nullable String widthByStty() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor(1, TimeUnit.SECONDS) && size.contains(" ")
                    ? size.substring(size.indexOf(' ') + 1)
                    : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Says something about the work, beside its result. */
    void tell(String line) {
        err.println(line);
        err.flush();
    }

    void print(Object text) {
        out.print(text);
        out.flush();
    }

    void print(Table table) {
        print(table.cutTo(width()));
    }
}
