package io.reservoir.controller.rig;

import io.reservoir.controller.cli.Reservoir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of a station.
 *
 * @param words it and its arguments before those of the station
 */
record Program(List<String> words) {
    Program {
        words = List.copyOf(words);
    }

    /** With the classes of this test. */
    static Program of(Class<?> main, String... begin) {
        return java(System.getProperty("java.class.path"), main, begin);
    }

    /** A command as a build ships it: its jar, beside the libraries that it names. */
    static Program packaged(Path jar, String... begin) {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException("there is no build " + jar.toAbsolutePath());
        }
        return java(jar.toAbsolutePath().toString(), Reservoir.class, begin);
    }

    /**
     * A command with the classes of this test; or, where {@code rig.launcher} names it, as users start it, which has an
     * archive of its classes.
     */
    static Program reservoir(String command) {
        var launcher = System.getProperty("rig.launcher");
        return launcher == null ? of(Reservoir.class, command) : new Program(List.of(launcher, command));
    }

    private static Program java(String classPath, Class<?> main, String... begin) {
        var java = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath,
                main.getName());
        return new Program(Stream.concat(java.stream(), Stream.of(begin)).toList());
    }

    List<String> command(List<String> arguments) {
        return Stream.concat(words.stream(), arguments.stream()).toList();
    }
}
