package io.reservoir.controller.node;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.MigrationRule;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when the conditions of a service's {@code migrate} statements hold. One that turns false or unknown starts anew,
 * and so do all where another node or another manifest takes over: a move comes late rather than for nothing.
 */
final class MoveRules {
    private final Map<MigrationRule, Duration> since = new HashMap<>();

    /**
     * The rules of which the condition has held for long enough.
     *
     * @param uptime by a clock that nobody puts forward or back
     */
    List<MigrationRule> due(CheckedService program, Evaluation evaluation, Duration uptime) {
        since.keySet().retainAll(program.migrations());
        for (var rule : program.migrations()) {
            if (evaluation.indicators().get(rule.condition()).value() instanceof Value.Known(var number)
                    && number != 0) {
                since.putIfAbsent(rule, uptime);
            } else {
                since.remove(rule);
            }
        }
        return program.migrations().stream()
                .filter(rule ->
                        since.containsKey(rule) && uptime.minus(since.get(rule)).compareTo(rule.lasting()) >= 0)
                .toList();
    }
}
