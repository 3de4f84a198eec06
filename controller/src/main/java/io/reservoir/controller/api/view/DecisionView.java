package io.reservoir.controller.api.view;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision with all that led to it.
 *
 * @param seq the ledger entry that it stands in
 * @param variable such as {@code Replicas(C1)}
 * @param because the stage that decided, in a sentence
 * @param statement the statement that it follows from, where there is one
 * @param stages one line for each stage, in their order
 */
public record DecisionView(
        long seq,
        String variable,
        String component,
        Instant at,
        double from,
        double target,
        double unmet,
        Authority authority,
        String because,
        @Nullable SourceView statement,
        List<InputView> inputs,
        List<StageView> stages,
        List<NoticeView> notices) {
    public static DecisionView of(long seq, Decision decision) {
        return new DecisionView(
                seq,
                decision.variable().toString(),
                decision.variable().component(),
                decision.at(),
                decision.from(),
                decision.target(),
                decision.unmet(),
                decision.authority(),
                decision.because(),
                SourceView.of(decision.source()),
                InputView.of(decision.inputs()),
                StageView.of(decision.lines()),
                NoticeView.of(decision.notices()));
    }
}
