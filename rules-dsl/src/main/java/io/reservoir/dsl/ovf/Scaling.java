package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many replicas a system may have: RESERVOIR's attributes {@code min}, {@code max} and {@code initial}, and the
 * {@code ScaleOutSection} of OVF 2, which on a collection counts for every system in it.
 */
final class Scaling {
    private final Envelope envelope;
    private final Amounts amounts;

    Scaling(Envelope envelope, Amounts amounts) {
        this.envelope = envelope;
        this.amounts = amounts;
    }

    void read() {
        envelope.systems().forEach(this::readAttributes);
        envelope.sections(Part.SCALE_OUT).filter(Section::isOfSystem).forEach(this::readSection);
        envelope.sections(Part.SCALE_OUT).filter(s -> !s.isOfSystem()).forEach(this::readSection);
    }

    private void readAttributes(SystemDraft system) {
        var element = system.element();
        add(
                system,
                element.tag(),
                element.attribute(Namespaces.RESERVOIR, "min"),
                element.attribute(Namespaces.RESERVOIR, "max"),
                element.attribute(Namespaces.RESERVOIR, "initial"));
    }

    private void readSection(Section section) {
        var count = section.element().first("InstanceCount");
        if (count == null) {
            return;
        }
        for (var system : section.systems()) {
            if (!system.has("replicas")) {
                add(
                        system,
                        count.tag(),
                        count.attribute("minimum"),
                        count.attribute("maximum"),
                        count.attribute("default"));
            }
        }
    }

    private void add(SystemDraft system, Span place, @Nullable Name min, @Nullable Name max, @Nullable Name initial) {
        var bounds = new ArrayList<Item.Bound>();
        add("min", min, bounds);
        add("max", max, bounds);
        add("initial", initial, bounds);
        if (!bounds.isEmpty()) {
            system.add(new Item.Replicas(place, List.copyOf(bounds)));
        }
    }

    private void add(String which, @Nullable Name written, List<Item.Bound> bounds) {
        var number = written == null ? null : amounts.count(written);
        if (written != null && number != null) {
            bounds.add(new Item.Bound(new Name(which, written.span()), number));
        }
    }
}
