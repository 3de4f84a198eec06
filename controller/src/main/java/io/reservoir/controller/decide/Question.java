package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision about one variable depends on.
 *
 * @param inputs what the variable's statements read, for the explanation
 * @param candidates what statements propose for this variable
 * @param policies how the target follows each statement, by the statement's id
 * @param unruled how it follows where no statement is active
 * @param holds on the component, those that are over included
 * @param blackout why no service shrinks at present, null where nothing forbids it
 * @param allowance what the budget leaves, null where there is none
 * @param isPromised whether an SLA class promises something for the component
 * @param inPlace the size that is there: replicas that are ready, or the least that one of them has
 * @param rawAt what a statement would say at a smaller size, asked only if needed
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
        @Nullable String blackout,
        @Nullable Allowance allowance,
        boolean isPromised,
        double inPlace,
        RawAt rawAt,
        VariableState state,
        Oversight oversight) {
    /** The value of a statement's right side if there were so many replicas under the same load. */
    @FunctionalInterface
    public interface RawAt {
        Value of(Candidate candidate, double size);
    }

    /** The same question at another time, with another memory. */
    public Question at(Instant time, VariableState memory) {
        return new Question(
                variable,
                time,
                inputs,
                candidates,
                policies,
                unruled,
                bounds,
                census,
                holds,
                blackout,
                allowance,
                isPromised,
                inPlace,
                rawAt,
                memory,
                oversight);
    }

    /** How the target follows a statement. */
    Policy policy(String statement) {
        return policies.getOrDefault(statement, unruled);
    }

    public double current() {
        return state.current();
    }
}
