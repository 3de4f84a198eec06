package io.reservoir.controller.node;

import io.reservoir.controller.decide.Pipeline;
import java.util.List;
import java.util.stream.Collectors;

/** Decisions as text, to the last bit, without where in the manifest their statements stand. */
final class Essence {
    private Essence() {}

    static String of(List<Pipeline.Answer> answers) {
        return answers.stream()
                .sorted((one, other) ->
                        one.decision().variable().compareTo(other.decision().variable()))
                .map(Essence::of)
                .collect(Collectors.joining("\n"));
    }

    private static String of(Pipeline.Answer answer) {
        var decision = answer.decision();
        var inputs = decision.inputs().stream()
                .map(input -> input.name() + "=" + input.value())
                .sorted()
                .toList();
        var source = decision.source() == null ? "none" : decision.source().text();
        return String.join(
                " | ",
                decision.variable().toString(),
                bits(decision.from()),
                bits(decision.target()),
                bits(decision.unmet()),
                decision.authority().toString(),
                source,
                inputs.toString(),
                decision.lines().toString(),
                decision.notices().toString(),
                answer.state().toString(),
                bits(answer.max()));
    }

    private static String bits(double number) {
        return Long.toHexString(Double.doubleToRawLongBits(number));
    }
}
