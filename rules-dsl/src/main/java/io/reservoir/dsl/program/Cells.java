package io.reservoir.dsl.program;

import io.reservoir.model.reading.Value;
import java.util.Arrays;

/**
 * A row of values without an object each: the inputs and indicators of a service, or the stack of an evaluation. All
 * cells are unknown at first. The cause of an unknown is not kept here: whoever explains looks at the inputs.
 */
public final class Cells {
    /** What is known of a cell, in the order of how much. */
    public enum Mark {
        UNKNOWN,
        AT_LEAST,
        KNOWN
    }

    private final double[] numbers;
    private final Mark[] marks;

    public Cells(int size) {
        numbers = new double[size];
        marks = new Mark[size];
        Arrays.fill(marks, Mark.UNKNOWN);
    }

    public int size() {
        return numbers.length;
    }

    public double number(int cell) {
        return numbers[cell];
    }

    public Mark mark(int cell) {
        return marks[cell];
    }

    public boolean isKnown(int cell) {
        return marks[cell] == Mark.KNOWN;
    }

    public boolean isUnknown(int cell) {
        return marks[cell] == Mark.UNKNOWN;
    }

    /** Puts a number there; one that is not finite is unknown, never zero. */
    public void set(int cell, double number, Mark mark) {
        if (mark == Mark.UNKNOWN || !Double.isFinite(number)) {
            setUnknown(cell);
        } else {
            numbers[cell] = number;
            marks[cell] = mark;
        }
    }

    public void setKnown(int cell, double number) {
        set(cell, number, Mark.KNOWN);
    }

    public void setUnknown(int cell) {
        numbers[cell] = 0;
        marks[cell] = Mark.UNKNOWN;
    }

    /** Takes over the value of a cell of another row; true if that changes anything. */
    public boolean copy(int cell, Cells from, int fromCell) {
        var same = marks[cell] == from.marks[fromCell]
                && Double.doubleToLongBits(numbers[cell]) == Double.doubleToLongBits(from.numbers[fromCell]);
        numbers[cell] = from.numbers[fromCell];
        marks[cell] = from.marks[fromCell];
        return !same;
    }

    /** The cell as a value; {@code cause} says why where it is not known. */
    public Value value(int cell, String cause) {
        return switch (mark(cell)) {
            case KNOWN -> new Value.Known(numbers[cell]);
            case AT_LEAST -> new Value.AtLeast(numbers[cell], cause);
            case UNKNOWN -> new Value.Unknown(cause);
        };
    }

    public void clear() {
        Arrays.fill(numbers, 0);
        Arrays.fill(marks, Mark.UNKNOWN);
    }
}
