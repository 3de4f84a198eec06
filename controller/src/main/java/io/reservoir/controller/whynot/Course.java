package io.reservoir.controller.whynot;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.decide.Question;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.service.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a target if all that decisions about it read stays as it is: the pipeline asked again whenever one
 * of its windows, pauses, holds or breakers may let something pass that it held before.
 */
final class Course {
    private static final Duration HORIZON = Duration.ofDays(31);
    private static final int MOST_STEPS = 500;

    private final Question question;
    private final Wish wish;

    private Course(Question question, Wish wish) {
        this.question = question;
        this.wish = wish;
    }

    /**
     * A wish that comes true.
     *
     * @param at when
     * @param first the decision at present, which says what holds it until then
     * @param decision the one that fulfils it
     */
    record Reached(Instant at, Decision first, Decision decision) {}

    /** When a wish comes true, null if it does not within 31 days. */
    static @Nullable Reached reached(Question question, Wish wish) {
        return new Course(question, wish).run();
    }

    private @Nullable Reached run() {
        var state = question.state();
        Instant now = question.now();
        Decision first = null;
        for (var step = 0; now != null && step < MOST_STEPS; step++) {
            var answer = Pipeline.decide(question.at(now, state));
            var decision = answer.decision();
            first = first == null ? decision : first;
            if (wish.isMet(decision.target())) {
                return new Reached(now, first, decision);
            }
            if (wish.isAgainst(decision.from(), decision.target())) {
                return null;
            }
            now = answer.state().equals(state) || !isAnyWindowEmpty() ? next(now, answer.state()) : now;
            state = answer.state();
        }
        return null;
    }

    /** True if there is a window of no time: what it holds passes in the next pass, whenever that is. */
    private boolean isAnyWindowEmpty() {
        return delays(question).contains(Duration.ZERO);
    }

    /** The next time at which something may pass; null if there is none. */
    private @Nullable Instant next(Instant now, VariableState state) {
        return events(question, state).stream()
                .filter(event ->
                        event.isAfter(now) && !event.isAfter(question.now().plus(HORIZON)))
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** All times at which a stage may let something pass that it held before, in no order. */
    static List<Instant> events(Question question, VariableState state) {
        var events = new ArrayList<Instant>();
        question.holds().stream().map(Hold::until).forEach(events::add);
        events.add(question.census().breakerOpenUntil());
        for (var delay : delays(question)) {
            state.results().forEach(point -> events.add(point.from().plus(delay)));
            state.committed().forEach(point -> events.add(point.from().plus(delay)));
        }
        return events;
    }

    private static List<Duration> delays(Question question) {
        var delays = new ArrayList<Duration>();
        delays(question.unruled(), delays);
        question.policies().values().forEach(policy -> delays(policy, delays));
        return delays.stream().distinct().toList();
    }

    private static void delays(Policy policy, List<Duration> delays) {
        delays.add(policy.stabiliseUp());
        delays.add(policy.stabiliseDown());
        delays.add(policy.rateUp().per());
        delays.add(policy.rateDown().per());
        delays.add(policy.cooldownOut());
        delays.add(policy.cooldownIn());
    }
}
