package io.reservoir.dsl.check;

import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.decision.Source;
import java.util.HashMap;
import java.util.Map;

/** Gives statements their ids and their text: {@code Replicas(C1)}, a second one {@code Replicas(C1)#2}. */
final class Sources {
    private final SourceText text;
    private final Map<String, Integer> used = new HashMap<>();

    Sources(SourceText text) {
        this.text = text;
    }

    Source of(Statement statement) {
        return new Source(text.text(statement.span()), statement.span());
    }

    String id(String name) {
        var count = used.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "#" + count;
    }
}
