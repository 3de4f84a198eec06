package io.reservoir.controller.api.view;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a variable stands after the last evaluation, whether that changed anything or not.
 *
 * @param variable such as {@code Replicas(C1)}
 * @param because the stage that decided, in a sentence
 * @param statement the statement that it follows from, where there is one
 */
public record VariableView(
        String variable,
        String component,
        Instant at,
        double from,
        double target,
        double unmet,
        Authority authority,
        String because,
        @Nullable SourceView statement,
        List<InputView> inputs) {
    public static VariableView of(Decision decision) {
        return new VariableView(
                decision.variable().toString(),
                decision.variable().component(),
                decision.at(),
                decision.from(),
                decision.target(),
                decision.unmet(),
                decision.authority(),
                decision.because(),
                SourceView.of(decision.source()),
                InputView.of(decision.inputs()));
    }
}
