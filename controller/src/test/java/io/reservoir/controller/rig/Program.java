package io.reservoir.controller.rig;

import io.reservoir.controller.cli.Reservoir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program of a station, from the classes of this test or from a build.
 *
 * @param begin its arguments before those of the station
 */
record Program(String classPath, String main, List<String> begin) {
    Program {
        begin = List.copyOf(begin);
    }

    /** With the classes of this test. */
    static Program of(Class<?> main, String... begin) {
        return new Program(System.getProperty("java.class.path"), main.getName(), List.of(begin));
    }

    /** A command as a build ships it: its jar, beside the libraries that it names. */
    static Program packaged(Path jar, String... begin) {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException("there is no build " + jar.toAbsolutePath());
        }
        return new Program(jar.toAbsolutePath().toString(), Reservoir.class.getName(), List.of(begin));
    }

    List<String> command(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath,
                main));
        command.addAll(begin);
        command.addAll(arguments);
        return command;
    }
}
