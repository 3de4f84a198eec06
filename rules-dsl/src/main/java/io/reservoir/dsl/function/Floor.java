package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;

/** {@code floor(x)}: the greatest whole number that is not greater than `x`. */
public record Floor() implements Function {
    @Override
    public String name() {
        return "floor";
    }

    @Override
    public String parameters() {
        return "x";
    }

    @Override
    public String summary() {
        return "the greatest whole number that is not greater than `x`";
    }

    @Override
    public String example() {
        return "floor(Users(C1) / 1000)";
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
        stack.set(at, Math.floor(stack.number(at)), stack.mark(at));
    }
}
