package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.StepView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recorded decision about a variable, what led to it and what came of it: plain data, the same over REST and in
 * {@code explain -o json}.
 *
 * @param headline the decision in one sentence
 * @param manifestSeq the ledger entry of the manifest that was in force: the version of the rules
 * @param decision the statement, what it read, and every stage
 * @param sourceLine the line of the manifest on which the statement begins, absent where there is none
 * @param plan the plan that was committed with the decision, else the next one that was about its VEEs; absent where
 *     there is none
 */
public record Explanation(
        String service,
        String headline,
        long epoch,
        long manifestSeq,
        DecisionView decision,
        @Nullable String sourceLine,
        @Nullable PlanOutcome plan) {

    /**
     * A plan, as far as it was about the component of a decision.
     *
     * @param together true if decision and plan were committed in one transaction
     * @param otherSteps how many steps it had for other components
     * @param notes what the planner wanted and could not do
     */
    public record PlanOutcome(
            long seq, Instant at, boolean together, List<StepOutcome> steps, int otherSteps, List<String> notes) {}

    /**
     * A step and what came of it.
     *
     * @param outcome what the VEE came to, in words
     * @param settled true if nothing more can come of it
     * @param entries what the ledger has of it, oldest first
     */
    public record StepOutcome(StepView step, String outcome, boolean settled, List<EntryView> entries) {}
}
