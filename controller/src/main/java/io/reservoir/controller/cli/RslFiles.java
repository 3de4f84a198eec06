package io.reservoir.controller.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Files of the language: found in directories, and rewritten whole or not at all. A directory stands for the {@code
 * *.rsl} in it and below it, by name; hidden entries and links to directories are left out.
 */
final class RslFiles {
    private static final String EXTENSION = ".rsl";

    private final Consumer<String> found;
    private final BiConsumer<String, Refusal> refused;

    /**
     * A walk.
     *
     * @param found told each file
     * @param refused told what cannot be walked, by name
     */
    RslFiles(Consumer<String> found, BiConsumer<String, Refusal> refused) {
        this.found = found;
        this.refused = refused;
    }

    /** An argument of a command line: itself, or what is in that directory. */
    void walk(String argument) {
        if (!isDirectory(argument)) {
            found.accept(argument);
        } else if (!walkBelow(Path.of(argument))) {
            var why = "there is no *" + EXTENSION + " in this directory";
            refused.accept(argument, ManifestFile.unreadable(argument, why));
        }
    }

    /** The empty name is none: an unset variable of a shell does not mean the working directory. */
    private static boolean isDirectory(String argument) {
        try {
            return !argument.isEmpty() && !argument.equals(ManifestFile.STDIN) && Files.isDirectory(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** False if there is nothing to be found and nothing to be refused. */
    private boolean walkBelow(Path directory) {
        var any = false;
        try {
            for (var entry : entries(directory)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    any |= walkBelow(entry);
                } else if (isManifest(entry)) {
                    found.accept(entry.toString());
                    any = true;
                }
            }
        } catch (IOException e) {
            refused.accept(directory.toString(), ManifestFile.unreadable(directory.toString(), ManifestFile.reason(e)));
            return true;
        }
        return any;
    }

    /** A link that leads nowhere is one, so that it is told. */
    private static boolean isManifest(Path entry) {
        return entry.toString().endsWith(EXTENSION) && (Files.isRegularFile(entry) || Files.notExists(entry));
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
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
