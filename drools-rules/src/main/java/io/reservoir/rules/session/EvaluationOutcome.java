package io.reservoir.rules.session;

import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;

/** What came of evaluating a service. */
public sealed interface EvaluationOutcome {
    /** Its statements have been evaluated. */
    record Evaluated(Evaluation evaluation) implements EvaluationOutcome {}

    /**
     * Its rules misbehave and fire no more until the service is deployed again; other services are not touched by
     * that. What it had decided stands.
     *
     * @param cause what went wrong, for the operator: a program that passed the checker does not come to this
     */
    record Parked(ServiceId service, Instant at, String cause) implements EvaluationOutcome {}
}
