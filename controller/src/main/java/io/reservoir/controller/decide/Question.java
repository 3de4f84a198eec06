package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.service.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that a decision about one variable depends on.
 *
 * @param inputs what the variable's statements read, for the explanation
 * @param candidates what statements propose for this variable
 * @param policies how the target follows each statement, by the statement's id
 * @param unruled how it follows where no statement is active
 * @param holds on the component, those that are over included
 * @param state what was remembered of the evaluation before
 * @param oversight what watches over it
 */
public record Question(
        Variable variable,
        Instant now,
        List<NamedValue> inputs,
        List<Candidate> candidates,
        Map<String, Policy> policies,
        Policy unruled,
        Bounds bounds,
        Census census,
        List<Hold> holds,
        VariableState state,
        Oversight oversight) {
    /** How the target follows a statement. */
    Policy policy(String statement) {
        return policies.getOrDefault(statement, unruled);
    }

    public double current() {
        return state.current();
    }
}
