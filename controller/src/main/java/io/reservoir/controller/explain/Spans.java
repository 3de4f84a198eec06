package io.reservoir.controller.explain;

import java.util.List;
import java.util.StringJoiner;

/** Numbers in their order as people write them, runs as spans: {@code 1–3, 5}. */
final class Spans {
    private Spans() {}

    static String of(List<Integer> numbers) {
        var text = new StringJoiner(", ");
        for (var first = 0; first < numbers.size(); ) {
            var last = first;
            while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
                last++;
            }
            text.add(first == last ? numbers.get(first).toString() : numbers.get(first) + "–" + numbers.get(last));
            first = last + 1;
        }
        return text.toString();
    }
}
