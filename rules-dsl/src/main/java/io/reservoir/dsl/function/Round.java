package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;

/** {@code round(x)}: the nearest whole number, halves upwards. */
public record Round() implements Function {
    @Override
    public String name() {
        return "round";
    }

    @Override
    public String parameters() {
        return "x";
    }

    @Override
    public String summary() {
        return "the nearest whole number, halves upwards";
    }

    @Override
    public String example() {
        return "round(Users(C1) / 1000)";
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
        stack.set(at, halfUp(stack.number(at)), stack.mark(at));
    }

    /** Not {@code floor(x + 0.5)}, which rounds 0.49999999999999994 up. */
    private static double halfUp(double number) {
        var below = Math.floor(number);
        return number - below >= 0.5 ? below + 1 : below;
    }
}
