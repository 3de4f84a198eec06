package io.reservoir.rules.session;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.rules.compile.ServiceFact;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The effective values of a program's indicators after its last evaluation: what {@code prev} reads. */
final class PreviousIndicators {
    private final double[] numbers;
    private final List<String> names;

    PreviousIndicators(CheckedService program) {
        var isRead = program.inputs().stream().anyMatch(Input.Previous.class::isInstance);
        numbers = new double[isRead ? program.indicators().size() : 0];
        Arrays.fill(numbers, Double.NaN);
        names = program.indicators().stream()
                .map(indicator -> indicator.name() + "(" + indicator.component() + ")")
                .toList();
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
        return numbers[indicator];
    }

    List<RuleState.IndicatorState> state() {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new RuleState.IndicatorState(names.get(i), numbers[i]))
                .toList();
    }

    /** What is not named there is unknown. */
    void restore(List<RuleState.IndicatorState> states) {
        Arrays.fill(numbers, Double.NaN);
        for (var state : states) {
            int index = names.indexOf(state.name());
            if (index >= 0) {
                numbers[index] = state.value();
            }
        }
    }

    /** Keeps what a fact holds for the next evaluation. */
    void take(ServiceFact fact) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = fact.indicators().isKnown(i) ? fact.indicators().number(i) : Double.NaN;
        }
    }
}
