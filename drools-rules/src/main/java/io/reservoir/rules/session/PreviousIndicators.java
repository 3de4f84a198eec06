package io.reservoir.rules.session;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.Input;
import io.reservoir.rules.compile.ServiceFact;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The effective values of a program's indicators after its last evaluation, and after the one before it, at an earlier
 * time: that is what {@code prev} reads. Nothing is kept for a program that does not read them.
 */
final class PreviousIndicators {
    private final double[] before;
    private final double[] last;
    private final List<String> names;

    PreviousIndicators(CheckedService program) {
        var isRead = program.inputs().stream().anyMatch(Input.Previous.class::isInstance);
        names = isRead ? program.indicators().stream().map(Indicator::text).toList() : List.of();
        before = new double[names.size()];
        last = new double[names.size()];
        Arrays.fill(before, Double.NaN);
        Arrays.fill(last, Double.NaN);
    }

    /** Where an indicator stands in the program. */
    static int index(Input.Previous input, CheckedService program) {
        for (int i = 0; i < program.indicators().size(); i++) {
            var indicator = program.indicators().get(i);
            if (indicator.name().equals(input.indicator())
                    && indicator.component().equals(input.component())) {
                return i;
            }
        }
        throw new IllegalArgumentException("not an indicator of this program: " + input.text());
    }

    /** The number, NaN where it was unknown or there was no evaluation. */
    double number(int indicator) {
        return before[indicator];
    }

    List<RuleState.IndicatorState> state() {
        return IntStream.range(0, last.length)
                .mapToObj(i -> new RuleState.IndicatorState(names.get(i), last[i], before[i]))
                .toList();
    }

    /** What is not named there is unknown. */
    void restore(List<RuleState.IndicatorState> states) {
        Arrays.fill(last, Double.NaN);
        Arrays.fill(before, Double.NaN);
        for (var state : states) {
            int index = names.indexOf(state.name());
            if (index >= 0) {
                last[index] = state.value();
                before[index] = state.before();
            }
        }
    }

    /** An evaluation at a later time begins. */
    void shift() {
        System.arraycopy(last, 0, before, 0, last.length);
    }

    /** Keeps what a fact holds after an evaluation. */
    void take(ServiceFact fact) {
        for (int i = 0; i < last.length; i++) {
            last[i] = fact.indicators().isKnown(i) ? fact.indicators().number(i) : Double.NaN;
        }
    }
}
