package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;

/** No value at all, such as a bound outside its calendar has. Authors cannot write it. */
public record Nothing() implements Function {
    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public String parameters() {
        return "";
    }

    @Override
    public String summary() {
        return "no value";
    }

    @Override
    public String example() {
        return "";
    }

    @Override
    public int leastArguments() {
        return 0;
    }

    @Override
    public int mostArguments() {
        return 0;
    }

    @Override
    public void apply(Cells stack, int at, int count) {
        stack.setUnknown(at);
    }
}
