package io.reservoir.controller.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The files of {@code samples/lab}, which are shipped with the program. */
final class LabFiles {
    static final String FOLDER = "samples/lab";

    /** The scripts and all that the guest is built from. */
    static final List<String> SCRIPTS = List.of(
            "lab",
            "guest/build",
            "guest/root/init",
            "guest/root/etc/agent",
            "guest/root/etc/drain",
            "guest/root/etc/journal",
            "guest/root/etc/lease",
            "guest/root/etc/network",
            "guest/root/etc/power-button",
            "guest/root/etc/report",
            "guest/root/www/cgi-bin/shop",
            "guest/root/www/cgi-bin/status");

    private LabFiles() {}

    /** Writes the scripts below that directory. */
    static void unpack(Path directory) throws IOException {
        for (var name : SCRIPTS) {
            var file = directory.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (var in = LabFiles.class.getResourceAsStream("/" + FOLDER + "/" + name)) {
                Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
            }
        }
    }
}
