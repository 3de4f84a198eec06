package io.reservoir.controller.decide;

import io.reservoir.model.decision.Notice;
import java.time.Duration;

/**
 * Watches {@code within D}: a size that was wanted for as long as that must be there. It changes nothing; somebody is
 * told when it is not. The time counts from the wish on, whatever else delays it.
 */
final class Deadline implements Stage {
    private static final String STAGE = "deadline";

    @Override
    public Draft apply(Draft draft, Question question) {
        var within = draft.policy().within();
        return within == null ? draft : watched(draft, question, within);
    }

    private static Draft watched(Draft draft, Question question, Duration within) {
        var results = History.extended(question.state().results(), question.now(), draft.rounded(), within);
        var start = question.now().minus(within);
        if (results.getFirst().from().isAfter(start)) {
            return draft.line(STAGE, "not yet due");
        }
        var wanted = History.within(results, question.now(), within).min().orElse(draft.rounded());
        var there = question.inPlace();
        if (there >= wanted) {
            return draft.line(STAGE, Draft.number(wanted) + " are there");
        }
        var text = Draft.number(wanted) + " wanted for " + Stabilise.words(within) + " and more, " + Draft.number(there)
                + " are there";
        return draft.notice(Notice.Code.DEADLINE_MISSED, question.variable() + ": " + text)
                .line(STAGE, text);
    }
}
