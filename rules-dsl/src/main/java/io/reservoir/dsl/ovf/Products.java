package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SettingPart;
import io.reservoir.dsl.syntax.Text;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Product properties become settings. A guest gets its system's own, then those of the collections around it. */
final class Products {
    private final Envelope envelope;
    private final Properties properties;
    private final Macros macros;
    private final Problems problems;
    private final Map<SystemDraft, Keys> given = new HashMap<>();

    Products(Envelope envelope, Properties properties, Macros macros, Problems problems) {
        this.envelope = envelope;
        this.properties = properties;
        this.macros = macros;
        this.problems = problems;
    }

    void read() {
        envelope.sections(Part.PRODUCT).filter(Section::isOfSystem).forEach(this::read);
        envelope.sections(Part.PRODUCT).filter(s -> !s.isOfSystem()).forEach(this::read);
    }

    private void read(Section section) {
        var all = properties.of(section).toList();
        for (var system : section.systems()) {
            var keys =
                    given.computeIfAbsent(system, s -> new Keys(new HashSet<>(), new Names(new HashSet<>(), problems)));
            all.stream()
                    .filter(property -> keys.seen.add(property.key().text()))
                    .forEach(property -> set(property, system, keys.names));
        }
    }

    /** The keys that a system has been given, as written and as named here. */
    private record Keys(Set<String> seen, Names names) {}

    private void set(Properties.Property property, SystemDraft system, Names names) {
        var value = property.value();
        if (value == null) {
            problems.info(
                    Code.OVF_LEFT_OUT,
                    property.key().span(),
                    "the property " + Problems.quoted(property.key().text()) + " has no value and is left out",
                    null);
            return;
        }
        var key = names.declare(property.key());
        system.add(new Item.Set(property.element().span(), key, parts(property, value)));
    }

    private List<SettingPart> parts(Properties.Property property, Name value) {
        return property.hasMacros()
                ? macros.parts(value)
                : List.of(new SettingPart.Written(new Text(value.text(), value.span())));
    }
}
