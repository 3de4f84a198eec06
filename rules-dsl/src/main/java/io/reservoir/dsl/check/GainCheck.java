package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Numbers;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses indicators that depend on themselves through {@code prev} with a gain of 1 or more: from one evaluation to
 * the next they would grow without end, or never fall. Where the gain cannot be told, that is a warning.
 */
final class GainCheck {
    private static final double TOLERANCE = 1e-6;
    private static final int LISTED = 4;
    private static final double GREATEST_TOLD = 1_000_000;

    private final Map<Key, Node> nodes = new LinkedHashMap<>();
    private final Graph<Key> graph = new Graph<>();
    private final Graph<Key> backwards = new Graph<>();
    private final Problems problems;

    private GainCheck(Draft draft, Problems problems) {
        this.problems = problems;
        var all = new Gains(draft.program(), draft.indicators());
        for (var i = 0; i < draft.indicators().size(); i++) {
            var indicator = draft.indicators().get(i);
            var key = new Key(indicator.name(), indicator.component());
            nodes.put(key, new Node(indicator, all.of(i)));
            all.of(i).keySet().forEach(earlier -> {
                graph.add(key, earlier);
                backwards.add(earlier, key);
            });
        }
    }

    /** An indicator and the indicators whose earlier value goes into it. */
    private record Node(Indicator indicator, Map<Key, Gain> gains) {
        Span span() {
            return indicator.source().span();
        }
    }

    private Node node(Key key) {
        return Objects.requireNonNull(nodes.get(key));
    }

    static void check(Draft draft, Problems problems) {
        new GainCheck(draft, problems).check();
    }

    private void check() {
        var seen = new HashSet<Key>();
        var inOrder = nodes.keySet().stream()
                .sorted(Comparator.comparingInt(key -> node(key).span().start()))
                .toList();
        for (var key : inOrder) {
            if (!seen.contains(key)) {
                var loop = loop(key);
                seen.addAll(loop);
                if (!loop.isEmpty()) {
                    check(key, loop);
                }
            }
        }
    }

    /** All that depend on this one and on which it depends; none where it does not depend on itself. */
    private List<Key> loop(Key key) {
        var loop = graph.reachable(key);
        loop.retainAll(backwards.reachable(key));
        return List.copyOf(loop);
    }

    private static String inWords(double gain) {
        return gain > GREATEST_TOLD ? "more than " + Numbers.plain(GREATEST_TOLD) : Numbers.plain(gain);
    }

    private static String others(Key key, List<Key> loop) {
        return loop.stream()
                .filter(other -> !other.equals(key))
                .map(other -> Problems.quoted(other.toString()))
                .limit(LISTED)
                .collect(Collectors.joining(", "));
    }

    private void check(Key key, List<Key> loop) {
        var members = Set.copyOf(loop);
        var inner = new LinkedHashMap<Key, Map<Key, Gain>>();
        for (var member : loop) {
            var within = new LinkedHashMap<>(node(member).gains());
            within.keySet().retainAll(members);
            inner.put(member, within);
        }
        var growth = Growth.of(inner);
        if (growth.factor() < 1 - TOLERANCE) {
            return;
        }
        var span = node(key).span();
        var itself = Problems.quoted(key.toString()) + " depends on itself through `prev`"
                + (loop.size() == 1 ? "" : " of " + others(key, loop));
        if (growth.exact()) {
            problems.error(
                    Code.GAIN,
                    span,
                    itself + " with a gain of " + inWords(growth.factor()) + ": it never comes to rest",
                    "a gain below 1 is that of `0.9 * prev(" + key + ")`");
        } else {
            problems.warning(
                    Code.GAIN,
                    span,
                    itself + ", and nothing shows that its gain is below 1",
                    "multiply `prev` by a constant below 1, such as `0.9 * prev(" + key + ")`");
        }
    }
}
