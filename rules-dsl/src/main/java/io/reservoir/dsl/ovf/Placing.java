package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What shall stand together and what apart: RESERVOIR's {@code AffinitySection} and the placement groups of OVF 2. Of
 * systems that shall be near each other, the later ones are near the first.
 */
final class Placing {
    private final Envelope envelope;
    private final Problems problems;
    private final Hints hints = new Hints();

    Placing(Envelope envelope, Problems problems) {
        this.envelope = envelope;
        this.problems = problems;
    }

    void read() {
        envelope.sections(Part.AFFINITY)
                .flatMap(s -> s.element().children().stream())
                .filter(e -> e.isOf(Namespaces.RESERVOIR))
                .forEach(this::readAffinity);
        readGroups();
    }

    private void readAffinity(Element affinity) {
        var systems = affinity.all("VirtualSystemId").flatMap(this::systems).toList();
        switch (affinity.name()) {
            case "Affinity" -> near(systems, affinity.span());
            case "AntiAffinity" -> apart(systems, affinity.attribute(Namespaces.RESERVOIR, "scope"), affinity);
            default -> {}
        }
    }

    private Stream<SystemDraft> systems(Element reference) {
        var id = reference.text();
        var found = id == null ? null : envelope.named(id.text());
        if (id != null && found == null) {
            problems.error(
                    Code.OVF_REFERENCE,
                    id.span(),
                    Problems.quoted(id.text()) + " is no virtual system of this envelope",
                    hints.help(id.text(), envelope.ids(), "there is"));
        }
        return found == null ? Stream.empty() : found.stream();
    }

    private static void near(List<SystemDraft> systems, Span place) {
        var distinct = systems.stream().distinct().toList();
        for (var system : distinct.stream().skip(1).toList()) {
            var first = new Name(distinct.getFirst().name().text(), place);
            if (!system.has("near")) {
                system.add(new Item.Near(place, first));
            }
        }
    }

    /** The language keeps apart the replicas of one component; different ones it only lets be near. */
    private void apart(List<SystemDraft> systems, @Nullable Name scope, Element affinity) {
        var over = scope == null || scope.text().toLowerCase(Locale.ROOT).equals("physical") ? "hosts" : "domains";
        var distinct = systems.stream().distinct().toList();
        for (var system : distinct) {
            if (!system.has("spread")) {
                system.add(new Item.Spread(affinity.tag(), new Name(over, affinity.tag())));
            }
        }
        if (distinct.size() > 1) {
            problems.warning(
                    Code.OVF_NO_COUNTERPART,
                    affinity.tag(),
                    "replicas of each of these systems are kept apart, but not one system from another",
                    null);
        }
    }

    private void readGroups() {
        var ids = envelope.sections(Part.PLACEMENT_GROUP)
                .map(s -> s.element().attribute("id"))
                .flatMap(id -> id == null ? Stream.empty() : Stream.of(id.text()))
                .collect(Collectors.toSet());
        var members = new LinkedHashMap<String, List<SystemDraft>>();
        envelope.sections(Part.PLACEMENT).forEach(section -> {
            var group = section.element().attribute("group");
            if (group != null && isGroup(group, ids)) {
                members.computeIfAbsent(group.text(), g -> new ArrayList<>()).addAll(section.systems());
            }
        });
        envelope.sections(Part.PLACEMENT_GROUP).forEach(section -> applyPolicy(section.element(), members));
    }

    private boolean isGroup(Name group, Set<String> ids) {
        if (!ids.contains(group.text())) {
            problems.error(
                    Code.OVF_REFERENCE,
                    group.span(),
                    Problems.quoted(group.text()) + " is no placement group of this envelope",
                    hints.help(group.text(), ids, "groups"));
        }
        return ids.contains(group.text());
    }

    private void applyPolicy(Element group, Map<String, List<SystemDraft>> members) {
        var id = group.attribute("id");
        var policy = group.attribute("policy");
        var systems = id == null ? null : members.get(id.text());
        if (systems == null || policy == null) {
            return;
        }
        switch (policy.lower()) {
            case "affinity" -> near(systems, group.tag());
            case "availability" -> apart(systems, null, group);
            default ->
                problems.error(
                        Code.OVF_VALUE,
                        policy.span(),
                        "a placement policy is `affinity` or `availability`, not " + Problems.quoted(policy.text()));
        }
    }
}
