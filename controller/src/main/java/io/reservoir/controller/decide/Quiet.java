package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Combination;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Within which raw values of a statement the next decision about its variable comes to the same: stages up to rounding
 * are a step function of the raw value, and those after it see nothing but the step. Where that is not plain (unknown
 * values, several statements of which the least counts), nothing is said, and any change is looked at.
 *
 * @param statement id of the statement
 * @param low least such value, included
 * @param high greatest such value, included
 */
public record Quiet(String statement, double low, double high) {
    /** Rounding lets a value a little above a step count as the step, and floating point is not exact. */
    private static final double SLACK = 4e-9;

    private static final double SHRINK = 1e-12;

    /** @param current the target in force from now on */
    static List<Quiet> of(Draft draft, Question question, double current) {
        var chosen = draft.chosen();
        if (chosen == null || isProtected(draft)) {
            return List.of();
        }
        var intervals = new ArrayList<Quiet>();
        var leading = new ArrayList<Candidate>();
        for (var candidate : question.candidates()) {
            if (!Combine.mayBeActive(candidate) || candidate.priority() < chosen.priority()) {
                intervals.add(anything(candidate));
            } else {
                leading.add(candidate);
            }
        }
        if (leading.stream().allMatch(c -> Combine.proposed(c) instanceof Value.Known)
                && (leading.size() == 1 || draft.policy().combine() != Combination.MIN)) {
            leading(intervals, leading, chosen, draft, question, current);
        }
        return intervals;
    }

    /** Policy has changed what the raw value comes to. */
    private static boolean isProtected(Draft draft) {
        return draft.lines().stream().anyMatch(line -> line.stage().equals(Protect.STAGE));
    }

    private static Quiet anything(Candidate candidate) {
        return new Quiet(candidate.statement(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** The greatest one leads as long as the others stay below what it may fall to. */
    private static void leading(
            List<Quiet> intervals,
            List<Candidate> leading,
            Candidate chosen,
            Draft draft,
            Question question,
            double current) {
        var own = ofChosen(chosen, draft, question, current);
        double others = leading.stream()
                .filter(candidate -> !candidate.statement().equals(chosen.statement()))
                .mapToDouble(candidate -> candidate.raw().orNaN())
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        var low = Math.max(own.low, others);
        intervals.add(new Quiet(own.statement, low, own.high));
        leading.stream()
                .filter(candidate -> !candidate.statement().equals(chosen.statement()))
                .forEach(candidate ->
                        intervals.add(new Quiet(candidate.statement(), Double.NEGATIVE_INFINITY, Math.nextDown(low))));
    }

    private static Quiet ofChosen(Candidate chosen, Draft draft, Question question, double current) {
        var headroom = question.variable().kind() == Variable.Kind.REPLICAS
                ? draft.policy().headroom()
                : 0;
        var scale = 1 - headroom;
        var step = draft.policy().step();
        var value = chosen.raw().orNaN() / scale;
        var min = draft.min();
        var max = draft.max();
        if (value < min) {
            return scaled(chosen, Double.NEGATIVE_INFINITY, Math.nextDown(min), scale);
        }
        var rounded = Round.up(value, step);
        var low = rounded - step + SLACK * Math.max(step, Math.abs(rounded));
        var high = rounded;
        if (value > max) {
            return scaled(chosen, Math.max(low, Math.nextUp(max)), high, scale);
        }
        if (current >= min && current <= max) {
            var bandLow = current * (1 - draft.policy().bandDown());
            var bandHigh = current * (1 + draft.policy().bandUp());
            var isKept = value >= bandLow && value <= bandHigh;
            if (rounded == current) {
                low = Math.min(low, bandLow);
                high = Math.max(high, bandHigh);
            } else if (isKept) {
                low = bandLow;
                high = bandHigh;
            } else if (value > bandHigh) {
                low = Math.max(low, Math.nextUp(bandHigh));
            } else {
                high = Math.min(high, Math.nextDown(bandLow));
            }
        }
        return scaled(chosen, Math.max(low, min), Math.min(high, max), scale);
    }

    private static Quiet scaled(Candidate chosen, double low, double high, double scale) {
        return new Quiet(chosen.statement(), inward(low * scale, 1), inward(high * scale, -1));
    }

    private static double inward(double end, int direction) {
        return Double.isInfinite(end) ? end : end + direction * SHRINK * Math.abs(end);
    }
}
