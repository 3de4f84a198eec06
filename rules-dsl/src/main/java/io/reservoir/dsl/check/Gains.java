package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** By how much what {@code prev} reads comes back in the next value of each indicator, through other indicators too. */
final class Gains {
    private final Program program;
    private final List<Map<Key, Gain>> all = new ArrayList<>();

    Gains(Program program, List<Indicator> indicators) {
        this.program = program;
        indicators.forEach(indicator -> all.add(of(indicator.value().root())));
    }

    /** The gains of the indicator of that index, by the indicators whose earlier value goes into it. */
    Map<Key, Gain> of(int indicator) {
        return all.get(indicator);
    }

    private Map<Key, Gain> of(Term term) {
        return switch (term) {
            case Term.Constant constant -> Map.of();
            case Term.Read(var input) ->
                program.input(input) instanceof Input.Previous(var name, var component)
                        ? Map.of(new Key(name, component), Gain.ONE)
                        : Map.of();
            case Term.Derived(var index) -> all.get(index);
            case Term.Negate(var operand) -> times(of(operand), new Gain(-1, true));
            case Term.Not not -> Map.of();
            case Term.Binary(var operator, var left, var right) ->
                switch (operator) {
                    case PLUS -> both(of(left), of(right), Gain::plus);
                    case MINUS -> both(of(left), times(of(right), new Gain(-1, true)), Gain::plus);
                    case TIMES -> both(times(of(left), factor(right)), times(of(right), factor(left)), Gain::plus);
                    case DIVIDE -> both(times(of(left), divisor(right)), times(of(right), Gain.UNBOUNDED), Gain::plus);
                    case REMAINDER -> remainder(left, right);
                    case OR_ELSE -> both(bounded(of(left)), bounded(of(right)), Gain::or);
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Map.of();
                };
            case Term.Choose(var condition, var then, var otherwise) ->
                both(bounded(of(then)), bounded(of(otherwise)), Gain::or);
            case Term.Call(var function, var arguments) -> call(arguments);
        };
    }

    /** No function over numbers makes a difference of its arguments greater: each picks or rounds one of them. */
    private Map<Key, Gain> call(List<Term> arguments) {
        Map<Key, Gain> gains = Map.of();
        for (var argument : arguments) {
            gains = both(gains, bounded(of(argument)), Gain::or);
        }
        return gains;
    }

    /** What is left of a division is no greater than either side; than a constant it is no greater for ever. */
    private Map<Key, Gain> remainder(Term left, Term right) {
        return Program.isConstant(right) ? Map.of() : bounded(of(left));
    }

    private Gain factor(Term term) {
        return Program.isConstant(term) ? new Gain(program.constantValue(term).orNaN(), true) : Gain.UNBOUNDED;
    }

    private Gain divisor(Term term) {
        return Program.isConstant(term)
                ? new Gain(1 / program.constantValue(term).orNaN(), true)
                : Gain.UNBOUNDED;
    }

    private static Map<Key, Gain> bounded(Map<Key, Gain> gains) {
        return times(gains, new Gain(1, false));
    }

    private static Map<Key, Gain> times(Map<Key, Gain> gains, Gain factor) {
        var all = new LinkedHashMap<Key, Gain>();
        gains.forEach((key, gain) -> all.put(key, gain.times(factor)));
        return all;
    }

    private static Map<Key, Gain> both(Map<Key, Gain> one, Map<Key, Gain> other, BinaryOperator<Gain> together) {
        var all = new LinkedHashMap<>(one);
        other.forEach((key, gain) -> all.merge(key, gain, together));
        return all;
    }
}
