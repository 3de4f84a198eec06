package io.reservoir.model.decision;

import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;

/**
 * The outcome of one evaluation of a service's statements: facts, no decision.
 *
 * @param inputs values of the windows that statements read, in the order of the program
 * @param indicators effective values of indicators, in topological order
 * @param candidates what each assignment proposes, in the order of the program
 * @param fired ids of the statements whose value changed in this evaluation, in the order in which their rules fired
 */
public record Evaluation(
        ServiceId service,
        Instant at,
        List<NamedValue> inputs,
        List<NamedValue> indicators,
        List<Candidate> candidates,
        List<String> fired) {}
