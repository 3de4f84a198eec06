package io.reservoir.controller.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Programs of the machine. */
final class Programs {
    /** Debian keeps programs for administrators in folders that are not on everybody's path. */
    private static final String ALWAYS_SEARCHED = "/usr/sbin" + File.pathSeparator + "/sbin";

    private Programs() {}

    /** Where the program of that name is, which is also that of its Debian package. */
    static String find(String name) throws IOException {
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "") + File.pathSeparator + ALWAYS_SEARCHED;
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + name + ": apt-get install " + name))
                .toString();
    }
}
