package io.reservoir.dsl.ovf;

import io.reservoir.dsl.check.ServiceChecker;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.sla.SlaClasses;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles OVF envelopes and archives, and writes them. It never throws for what a file holds: it says what is wrong.
 */
public final class Ovf {
    private Ovf() {}

    /** An envelope, the text of an {@code .ovf}. */
    public static OvfImport compile(String fileName, String xml) {
        return compile(fileName, xml, SlaClasses.SHIPPED, OvfLimits.DEFAULT);
    }

    /** The same for a provider who has SLA classes of its own. */
    public static OvfImport compile(String fileName, String xml, SlaClasses classes, OvfLimits limits) {
        return compile(new SourceText(fileName, xml), Members.UNKNOWN, new Importer.Terms(classes, limits));
    }

    private static OvfImport compile(SourceText source, Members members, Importer.Terms terms) {
        var limits = terms.limits();
        var problems = new Problems();
        var imported = Importer.read(source, members, terms, problems);
        if (imported == null) {
            return new OvfImport(null, null, List.of(), List.of(source), sorted(problems, limits));
        }
        members.check(imported.files(), problems);
        var service = ServiceChecker.check(imported.file(), terms.classes(), limits.language(), problems);
        return new OvfImport(
                imported.file(),
                problems.anyError() ? null : service,
                imported.kept(),
                List.of(source),
                sorted(problems, limits));
    }

    private static List<Diagnostic> sorted(Problems problems, OvfLimits limits) {
        return problems.sorted(limits.language().diagnostics());
    }

    /**
     * An envelope or an archive, whichever the file is.
     *
     * @throws IOException if the file itself cannot be read
     */
    public static OvfImport compile(Path path) throws IOException {
        try (var input = new BufferedInputStream(java.nio.file.Files.newInputStream(path))) {
            return compile(String.valueOf(path.getFileName()), input, SlaClasses.SHIPPED, OvfLimits.DEFAULT);
        }
    }

    /**
     * An envelope or an archive, whichever comes. An archive is read once, from front to back, and of its members
     * nothing is kept but the envelope, the manifest of digests, and digests.
     *
     * @throws IOException if the input itself fails
     */
    public static OvfImport compile(String fileName, InputStream input, SlaClasses classes, OvfLimits limits)
            throws IOException {
        var opened = PackageReader.read(fileName, input, limits);
        var descriptor = opened.descriptor();
        if (descriptor == null) {
            return new OvfImport(null, null, List.of(), opened.sources(), opened.diagnostics());
        }
        var compiled = compile(descriptor, opened.members(), new Importer.Terms(classes, limits));
        var sources = new ArrayList<>(opened.sources());
        sources.addAll(compiled.sources());
        var diagnostics = new ArrayList<>(opened.diagnostics());
        diagnostics.addAll(compiled.diagnostics());
        return new OvfImport(
                compiled.file(),
                Diagnostic.anyError(diagnostics) ? null : compiled.service(),
                compiled.kept(),
                List.copyOf(sources),
                List.copyOf(diagnostics));
    }

    /**
     * An envelope of the text of a service. Reading it back gives the same service.
     *
     * @param fileName of the service's text
     */
    public static OvfExport export(String fileName, String rsl) {
        return export(fileName, rsl, SlaClasses.SHIPPED, List.of());
    }

    /**
     * The same with sections that an import kept; one whose owner is no component of the service stands in the envelope.
     */
    public static OvfExport export(String fileName, String rsl, SlaClasses classes, List<VerbatimSection> kept) {
        return Exporter.export(new SourceText(fileName, rsl), classes, kept);
    }
}
