package io.reservoir.controller.node;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.MigrationRule;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when the conditions of a service's {@code migrate} statements hold. One that turns false or unknown starts anew,
 * and so do all where another node or another manifest takes over: a move comes late rather than for nothing.
 */
final class MoveRules {
    private final Map<MigrationRule, Instant> since = new HashMap<>();

    /** The rules of which the condition has held for long enough. */
    List<MigrationRule> due(CheckedService program, Evaluation evaluation, Instant now) {
        since.keySet().retainAll(program.migrations());
        for (var rule : program.migrations()) {
            if (evaluation.indicators().get(rule.condition()).value() instanceof Value.Known(var number)
                    && number != 0) {
                // a clock that has been put back does not make it longer
                since.merge(rule, now, (one, other) -> one.isBefore(other) ? one : other);
            } else {
                since.remove(rule);
            }
        }
        return program.migrations().stream()
                .filter(rule ->
                        since.containsKey(rule) && !now.isBefore(since.get(rule).plus(rule.lasting())))
                .toList();
    }
}
