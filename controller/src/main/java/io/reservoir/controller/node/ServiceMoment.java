package io.reservoir.controller.node;

import io.reservoir.controller.decide.Question;
import io.reservoir.controller.plan.Situation;
import io.reservoir.dsl.program.Calculation;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;
import io.reservoir.model.sla.SlaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service at one moment, with all that decisions about it depend on: one can ask what would be decided if an input
 * were another.
 *
 * @param inputs in the order of the program
 */
public record ServiceMoment(
        CheckedService program,
        SlaClasses classes,
        Situation situation,
        List<Value> inputs,
        Circumstances circumstances) {
    /** The question about a variable if the inputs were those, in the order of the program. */
    public Question question(Variable variable, List<Value> assumed) {
        var calculation = new Calculation(program);
        calculation.take(assumed);
        var places = Inputs.of(variable, program);
        var cause = String.join("; ", unknown(places, assumed));
        var read = new ArrayList<NamedValue>();
        for (var i = 0; i < assumed.size(); i++) {
            read.add(new NamedValue(program.inputs().get(i).text(), assumed.get(i)));
        }
        var derived = new ArrayList<NamedValue>();
        for (var i = 0; i < program.indicators().size(); i++) {
            var indicator = program.indicators().get(i);
            derived.add(new NamedValue(indicator.text(), calculation.indicator(i, cause)));
        }
        var evaluation = new Evaluation(
                program.spec().id(),
                situation.now(),
                read,
                derived,
                calculation.candidates(variable, cause.isEmpty() ? "its formula has no value for these inputs" : cause),
                List.of());
        return new Decider(program, classes, situation, evaluation, circumstances).question(variable);
    }

    /** Why those of the inputs are unknown that are. */
    private static List<String> unknown(Inputs.Places places, List<Value> inputs) {
        return places.inputs().stream()
                .map(inputs::get)
                .flatMap(value -> value instanceof Value.Unknown(var cause) ? Stream.of(cause) : Stream.empty())
                .toList();
    }
}
