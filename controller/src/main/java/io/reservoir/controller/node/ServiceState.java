package io.reservoir.controller.node;

import io.reservoir.model.decision.VariableState;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.session.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a node remembers of a service at one entry of its ledger and that its next decisions depend on.
 *
 * @param lastSeq of the entry
 * @param rules windows and indicators
 * @param pipeline what the stages remember, which is what the ledger has too
 * @param sight how the service counts for the global scale-in hold, null where it does not
 * @param heldSince since when that hold is on, null while it is off
 * @param holdsFor for how long still nothing shrinks because an owner took it over without such a state, null where that
 *     is over; no time of day, for the clocks of nodes differ
 */
record ServiceState(
        ServiceId service,
        long lastSeq,
        RuleState rules,
        List<VariableState> pipeline,
        Blackout.@Nullable Sight sight,
        @Nullable Instant heldSince,
        @Nullable Duration holdsFor) {
    ServiceState {
        pipeline = List.copyOf(pipeline);
    }
}
