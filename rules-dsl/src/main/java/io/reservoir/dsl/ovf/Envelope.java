package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An envelope taken apart: its virtual systems and its sections, in the order of the text. */
final class Envelope {
    private final Element root;
    private final Problems problems;
    private final Names names;
    private final Map<String, List<SystemDraft>> members = new LinkedHashMap<>();
    private final List<SystemDraft> systems = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<VerbatimSection> kept = new ArrayList<>();
    private @Nullable Element content;

    private Envelope(Element root, Names names, Problems problems) {
        this.root = root;
        this.names = names;
        this.problems = problems;
    }

    static Envelope of(Element root, Names names, Problems problems) {
        var envelope = new Envelope(root, names, problems);
        envelope.take(root, envelope.systems);
        return envelope;
    }

    /** The outermost collection or virtual system, null where there is none. */
    @Nullable
    Element content() {
        return content;
    }

    Element root() {
        return root;
    }

    List<SystemDraft> systems() {
        return List.copyOf(systems);
    }

    List<VerbatimSection> kept() {
        return List.copyOf(kept);
    }

    List<Section> sections() {
        return List.copyOf(sections);
    }

    Stream<Section> sections(Part part) {
        return sections.stream().filter(s -> s.part() == part);
    }

    /** The virtual systems that an id stands for: one, or those of a collection; null if it stands for nothing. */
    @Nullable
    List<SystemDraft> named(String id) {
        return members.get(id);
    }

    List<String> ids() {
        return List.copyOf(members.keySet());
    }

    private void take(Element container, List<SystemDraft> inside) {
        for (var child : container.children()) {
            var part = Part.of(child);
            switch (part) {
                case SYSTEM -> takeSystem(child, inside);
                case COLLECTION -> takeCollection(child, inside);
                case UNKNOWN -> takeUnknown(child, container);
                case KEPT -> keep(child, container);
                case TOLERATED -> {}
                case REFERENCES,
                        DISKS,
                        NETWORKS,
                        HARDWARE,
                        STARTUP,
                        PRODUCT,
                        OPTIONS,
                        SCALE_OUT,
                        PLACEMENT_GROUP,
                        PLACEMENT,
                        RULES,
                        KPIS,
                        ELASTIC_ARRAY,
                        DEPLOYMENT,
                        AFFINITY,
                        AVAILABILITY,
                        OBJECTIVES -> sections.add(new Section(part, child, container, inside));
            }
        }
    }

    private void takeSystem(Element element, List<SystemDraft> inside) {
        outermost(element);
        var id = id(element);
        var draft = new SystemDraft(element, id.text(), names.declare(id));
        if (members.putIfAbsent(id.text(), List.of(draft)) != null) {
            reportTwice(id);
        }
        inside.add(draft);
        var itself = new ArrayList<>(List.of(draft));
        take(element, itself);
    }

    private void takeCollection(Element element, List<SystemDraft> inside) {
        outermost(element);
        var id = id(element);
        var within = new ArrayList<SystemDraft>();
        if (members.putIfAbsent(id.text(), within) != null) {
            reportTwice(id);
        }
        take(element, within);
        inside.addAll(within);
    }

    private void outermost(Element element) {
        content = content == null ? element : content;
    }

    private Name id(Element element) {
        var id = element.attribute("id");
        if (id != null && !id.text().isBlank()) {
            return id;
        }
        problems.error(
                Code.OVF_PART_MISSING,
                element.tag(),
                Problems.quoted(element.written()) + " has no `ovf:id`",
                "its component is named after it");
        return new Name("unnamed", element.tag());
    }

    private void reportTwice(Name id) {
        problems.error(Code.DUPLICATE, id.span(), "the id " + Problems.quoted(id.text()) + " stands twice", null);
    }

    private void takeUnknown(Element element, Element container) {
        if (Part.isRequired(element)) {
            reportRequired(element, problems);
        } else {
            kept.add(VerbatimSection.of(owner(container), element));
        }
    }

    /** A package whose author demands what we do not know must not be deployed. */
    static void reportRequired(Element element, Problems problems) {
        problems.error(
                Code.OVF_SECTION,
                element.tag(),
                Problems.quoted(element.written()) + " is required and not known here, of the namespace "
                        + Problems.quoted(element.namespace()),
                "where it may be ignored, it says `ovf:required=\"false\"`");
    }

    private void keep(Element element, Element container) {
        kept.add(VerbatimSection.of(owner(container), element));
        problems.info(
                Code.OVF_KEPT,
                element.tag(),
                Problems.quoted(element.written()) + " is kept as it stands, and nothing follows from it",
                null);
    }

    private static String owner(Element container) {
        var id = container.attribute("id");
        return id == null ? "" : id.text();
    }
}
