package io.reservoir.dsl.print;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.reading.Numbers;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Terms as text. Two terms are equal exactly if their canonical texts are. */
public final class TermText {
    private static final int LOOSEST = 0;
    private static final int TIGHTEST = 9;

    private final IntFunction<String> constant;
    private final IntFunction<String> read;
    private final IntFunction<String> derived;

    private TermText(IntFunction<String> constant, IntFunction<String> read, IntFunction<String> derived) {
        this.constant = constant;
        this.read = read;
        this.derived = derived;
    }

    /**
     * The text of a term with everything lifted that two services of one shape may differ in: constants are
     * {@code $0}, inputs {@code in0}, indicators {@code ind0}, by index; such as {@code in0 / $0}.
     */
    public static String canonical(Term term) {
        return new TermText(i -> "$" + i, i -> "in" + i, i -> "ind" + i).text(term, LOOSEST);
    }

    /** The canonical text with the constants in their places, exactly: the identity of a condition. */
    public static String exact(Term term, List<Double> constants) {
        return new TermText(i -> Double.toString(constants.get(i)), i -> "in" + i, i -> "ind" + i).text(term, LOOSEST);
    }

    /** The text of a term as a person reads it: names of inputs and indicators, and numbers in base units. */
    public static String readable(Term term, CheckedService program) {
        return new TermText(
                        i -> Numbers.plain(program.constants().get(i)),
                        i -> program.inputs().get(i).text(),
                        i -> {
                            var indicator = program.indicators().get(i);
                            return indicator.name() + "(" + indicator.component() + ")";
                        })
                .text(term, LOOSEST);
    }

    private String text(Term term, int surrounding) {
        return switch (term) {
            case Term.Constant(var index) -> constant.apply(index);
            case Term.Read(var index) -> read.apply(index);
            case Term.Derived(var index) -> derived.apply(index);
            case Term.Negate(var operand) -> enclosed("-" + text(operand, 8), 7, surrounding);
            case Term.Not(var operand) -> enclosed("not " + text(operand, 4), 3, surrounding);
            case Term.Binary(var operator, var left, var right) -> {
                var level = level(operator);
                var both = text(left, level) + " " + operator.sign() + " " + text(right, level + 1);
                yield enclosed(both, level, surrounding);
            }
            case Term.Choose(var condition, var then, var otherwise) ->
                enclosed(text(condition, 1) + " ? " + text(then, 1) + " : " + text(otherwise, 1), LOOSEST, surrounding);
            case Term.Call(var function, var arguments) -> function.name() + "(" + list(arguments) + ")";
        };
    }

    private String list(List<Term> terms) {
        return terms.stream().map(t -> text(t, LOOSEST)).collect(Collectors.joining(", "));
    }

    private static String enclosed(String text, int level, int surrounding) {
        return level < Math.min(surrounding, TIGHTEST) ? "(" + text + ")" : text;
    }

    private static int level(Term.Operator operator) {
        return switch (operator) {
            case OR_ELSE -> 1;
            case OR -> 2;
            case AND -> 3;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> 4;
            case PLUS, MINUS -> 5;
            case TIMES, DIVIDE, REMAINDER -> 6;
        };
    }
}
