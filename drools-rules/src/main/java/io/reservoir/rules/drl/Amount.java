package io.reservoir.rules.drl;

import io.reservoir.dsl.function.Function;
import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.function.Nothing;
import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Cells.Mark;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A number as rules reckon with it: known, a lower bound, or unknown. What its methods do is what the operators of the
 * language do; a truth is 1 or 0.
 *
 * @param number in base units, 0 where it is unknown
 */
public record Amount(Mark mark, double number) {
    public static final Amount UNKNOWN = new Amount(Mark.UNKNOWN, 0);

    private static final Cells NO_CELLS = new Cells(0);

    /** The value in a cell. */
    public static Amount of(Cells cells, int cell) {
        return cells.isUnknown(cell) ? UNKNOWN : new Amount(cells.mark(cell), cells.number(cell));
    }

    /** A known number; one that is not finite is unknown. */
    public static Amount of(double number) {
        return Double.isFinite(number) ? new Amount(Mark.KNOWN, number) : UNKNOWN;
    }

    public Amount plus(Amount other) {
        return with(Term.Operator.PLUS, other);
    }

    public Amount minus(Amount other) {
        return with(Term.Operator.MINUS, other);
    }

    public Amount times(Amount other) {
        return with(Term.Operator.TIMES, other);
    }

    public Amount over(Amount other) {
        return with(Term.Operator.DIVIDE, other);
    }

    public Amount remainder(Amount other) {
        return with(Term.Operator.REMAINDER, other);
    }

    public Amount isLess(Amount other) {
        return with(Term.Operator.LESS, other);
    }

    public Amount isAtMost(Amount other) {
        return with(Term.Operator.LESS_OR_EQUAL, other);
    }

    public Amount isGreater(Amount other) {
        return with(Term.Operator.GREATER, other);
    }

    public Amount isAtLeast(Amount other) {
        return with(Term.Operator.GREATER_OR_EQUAL, other);
    }

    public Amount isEqual(Amount other) {
        return with(Term.Operator.EQUAL, other);
    }

    public Amount differs(Amount other) {
        return with(Term.Operator.NOT_EQUAL, other);
    }

    /** Three-valued. */
    public Amount both(Amount other) {
        return with(Term.Operator.AND, other);
    }

    /** Three-valued. */
    public Amount either(Amount other) {
        return with(Term.Operator.OR, other);
    }

    /** The other one where this one is unknown: {@code ??}. */
    public Amount orElse(Amount other) {
        return with(Term.Operator.OR_ELSE, other);
    }

    public Amount negative() {
        return result(new Term.Negate(new Term.Read(0)), this);
    }

    public Amount opposite() {
        return result(new Term.Not(new Term.Read(0)), this);
    }

    /** {@code condition ? then : otherwise}, this being the condition. */
    public Amount choose(Amount then, Amount otherwise) {
        return result(new Term.Choose(new Term.Read(0), new Term.Read(1), new Term.Read(2)), this, then, otherwise);
    }

    /** What a function of the language makes of its arguments. */
    static Amount call(String name, Amount... arguments) {
        Function function = name.equals(new Nothing().name())
                ? new Nothing()
                : Objects.requireNonNull(Functions.named(name), "no function " + name);
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            terms.add(new Term.Read(i));
        }
        return result(new Term.Call(function, terms), arguments);
    }

    /** The greater of what is measured and what is derived, this being the latter; the known one of the two. */
    Amount raisedTo(Amount measured) {
        if (measured.mark != Mark.KNOWN) {
            return this;
        }
        var stack = new Cells(1);
        stack.set(0, number, mark);
        Indicator.raise(stack, measured.number);
        return of(stack, 0);
    }

    private Amount with(Term.Operator operator, Amount other) {
        return result(new Term.Binary(operator, new Term.Read(0), new Term.Read(1)), this, other);
    }

    private static Amount result(Term term, Amount... operands) {
        var cells = new Cells(operands.length);
        for (int i = 0; i < operands.length; i++) {
            cells.set(i, operands[i].number, operands[i].mark);
        }
        var formula = Formula.of(term);
        var stack = new Cells(Math.max(1, formula.stackDepth()));
        formula.evaluate(cells, NO_CELLS, NO_CELLS, stack);
        return of(stack, 0);
    }

    @Override
    public String toString() {
        return switch (mark) {
            case KNOWN -> Double.toString(number);
            case AT_LEAST -> "at least " + number;
            case UNKNOWN -> "unknown";
        };
    }
}
