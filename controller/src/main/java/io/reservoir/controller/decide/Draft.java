package io.reservoir.controller.decide;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.reading.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making, handed from stage to stage; each returns a new one.
 *
 * @param value the target as it stands
 * @param chosen the candidate that leads, null where no statement is active
 * @param min the lower bound in force, known once the bounds have been looked at
 * @param max the upper bound in force, likewise; it is absolute
 * @param unmet how much more was wanted than is granted
 * @param rounded what came out of rounding, for the memory of the stabiliser
 * @param overruling what operators' policy said beside bounding the target
 */
record Draft(
        double value,
        @Nullable Candidate chosen,
        Policy policy,
        double min,
        double max,
        double unmet,
        double rounded,
        Authority authority,
        List<StageLine> lines,
        List<Notice> notices,
        Overruling overruling) {

    static Draft start(double current, Policy policy) {
        return new Draft(
                current,
                null,
                policy,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                0,
                current,
                Authority.ELASTICITY,
                List.of(),
                List.of(),
                Overruling.NONE);
    }

    /** The next draft with that value, and the line that says why. */
    Draft to(double newValue, String stage, String text) {
        var line = new StageLine(stage, text, newValue, newValue != value);
        return new Draft(
                newValue, chosen, policy, min, max, unmet, rounded, authority, plus(lines, line), notices, overruling);
    }

    /** The same value, and a line that says what was looked at. */
    Draft line(String stage, String text) {
        return to(value, stage, text);
    }

    Draft led(Candidate candidate, Policy newPolicy) {
        return new Draft(value, candidate, newPolicy, min, max, unmet, rounded, authority, lines, notices, overruling);
    }

    Draft within(double newMin, double newMax) {
        return new Draft(value, chosen, policy, newMin, newMax, unmet, rounded, authority, lines, notices, overruling);
    }

    Draft missing(double newUnmet) {
        return new Draft(value, chosen, policy, min, max, newUnmet, rounded, authority, lines, notices, overruling);
    }

    Draft remembering(double newRounded) {
        return new Draft(value, chosen, policy, min, max, unmet, newRounded, authority, lines, notices, overruling);
    }

    /** The word of an authority, unless a higher one has spoken already. */
    Draft by(Authority newAuthority) {
        if (authority != Authority.ELASTICITY && authority.isAbove(newAuthority)) {
            return this;
        }
        return new Draft(value, chosen, policy, min, max, unmet, rounded, newAuthority, lines, notices, overruling);
    }

    Draft notice(Notice.Code code, String text) {
        return new Draft(
                value,
                chosen,
                policy,
                min,
                max,
                unmet,
                rounded,
                authority,
                lines,
                plus(notices, new Notice(code, text)),
                overruling);
    }

    Draft overruled(Overruling newOverruling) {
        return new Draft(value, chosen, policy, min, max, unmet, rounded, authority, lines, notices, newOverruling);
    }

    /** Policy could not be asked: nothing may be decided, and what is there stays. */
    Draft stuck(String cause, double current, String stage) {
        return overruled(new Overruling(List.of(), List.of(), cause))
                .to(current, stage, cause + ": stays " + number(current));
    }

    static String number(double number) {
        return Numbers.plain(number);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        var copy = new ArrayList<T>(list.size() + 1);
        copy.addAll(list);
        copy.add(one);
        return List.copyOf(copy);
    }
}
