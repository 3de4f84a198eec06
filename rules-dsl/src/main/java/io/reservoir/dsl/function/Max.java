package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Cells.Mark;

/** {@code max(a, b…)}: the greatest of its arguments; where some are unknown, a lower bound. */
public record Max() implements Function {
    @Override
    public String name() {
        return "max";
    }

    @Override
    public String parameters() {
        return "a, b…";
    }

    @Override
    public String summary() {
        return "the greatest of its arguments; where some are unknown, a lower bound";
    }

    @Override
    public String example() {
        return "max(RequestPerSecond(C1) / 500, Queue(C1) / 20)";
    }

    @Override
    public int leastArguments() {
        return 1;
    }

    @Override
    public int mostArguments() {
        return 16;
    }

    @Override
    public void apply(Cells stack, int at, int count) {
        var greatest = Double.NEGATIVE_INFINITY;
        var mark = Mark.KNOWN;
        for (var i = at; i < at + count; i++) {
            if (!stack.isUnknown(i)) {
                greatest = Math.max(greatest, stack.number(i));
            }
            mark = stack.isKnown(i) ? mark : Mark.AT_LEAST;
        }
        stack.set(at, greatest, mark);
    }
}
