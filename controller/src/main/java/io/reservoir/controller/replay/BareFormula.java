package io.reservoir.controller.replay;

import io.reservoir.controller.sim.TraceReplay;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.RuleEngine;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the statements of a manifest say about a load when they are taken literally: rounded up, and nothing else. It
 * is what the load needs at each moment, and what a controller without a pipeline would do.
 */
final class BareFormula implements AutoCloseable {
    private final Scenario scenario;
    private final TraceReplay replay;
    private final RuleEngine engine = new RuleEngine();

    BareFormula(Scenario scenario) {
        this.scenario = scenario;
        replay = scenario.replay();
        engine.deploy(scenario.service(), scenario.program());
    }

    /** Replicas that each ruled component needs at that time; a component whose need is unknown is left out. */
    SortedMap<String, Integer> at(Instant before, Instant now) {
        replay.between(before, now).forEach(engine::accept);
        var needs = new TreeMap<String, Integer>();
        if (engine.evaluate(scenario.service(), now) instanceof EvaluationOutcome.Evaluated evaluated) {
            candidates(evaluated.evaluation(), needs);
        }
        return needs;
    }

    private static void candidates(Evaluation evaluation, SortedMap<String, Integer> needs) {
        for (var candidate : evaluation.candidates()) {
            if (candidate.variable().kind() == Variable.Kind.REPLICAS && isActive(candidate)) {
                if (candidate.raw() instanceof Value.Known(var number)) {
                    needs.merge(candidate.variable().component(), (int) Math.ceil(number - 1e-9), Math::max);
                }
            }
        }
    }

    private static boolean isActive(Candidate candidate) {
        return candidate.active() instanceof Value.Known(var holds) && holds != 0;
    }

    @Override
    public void close() {
        engine.close();
    }
}
