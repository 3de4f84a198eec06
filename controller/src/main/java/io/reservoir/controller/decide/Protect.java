package io.reservoir.controller.decide;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;
import io.reservoir.rules.policy.Judgement;
import io.reservoir.rules.policy.Ruled;
import io.reservoir.rules.policy.Verdict;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policy before anything is proposed, by how the component stands: its SLA is protected by more headroom, alarms and
 * requests for migration are told, and so is that the load is over the contract. It leaves a line where a rule spoke.
 */
final class Protect implements Stage {
    static final String STAGE = "protection";

    /** However often headroom is doubled, a tenth of each replica serves. */
    private static final double MOST_HEADROOM = 0.9;

    @Override
    public Draft apply(Draft draft, Question question) {
        if (question.variable().kind() != Variable.Kind.REPLICAS) {
            return draft;
        }
        var oversight = question.oversight();
        var noticed = draft;
        for (var over : oversight.overContract()) {
            noticed = noticed.notice(Notice.Code.OVER_CONTRACT, question.variable() + ": " + over);
        }
        return switch (oversight.judge().judge(oversight.standing(), oversight.hosts(), null)) {
            case Judgement.Stuck<Verdict> stuck -> noticed.stuck(stuck.inWords(), question.current(), STAGE);
            case Judgement.Judged<Verdict>(var verdicts) -> heard(noticed, verdicts, question);
        };
    }

    private static Draft heard(Draft draft, List<Ruled<Verdict>> verdicts, Question question) {
        var told = draft;
        for (var ruled : verdicts) {
            told = switch (ruled.what()) {
                case Verdict.Alarm(var reason) -> told.notice(Notice.Code.POLICY_ALARM, text(question, reason, ruled));
                case Verdict.Migrate(var host, var reason) ->
                    told.notice(
                                    Notice.Code.MIGRATION_REQUESTED,
                                    text(question, "what runs on " + host + " should move: " + reason, ruled))
                            .overruled(told.overruling()
                                    .leaving(new Departure(host, reason + " (" + ruled.inWords() + ")")));
                case Verdict.Headroom headroom -> told;
                case Verdict.Prefer prefer -> told;
                case Verdict.Cap cap -> told;
                case Verdict.Veto veto -> told;
                case Verdict.Freeze freeze -> told;
            };
        }
        var greatest = verdicts.stream()
                .filter(ruled -> ruled.what() instanceof Verdict.Headroom)
                .max(Comparator.comparingDouble(Protect::factor))
                .orElse(null);
        return greatest == null ? told : withHeadroom(told, greatest);
    }

    private static String text(Question question, String what, Ruled<Verdict> ruled) {
        return question.variable() + ": " + what + " (" + ruled.inWords() + ")";
    }

    private static double factor(Ruled<Verdict> ruled) {
        return ruled.what() instanceof Verdict.Headroom(var factor, var reason) ? factor : 0;
    }

    /** The need with more headroom: x / (q · (1 − h)) with h times the factor. What is unknown stays as it is. */
    private static Draft withHeadroom(Draft draft, Ruled<Verdict> ruled) {
        var headroom = draft.policy().headroom();
        var raised = Math.min(MOST_HEADROOM, headroom * factor(ruled));
        var raw = raw(draft);
        if (raw == null || !(raised > headroom)) {
            return draft;
        }
        var need = raw / (1 - raised);
        var text = Draft.number(raised * 100) + " % of each replica stays free instead of "
                + Draft.number(headroom * 100) + " %, " + ruled.inWords() + ": "
                + ruled.what().reason();
        return need > draft.value()
                ? draft.by(Authority.SLA_PROTECTION).to(need, STAGE, text + ": " + Draft.number(need))
                : draft.line(STAGE, text);
    }

    /** What the leading statement asks for without headroom, null where that is not known. */
    private static @Nullable Double raw(Draft draft) {
        var chosen = draft.chosen();
        if (chosen == null || !(chosen.active() instanceof Value.Known)) {
            return null;
        }
        return switch (chosen.raw()) {
            case Value.Known(var number) -> number;
            case Value.AtLeast(var number, var cause) -> number;
            case Value.Unknown unknown -> null;
        };
    }
}
