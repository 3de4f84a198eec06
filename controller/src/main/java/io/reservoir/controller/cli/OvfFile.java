package io.reservoir.controller.cli;

import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.dsl.ovf.OvfImport;
import io.reservoir.dsl.ovf.OvfLimits;
import io.reservoir.model.sla.SlaClasses;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** An OVF envelope or archive and what it holds. */
record OvfFile(String name, OvfImport content) {
    private static final List<String> EXTENSIONS = List.of(".ovf", ".ova");

    /** True for what is called like an envelope or archive. */
    static boolean isOne(String file) {
        var lower = file.toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(lower::endsWith);
    }

    /** Reads a file, or standard input for {@code -}. What cannot be read is refused; what is wrong in it is not. */
    static OvfFile read(String file, String stdinName, SlaClasses classes, Terminal terminal) {
        try {
            if (file.equals(ManifestFile.STDIN)) {
                return new OvfFile(stdinName, Ovf.compile(stdinName, terminal.in(), classes, OvfLimits.DEFAULT));
            }
            var path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw ManifestFile.unreadable(file, "it is a directory");
            }
            try (var in = new BufferedInputStream(Files.newInputStream(path))) {
                return new OvfFile(file, Ovf.compile(file, in, classes, OvfLimits.DEFAULT));
            }
        } catch (IOException | InvalidPathException e) {
            throw ManifestFile.unreadable(file, ManifestFile.reason(e));
        }
    }
}
