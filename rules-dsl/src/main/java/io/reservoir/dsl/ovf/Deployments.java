package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RESERVOIR's deployment restrictions. Countries and areas are read as domains of those names; a place on the map or a
 * time zone names no domain, and as a restriction must not be dropped, it is an error.
 */
final class Deployments {
    private final Envelope envelope;
    private final Measured measured;
    private final Problems problems;

    Deployments(Envelope envelope, Measured measured, Problems problems) {
        this.envelope = envelope;
        this.measured = measured;
        this.problems = problems;
    }

    List<Statement> statements() {
        return envelope.sections(Part.DEPLOYMENT).flatMap(this::statements).toList();
    }

    /** The domains that a section names: those inside, those outside, those with shares. */
    private record Found(List<Value.Domain> inside, List<Value.Domain> outside, List<Value.Domain> shares) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        @Nullable
        Value value(Element section) {
            if (!shares.isEmpty()) {
                return new Value.Domains(section.tag(), Value.Kind.SET, List.copyOf(shares));
            }
            if (!inside.isEmpty()) {
                return new Value.Domains(section.tag(), Value.Kind.SET, List.copyOf(inside));
            }
            return outside.isEmpty() ? null : new Value.Domains(section.tag(), Value.Kind.EXCEPT, List.copyOf(outside));
        }
    }

    private Stream<Statement> statements(Section section) {
        var found = new Found();
        for (var child : section.element().children()) {
            switch (child.name()) {
                case "Restriction" -> child.children().forEach(place -> restrict(place, found, section));
                case "Balance" -> balance(child, found, section);
                default -> {}
            }
        }
        var value = found.value(section.element());
        return value == null
                ? Stream.empty()
                : section.systems().stream()
                        .map(system -> Written.equation(
                                "Deploy",
                                system,
                                value,
                                List.of(),
                                section.element().span()));
    }

    private void restrict(Element place, Found found, Section section) {
        var domain = domain(place, section);
        if (domain != null) {
            var inside = place.attribute(Namespaces.RESERVOIR, "inside");
            (inside == null || Amounts.isTrue(inside) ? found.inside : found.outside)
                    .add(new Value.Domain(domain, null));
        }
    }

    private void balance(Element balance, Found found, Section section) {
        var share = measured.percent(balance.attribute(Namespaces.RESERVOIR, "prod"));
        for (var place : balance.children()) {
            var domain = domain(place, section);
            if (domain != null) {
                found.shares.add(new Value.Domain(domain, share));
            }
        }
    }

    private @Nullable Name domain(Element place, Section section) {
        var written = place.text();
        if (written != null && (place.name().equals("Country") || place.name().equals("Area"))) {
            return written;
        }
        if (place.name().equals("Distance")) {
            return null;
        }
        var message = Problems.quoted(place.name()) + " names no domain";
        var help = "name the domains by `Deploy(…) = {…}` in `rsl:ServiceRules`";
        if (Part.isRequired(section.element())) {
            problems.error(Code.OVF_NO_COUNTERPART, place.tag(), message, help);
        } else {
            problems.warning(Code.OVF_NO_COUNTERPART, place.tag(), message, help);
        }
        return null;
    }
}
