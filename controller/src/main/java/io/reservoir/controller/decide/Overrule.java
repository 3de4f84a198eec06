package io.reservoir.controller.decide;

import io.reservoir.model.decision.Authority;
import io.reservoir.rules.policy.Judgement;
import io.reservoir.rules.policy.Proposal;
import io.reservoir.rules.policy.Ruled;
import io.reservoir.rules.policy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Policy over what is about to be decided: caps, vetoes and freezes, each by its authority. They narrow the range of the
 * target from the highest authority to the lowest, and a lower one moves only within what the higher ones left. The
 * formula's own word is that of elasticity, so what speaks for cost gives way to it. It leaves a line where a rule
 * mattered.
 */
final class Overrule implements Stage {
    private static final String STAGE = "policy";

    @Override
    public Draft apply(Draft draft, Question question) {
        if (draft.overruling().stuck() != null) {
            return draft.to(question.current(), STAGE, "not asked again: stays " + Draft.number(question.current()));
        }
        var oversight = question.oversight();
        var proposal = new Proposal(
                oversight.standing().service(),
                oversight.standing().component(),
                question.variable().kind().word(),
                question.current(),
                draft.value(),
                draft.max(),
                draft.authority());
        return switch (oversight.judge().judge(oversight.standing(), oversight.hosts(), proposal)) {
            case Judgement.Stuck<Verdict> stuck -> draft.stuck(stuck.inWords(), question.current(), STAGE);
            case Judgement.Judged<Verdict>(var verdicts) -> heard(draft, verdicts, question);
        };
    }

    private static Draft heard(Draft draft, List<Ruled<Verdict>> verdicts, Question question) {
        var firstToGo = new ArrayList<String>();
        var claims = new ArrayList<Claim>();
        for (var ruled : verdicts) {
            switch (ruled.what()) {
                case Verdict.Prefer(var host, var reason) -> firstToGo.add(host);
                case Verdict.Bounding bounding -> claims.add(Claim.of(bounding, ruled, draft, question.current()));
                case Verdict.Headroom headroom -> {
                    // the component's standing gave it its headroom already
                }
                case Verdict.Alarm alarm -> {
                    // told by how the component stands
                }
                case Verdict.Migrate migrate -> {
                    // told by how the component stands
                }
            }
        }
        var hinted = firstToGo.isEmpty()
                ? draft
                : draft.overruled(draft.overruling()
                        .preferring(firstToGo.stream().distinct().sorted().toList()));
        claims.sort(Comparator.comparing(Claim::authority)
                .thenComparing(claim -> claim.ruled().rule())
                .thenComparing(claim -> claim.ruled().what().toString()));
        return claims.isEmpty() ? hinted : decided(hinted, claims);
    }

    private static Draft decided(Draft draft, List<Claim> claims) {
        var range = Range.of(claims, draft);
        var value = range.nearest(draft.value());
        var deciding = range.deciding(draft.value());
        var givesWay = claims.stream()
                .filter(claim -> !claim.allows(value))
                .map(claim -> "; " + claim.ruled().inWords() + " ("
                        + claim.authority().words() + ") gives way")
                .sorted()
                .reduce("", String::concat);
        if (deciding == null) {
            return givesWay.isEmpty() ? draft : draft.line(STAGE, "stays " + Draft.number(value) + givesWay);
        }
        var text = Draft.number(draft.value()) + " becomes " + Draft.number(value) + ", "
                + deciding.ruled().inWords() + ": " + deciding.ruled().what().reason() + givesWay;
        return draft.missing(draft.unmet() + Math.max(0, draft.value() - value))
                .by(deciding.authority())
                .to(value, STAGE, text);
    }

    /**
     * That the target lies between two numbers, on somebody's word.
     *
     * @param least no less, minus infinity where it is not bounded so
     * @param most no more
     */
    record Claim(double least, double most, Authority authority, Ruled<Verdict> ruled) {
        static Claim of(Verdict.Bounding verdict, Ruled<Verdict> ruled, Draft draft, double current) {
            var free = Double.POSITIVE_INFINITY;
            return switch (verdict) {
                case Verdict.Cap(var most, var authority, var reason) ->
                    new Claim(-free, stepDown(most, draft.policy().step()), authority, ruled);
                case Verdict.Veto(var direction, var authority, var reason) ->
                    switch (direction) {
                        case IN -> new Claim(current, free, authority, ruled);
                        case OUT -> new Claim(-free, current, authority, ruled);
                    };
                case Verdict.Freeze(var authority, var reason) -> new Claim(current, current, authority, ruled);
            };
        }

        /** A cap in whole steps, and never below nothing; one that is no number caps nothing. */
        private static double stepDown(double most, double step) {
            return Double.isNaN(most) ? Double.POSITIVE_INFINITY : Math.max(0, Math.floor(most / step) * step);
        }

        boolean allows(double value) {
            return least <= value && value <= most;
        }
    }
}
