package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;

/** {@code clamp(x, least, most)}: `x`, brought between `least` and `most`, where `most` wins. */
public record Clamp() implements Function {
    private static final Max MAX = new Max();
    private static final Min MIN = new Min();

    @Override
    public String name() {
        return "clamp";
    }

    @Override
    public String parameters() {
        return "x, least, most";
    }

    @Override
    public String summary() {
        return "`x`, brought between `least` and `most`, where `most` wins";
    }

    @Override
    public String example() {
        return "clamp(Users(C1) / 1000, 2, 8)";
    }

    @Override
    public int leastArguments() {
        return 3;
    }

    @Override
    public int mostArguments() {
        return 3;
    }

    @Override
    public void apply(Cells stack, int at, int count) {
        MAX.apply(stack, at, 2);
        stack.copy(at + 1, stack, at + 2);
        MIN.apply(stack, at, 2);
    }
}
