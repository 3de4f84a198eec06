package io.reservoir.controller.api.view;

import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.reading.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement read.
 *
 * @param value the number, in base units; absent where nothing is known
 * @param cause why it is unknown, or only a lower bound; absent where it is known
 * @param samples the samples that it rests on, absent where it was read through no window
 */
public record InputView(
        String name,
        Knowledge knowledge,
        @Nullable Double value,
        @Nullable String cause,
        @Nullable BasisView samples) {
    /** How much is known of a value. */
    public enum Knowledge {
        KNOWN,
        AT_LEAST,
        UNKNOWN
    }

    public static InputView of(NamedValue input) {
        var samples = BasisView.of(input.basis());
        return switch (input.value()) {
            case Value.Known known -> new InputView(input.name(), Knowledge.KNOWN, known.number(), null, samples);
            case Value.AtLeast bound ->
                new InputView(input.name(), Knowledge.AT_LEAST, bound.number(), bound.cause(), samples);
            case Value.Unknown unknown ->
                new InputView(input.name(), Knowledge.UNKNOWN, null, unknown.cause(), samples);
        };
    }

    public static List<InputView> of(List<NamedValue> inputs) {
        return inputs.stream().map(InputView::of).toList();
    }
}
