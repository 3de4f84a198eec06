package io.reservoir.controller.cli;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.sla.SlaClasses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what arguments name, each file once. */
final class Checker {
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
        new RslFiles(file -> checked.computeIfAbsent(file, this::compiled), this::refuse).walk(argument);
    }

    private CheckedFile compiled(String file) {
        try {
            return OvfFile.isOne(file) || (file.equals(ManifestFile.STDIN) && OvfFile.isOne(stdinName))
                    ? ofOvf(OvfFile.read(file, stdinName, classes, terminal))
                    : ofText(ManifestFile.read(file, stdinName, terminal));
        } catch (Refusal e) {
            Failures.tell(e, terminal);
            return new CheckedFile.Unreadable(file.equals(ManifestFile.STDIN) ? stdinName : file, e.message());
        }
    }

    private CheckedFile ofText(ManifestFile manifest) {
        if (Rsl.isProviders(manifest.name(), manifest.text())) {
            var provider = Rsl.provider(manifest.name(), manifest.text());
            return new CheckedFile.Compiled(
                    manifest.name(), null, provider.diagnostics(), diagnostic -> manifest.text());
        }
        var compilation = Rsl.compile(manifest.name(), manifest.text(), classes);
        return new CheckedFile.Compiled(
                manifest.name(),
                nameOf(compilation.service()),
                compilation.diagnostics(),
                diagnostic -> manifest.text());
    }

    private static CheckedFile ofOvf(OvfFile file) {
        var content = file.content();
        return new CheckedFile.Compiled(file.name(), nameOf(content.service()), content.diagnostics(), content::source);
    }

    private static @Nullable String nameOf(@Nullable CheckedService service) {
        return service == null ? null : service.spec().id().name();
    }

    private void refuse(String name, Refusal refusal) {
        Failures.tell(refusal, terminal);
        checked.putIfAbsent(name, new CheckedFile.Unreadable(name, refusal.message()));
    }
}
