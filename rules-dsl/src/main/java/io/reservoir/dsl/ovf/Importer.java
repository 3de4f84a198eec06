package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Network;
import io.reservoir.model.sla.SlaClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates an envelope to statements of the language, each with its place in the envelope, and does nothing else. */
final class Importer {
    private final SourceText source;
    private final Envelope envelope;
    private final OvfLimits limits;
    private final SlaClasses classes;
    private final Problems problems;
    private final Names components;
    private final Names networks;
    private final Amounts amounts;
    private final Measured measured;
    private final Options options;
    private final Properties properties;
    private final Files files;
    private final List<Statement> declaredNetworks = new ArrayList<>();

    private Importer(SourceText source, Element root, Members members, Terms terms, Problems problems) {
        this.source = source;
        this.classes = terms.classes();
        this.limits = terms.limits();
        this.problems = problems;
        var taken = new HashSet<String>();
        components = new Names(taken, problems);
        networks = new Names(taken, problems);
        envelope = Envelope.of(root, components, problems);
        amounts = new Amounts(problems);
        measured = new Measured(amounts);
        options = Options.read(envelope, problems);
        properties = new Properties(envelope, options);
        files = new Files(envelope, members, problems);
    }

    /** What an envelope is read under. */
    record Terms(SlaClasses classes, OvfLimits limits) {}

    /** The statements, the sections that were kept, and the files that the envelope refers to. */
    record Imported(SourceFile file, List<VerbatimSection> kept, List<Element> files) {}

    /** Null, with an error, if the text is no envelope. */
    static @Nullable Imported read(SourceText source, Members members, Terms terms, Problems problems) {
        var root = XmlReader.read(source, terms.limits(), problems);
        if (root == null || !isEnvelope(root, problems)) {
            return null;
        }
        var importer = new Importer(source, root, members, terms, problems);
        return new Workload(importer.envelope, terms.limits()).check(problems) ? importer.read() : null;
    }

    private static boolean isEnvelope(Element root, Problems problems) {
        var isOne = root.name().equals("Envelope")
                && root.isOvf()
                && !root.namespace().isEmpty();
        if (!isOne) {
            problems.error(
                    Code.OVF_ENVELOPE,
                    root.tag(),
                    Problems.quoted(root.written()) + " of the namespace " + Problems.quoted(root.namespace())
                            + " is no OVF envelope",
                    "an envelope begins with `<Envelope xmlns=\"" + Namespaces.OVF_1 + "\">`");
        }
        return isOne;
    }

    private Imported read() {
        envelope.sections(Part.NETWORKS)
                .flatMap(s -> s.element().all("Network"))
                .forEach(this::takeNetwork);
        readSystems();
        var arrays = new ElasticArrays(envelope, measured, problems);
        var translated = new ArrayList<Statement>(arrays.statements());
        translated.addAll(new Availability(envelope, classes, measured, problems).statements());
        translated.addAll(new Deployments(envelope, measured, problems).statements());
        translated.addAll(new Objectives(envelope, arrays, measured, problems).statements());
        var rules = new Rules(envelope, limits, problems);
        rules.read();
        var statements = new ArrayList<Statement>();
        service(rules.statements(), statements);
        statements.addAll(files.statements());
        statements.addAll(declaredNetworks);
        envelope.systems().forEach(system -> statements.add(system.component()));
        statements.addAll(arrays.metrics());
        statements.addAll(translated);
        statements.addAll(rules.statements());
        return new Imported(
                new SourceFile(source.with(rules.texts()), withinLimits(statements)), envelope.kept(), files.all());
    }

    private void readSystems() {
        var disks = new Disks(envelope, files, properties, amounts, problems);
        var hardware = new Hardware(options, disks, files, networks, amounts, problems);
        var seen = new HashSet<String>();
        envelope.sections(Part.HARDWARE).forEach(section -> {
            for (var system : section.systems()) {
                if (seen.add(system.name().text())) {
                    hardware.read(section.element(), system);
                }
            }
        });
        new Scaling(envelope, amounts).read();
        new Startup(envelope, amounts, problems).read();
        new Placing(envelope, problems).read();
        new Products(envelope, properties, new Macros(components, networks, properties, problems), problems).read();
    }

    /** The network that RESERVOIR calls public is the one that the language builds in. */
    private void takeNetwork(Element element) {
        var written = element.attribute("name");
        if (written == null || written.text().isBlank()) {
            problems.error(Code.OVF_PART_MISSING, element.tag(), "a network has an `ovf:name`", null);
        } else if (Names.plain(written.text()).equals(Network.PUBLIC)
                || Amounts.isTrue(element.attribute(Namespaces.RESERVOIR, "public"))) {
            networks.declare(written, Network.PUBLIC);
        } else {
            declaredNetworks.add(new Statement.Network(element.tag(), networks.declare(written)));
        }
    }

    /** A service is called what its rules say, else as the outermost system or collection is. */
    private void service(List<Statement> rules, List<Statement> statements) {
        if (rules.stream().anyMatch(Statement.Service.class::isInstance)) {
            return;
        }
        var content = envelope.content();
        var id = content == null ? null : content.attribute("id");
        if (id == null || content == null) {
            if (content == null) {
                problems.error(
                        Code.OVF_PART_MISSING,
                        envelope.root().tag(),
                        "the envelope holds no virtual system",
                        "a `<VirtualSystem>` or a `<VirtualSystemCollection>`");
            }
            return;
        }
        statements.add(new Statement.Service(content.tag(), serviceName(id)));
    }

    private Name serviceName(Name id) {
        var plain = id.text().strip().replaceAll("[^A-Za-z0-9_-]+", "-").replaceFirst("^[^A-Za-z]+", "");
        var name = plain.isEmpty() ? "service" : plain.substring(0, Math.min(plain.length(), 64));
        if (!name.equals(id.text())) {
            problems.info(
                    Code.OVF_RENAMED,
                    id.span(),
                    "the service " + Problems.quoted(id.text()) + " is called " + Problems.quoted(name) + " here",
                    null);
        }
        return new Name(name, id.span());
    }

    private List<Statement> withinLimits(List<Statement> statements) {
        var most = limits.language().statements();
        if (statements.size() <= most) {
            return List.copyOf(statements);
        }
        problems.error(
                Code.OVF_LIMIT,
                statements.get(most).span(),
                "an envelope says at most " + most + " statements, and this one says " + statements.size());
        return List.copyOf(statements.subList(0, most));
    }
}
