package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.diagnostic.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The start order: systems of one number start after those of the next smaller one; zero is no order. */
final class Startup {
    private final Envelope envelope;
    private final Amounts amounts;
    private final Problems problems;
    private final Hints hints = new Hints();

    Startup(Envelope envelope, Amounts amounts, Problems problems) {
        this.envelope = envelope;
        this.amounts = amounts;
        this.problems = problems;
    }

    /** Systems that start together, and where that is written. */
    private record Level(List<SystemDraft> systems, List<Span> places) {
        Level() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    void read() {
        envelope.sections(Part.STARTUP).forEach(this::read);
    }

    private void read(Section section) {
        var levels = new TreeMap<BigInteger, Level>();
        section.element().all("Item").forEach(item -> take(item, levels));
        Level earlier = null;
        for (var level : levels.values()) {
            if (earlier != null) {
                follow(level, earlier);
            }
            earlier = level;
        }
    }

    private void take(Element item, Map<BigInteger, Level> levels) {
        var id = item.attribute("id");
        var order = item.attribute("order");
        if (id == null) {
            problems.error(Code.OVF_PART_MISSING, item.tag(), "an item of the start order has an `ovf:id`", null);
            return;
        }
        var systems = envelope.named(id.text());
        if (systems == null) {
            problems.error(
                    Code.OVF_REFERENCE,
                    id.span(),
                    Problems.quoted(id.text()) + " is no virtual system of this envelope",
                    hints.help(id.text(), envelope.ids(), "there is"));
            return;
        }
        var number = order == null ? BigInteger.ZERO : amounts.whole(order);
        if (number != null && number.signum() > 0) {
            var level = levels.computeIfAbsent(number, n -> new Level());
            systems.forEach(system -> {
                level.systems().add(system);
                level.places().add(id.span());
            });
        }
    }

    private static void follow(Level level, Level earlier) {
        for (var i = 0; i < level.systems().size(); i++) {
            var place = level.places().get(i);
            var before = earlier.systems().stream()
                    .map(s -> new Name(s.name().text(), place))
                    .toList();
            if (!before.isEmpty() && !level.systems().get(i).has("after")) {
                level.systems().get(i).add(new Item.After(place, before));
            }
        }
    }
}
