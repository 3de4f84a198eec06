package io.reservoir.controller.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The time of day as a program is told it, ahead of the machine's or behind it. It is set while the program runs, and
 * what counts how long something takes goes on as it does when an operator sets the clock of a machine.
 */
final class WallClock {
    /** The compiler that is asked for, which needs nothing else. */
    static final String COMPILER = "tcc";

    private static final String SOURCE = "wall_clock.c";

    private final Path library;
    private final Path ahead;

    private WallClock(Path library, Path ahead) {
        this.library = library;
        this.ahead = ahead;
    }

    /** A clock that is right, for the programs of that name; what it needs is kept in a directory. */
    static WallClock of(Path directory, String name) {
        var clock = new WallClock(built(directory), directory.resolve(name + ".clock"));
        clock.setRight();
        return clock;
    }

    /** What programs load before the C library; all clocks of a directory share it. */
    private static Path built(Path directory) {
        var library = directory.resolve("wall_clock.so");
        if (Files.exists(library)) {
            return library;
        }
        var source = directory.resolve(SOURCE);
        try (var text = Objects.requireNonNull(WallClock.class.getResourceAsStream(SOURCE))) {
            Files.copy(text, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // without a C library to look at, names get no version, and stand before those of any version
        if (!Wire.succeeds(COMPILER, "-shared", "-nostdlib", "-o", library.toString(), source.toString())) {
            throw new IllegalStateException(COMPILER + " does not compile " + source);
        }
        return library;
    }

    /** What a program that goes by this clock has in its environment. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "RIG_CLOCK", ahead.toString());
    }

    /** Puts it forward, or back where that is negative, from what is right. */
    void set(Duration by) {
        var nanoseconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(by.toNanos())
                .flip();
        // the file stays the same one: programs have it in their memory
        try (var file = Files.newByteChannel(ahead, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(nanoseconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setRight() {
        set(Duration.ZERO);
    }
}
