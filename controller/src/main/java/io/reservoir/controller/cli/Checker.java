package io.reservoir.controller.cli;

import io.reservoir.dsl.Compilation;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what arguments name, each file once. A directory stands for the {@code *.rsl} in it and below it, by name;
 * hidden entries and links to directories are left out.
 */
final class Checker {
    private static final String EXTENSION = ".rsl";

    private final String stdinName;
    private final SlaClasses classes;
    private final Terminal terminal;
    private final Map<String, CheckedFile> checked = new LinkedHashMap<>();

    /** @param classes those that manifests may name */
    Checker(String stdinName, SlaClasses classes, Terminal terminal) {
        this.classes = classes;
        this.stdinName = stdinName;
        this.terminal = terminal;
    }

    List<CheckedFile> files() {
        return List.copyOf(checked.values());
    }

    void check(String argument) {
        if (!isDirectory(argument)) {
            checked.computeIfAbsent(argument, this::compiled);
        } else if (!checkBelow(Path.of(argument))) {
            refuse(argument, ManifestFile.unreadable(argument, "there is no *" + EXTENSION + " in this directory"));
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

    private CheckedFile compiled(String file) {
        try {
            var manifest = ManifestFile.read(file, stdinName, terminal);
            return Rsl.isProviders(manifest.name(), manifest.text())
                    ? new CheckedFile.Compiled(
                            manifest,
                            null,
                            Rsl.provider(manifest.name(), manifest.text()).diagnostics())
                    : compiled(manifest, Rsl.compile(manifest.name(), manifest.text(), classes));
        } catch (Refusal e) {
            Failures.tell(e, terminal);
            return new CheckedFile.Unreadable(file.equals(ManifestFile.STDIN) ? stdinName : file, e.message());
        }
    }

    private static CheckedFile compiled(ManifestFile manifest, Compilation compilation) {
        var service = compilation.service();
        return new CheckedFile.Compiled(
                manifest, service == null ? null : service.spec().id().name(), compilation.diagnostics());
    }

    /** False if there is nothing to check and nothing to refuse. */
    private boolean checkBelow(Path directory) {
        var any = false;
        try {
            for (var entry : entries(directory)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    any |= checkBelow(entry);
                } else if (isManifest(entry)) {
                    checked.computeIfAbsent(entry.toString(), this::compiled);
                    any = true;
                }
            }
        } catch (IOException e) {
            refuse(directory.toString(), ManifestFile.unreadable(directory.toString(), ManifestFile.reason(e)));
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

    private void refuse(String name, Refusal refusal) {
        Failures.tell(refusal, terminal);
        checked.putIfAbsent(name, new CheckedFile.Unreadable(name, refusal.message()));
    }
}
