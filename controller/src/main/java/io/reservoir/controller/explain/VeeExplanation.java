package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.StepView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One life of a VEE: why it was started and why it was stopped.
 *
 * @param vee such as {@code WebShop/C1[3]#1}
 * @param headline where it stands and why, in one sentence
 * @param asked the steps that plans had for it, oldest first
 * @param entries calls at hosts and changes, oldest first
 * @param decision the decision behind the last of the steps, absent where none was recorded
 */
public record VeeExplanation(
        String service,
        String vee,
        String headline,
        List<Asked> asked,
        List<EntryView> entries,
        @Nullable Explanation decision) {

    /** A step of the plan in that ledger entry. */
    public record Asked(long seq, Instant at, StepView step) {}
}
