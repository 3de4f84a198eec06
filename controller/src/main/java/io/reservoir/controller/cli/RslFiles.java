package io.reservoir.controller.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/** Files of the language: found in directories, and rewritten whole or not at all. */
final class RslFiles {
    private static final String ENDING = ".rsl";

    private RslFiles() {}

    /** The arguments, with the files of the language below it in place of each directory. */
    static List<String> below(List<String> arguments) {
        var files = new ArrayList<String>();
        for (var argument : arguments) {
            if (isDirectory(argument)) {
                files.addAll(walked(argument));
            } else {
                files.add(argument);
            }
        }
        return files;
    }

    private static boolean isDirectory(String argument) {
        try {
            return Files.isDirectory(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<String> walked(String directory) {
        try (var files = Files.walk(Path.of(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw Refusal.of("cannot read " + directory + ": " + e.getMessage(), null);
        }
    }

    /** Gives a file another text: beside it first, then in its place, so that no reader ever sees a half of it. */
    static void rewrite(String file, String text) {
        try {
            var path = Path.of(file).toRealPath();
            if (!Files.isWritable(path)) {
                throw Refusal.of("cannot write " + file + ": permission denied", null);
            }
            var beside = Files.createTempFile(path.getParent(), "." + path.getFileName(), ".tmp");
            try {
                Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
                copyPermissions(path, beside);
                move(beside, path);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw Refusal.of("cannot write " + file + ": " + e.getMessage(), null);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        var old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        var now = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (old != null && now != null) {
            now.setPermissions(old.readAttributes().permissions());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
