package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Cells.Mark;

/** {@code abs(x)}: `x` without its sign. */
public record Abs() implements Function {
    @Override
    public String name() {
        return "abs";
    }

    @Override
    public String parameters() {
        return "x";
    }

    @Override
    public String summary() {
        return "`x` without its sign";
    }

    @Override
    public String example() {
        return "abs(Users(C1) - Users(C2))";
    }

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public int mostArguments() {
        return 1;
    }

    @Override
    public void apply(Cells stack, int at, int count) {
        var number = stack.number(at);
        var usable = stack.isKnown(at) || number >= 0;
        stack.set(at, Math.abs(number), usable ? stack.mark(at) : Mark.UNKNOWN);
    }
}
