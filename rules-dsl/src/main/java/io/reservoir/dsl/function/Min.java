package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Cells.Mark;

/** {@code min(a, b…)}: the least of its arguments; unknown where one of them is. */
public record Min() implements Function {
    @Override
    public String name() {
        return "min";
    }

    @Override
    public String parameters() {
        return "a, b…";
    }

    @Override
    public String summary() {
        return "the least of its arguments; unknown where one of them is";
    }

    @Override
    public String example() {
        return "min(Users(C1) / 1000, 8)";
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
        var least = Double.POSITIVE_INFINITY;
        var leastBound = Double.POSITIVE_INFINITY;
        for (var i = at; i < at + count; i++) {
            if (stack.isUnknown(i)) {
                stack.setUnknown(at);
                return;
            }
            if (stack.isKnown(i)) {
                least = Math.min(least, stack.number(i));
            } else {
                leastBound = Math.min(leastBound, stack.number(i));
            }
        }
        stack.set(at, Math.min(least, leastBound), least <= leastBound ? Mark.KNOWN : Mark.AT_LEAST);
    }
}
