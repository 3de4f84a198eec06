package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Combination;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;
import java.util.Comparator;
import java.util.List;

/**
 * Stages 2 and 3: of the active statements those of the highest priority count, and of these the greatest value, or
 * the least where they say so. A
 * statement whose guard is unknown counts as active with an unknown value, so that it cannot scale in.
 */
final class Combine implements Stage {
    static final String RAW = "raw";

    /** Equal values are told apart by their text, so that the order of statements does not matter. */
    private static final Comparator<Candidate> BY_VALUE = Comparator.comparingDouble(Combine::rank)
            .thenComparing(candidate -> candidate.source().text());

    @Override
    public Draft apply(Draft draft, Question question) {
        var active = question.candidates().stream().filter(Combine::mayBeActive).toList();
        if (active.isEmpty()) {
            var text = question.candidates().isEmpty() ? "no statement sets it" : "no statement is active";
            return draft.line(RAW, text);
        }
        var highest = active.stream().mapToInt(Candidate::priority).max().getAsInt();
        var leading = active.stream().filter(c -> c.priority() == highest).toList();
        var chosen = chosen(leading, question);
        var policy = question.policy(chosen.statement());
        var valued = byValue(draft.led(chosen, policy), proposed(chosen), leading.size(), question);
        var allKnown = leading.stream().allMatch(c -> proposed(c) instanceof Value.Known);
        return allKnown ? valued : notShrinking(valued, question);
    }

    /** The greatest value, or the least of those known where the statements say {@code combine min}. */
    private static Candidate chosen(List<Candidate> leading, Question question) {
        var least =
                leading.stream().allMatch(c -> question.policy(c.statement()).combine() == Combination.MIN);
        var known =
                leading.stream().filter(c -> proposed(c) instanceof Value.Known).toList();
        return least && known.size() == leading.size()
                ? known.stream().min(BY_VALUE).get()
                : leading.stream().max(BY_VALUE).get();
    }

    /** Whatever the unknown ones would have said, they do not scale in. */
    private static Draft notShrinking(Draft draft, Question question) {
        var current = question.current();
        return draft.value() >= current
                ? draft
                : draft.to(current, RAW, "an input is unknown, so it does not shrink below " + Draft.number(current));
    }

    static boolean mayBeActive(Candidate candidate) {
        return !(candidate.active() instanceof Value.Known(var holds)) || holds != 0;
    }

    static Value proposed(Candidate candidate) {
        return candidate.active() instanceof Value.Known ? candidate.raw() : Value.unknown("its guard is unknown");
    }

    /** Known and at-least values by size, unknown ones below all of them. */
    private static double rank(Candidate candidate) {
        return switch (proposed(candidate)) {
            case Value.Known(var number) -> number;
            case Value.AtLeast(var number, var cause) -> number;
            case Value.Unknown unknown -> Double.NEGATIVE_INFINITY;
        };
    }

    private static Draft byValue(Draft draft, Value value, int amongst, Question question) {
        var which = amongst > 1
                ? ", " + (draft.policy().combine() == Combination.MIN ? "the least" : "the greatest") + " of " + amongst
                        + " statements"
                : "";
        return switch (value) {
            case Value.Known(var number) -> withHeadroom(draft.to(number, RAW, Draft.number(number) + which), question);
            case Value.AtLeast(var number, var cause) ->
                withHeadroom(
                        draft.to(number, RAW, "at least " + Draft.number(number) + which + ": " + cause), question);
            case Value.Unknown(var cause) -> unknown(draft, cause, question);
        };
    }

    private static Draft unknown(Draft draft, String cause, Question question) {
        var noticed = draft.notice(Notice.Code.INPUT_UNKNOWN, question.variable() + ": " + cause);
        var why = "unknown: " + cause + "; ";
        return switch (draft.policy().onUnknown()) {
            case OnUnknown.Hold() ->
                noticed.to(question.current(), RAW, why + "holds " + Draft.number(question.current()));
            case OnUnknown.Fallback(var number) ->
                noticed.to(number, RAW, why + "falls back to " + Draft.number(number));
            case OnUnknown.Max() -> noticed.to(Double.MAX_VALUE, RAW, why + "goes to the greatest allowed");
        };
    }

    /** Headroom keeps a share of each replica's capacity free: x / q becomes x / (q · (1 − h)). */
    private static Draft withHeadroom(Draft draft, Question question) {
        var headroom = draft.policy().headroom();
        if (headroom == 0 || question.variable().kind() != Variable.Kind.REPLICAS) {
            return draft;
        }
        var raised = draft.value() / (1 - headroom);
        var text = Draft.number(headroom * 100) + " % of each replica stays free: " + Draft.number(raised);
        return draft.to(raised, "headroom", text);
    }
}
