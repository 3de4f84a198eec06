package io.reservoir.controller.cli;

import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.dsl.ovf.VerbatimSection;
import io.reservoir.model.sla.SlaClasses;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: a service as an OVF envelope. */
@Command(
        name = "export",
        description = "Print a service as an OVF envelope.",
        footer = {
            "",
            "Machines, disks, networks, start order and settings stand in the sections of the standard, all else in one",
            "of its own that other products may pass over. `import` reads the same service back."
        })
final class Export implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--sections-of",
            paramLabel = "FILE",
            description = "Take over the sections of others that this envelope or archive holds.")
    private @Nullable String sectionsOf;

    @Mixin
    private final SlaOption sla = new SlaOption();

    @Parameters(paramLabel = "FILE", description = "A manifest, - for standard input.")
    private String file = "";

    Export(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var classes = sla.book(terminal).latest();
        var manifest = ManifestFile.read(file, terminal);
        var export = Ovf.export(manifest.name(), manifest.text(), classes, kept(classes));
        Diagnoses.tell(export.diagnostics(), diagnostic -> manifest.text(), terminal);
        var xml = export.xml();
        if (xml == null) {
            throw Refusal.of(manifest.name() + " has errors", null);
        }
        terminal.print(xml);
        return Exit.OK;
    }

    private List<VerbatimSection> kept(SlaClasses classes) {
        return sectionsOf == null
                ? List.of()
                : OvfFile.read(sectionsOf, "stdin.ovf", classes, terminal)
                        .content()
                        .kept();
    }
}
