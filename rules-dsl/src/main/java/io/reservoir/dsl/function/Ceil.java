package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;

/** {@code ceil(x)}: the least whole number that is not less than `x`. */
public record Ceil() implements Function {
    @Override
    public String name() {
        return "ceil";
    }

    @Override
    public String parameters() {
        return "x";
    }

    @Override
    public String summary() {
        return "the least whole number that is not less than `x`";
    }

    @Override
    public String example() {
        return "ceil(Users(C1) / 1000)";
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
        stack.set(at, Math.ceil(stack.number(at)), stack.mark(at));
    }
}
