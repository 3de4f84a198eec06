package io.reservoir.dsl.program;

import io.reservoir.model.reading.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

    /** A number that is not one where the cell is unknown: half of what a service holds is cells. */
    private final double[] numbers;

    /** Null as long as there has been no lower bound, which is nearly always. */
    private boolean @Nullable [] bounds;

    public Cells(int size) {
        numbers = new double[size];
        Arrays.fill(numbers, Double.NaN);
    }

    public int size() {
        return numbers.length;
    }

    /** The number, NaN where the cell is unknown. */
    public double number(int cell) {
        return numbers[cell];
    }

    public Mark mark(int cell) {
        if (isUnknown(cell)) {
            return Mark.UNKNOWN;
        }
        return isBound(cell) ? Mark.AT_LEAST : Mark.KNOWN;
    }

    public boolean isKnown(int cell) {
        return !isUnknown(cell) && !isBound(cell);
    }

    public boolean isUnknown(int cell) {
        return Double.isNaN(numbers[cell]);
    }

    private boolean isBound(int cell) {
        return bounds != null && bounds[cell];
    }

    /** Puts a number there; one that is not finite is unknown, never zero. */
    public void set(int cell, double number, Mark mark) {
        if (mark == Mark.UNKNOWN || !Double.isFinite(number)) {
            setUnknown(cell);
        } else {
            put(cell, number, mark == Mark.AT_LEAST);
        }
    }

    public void setKnown(int cell, double number) {
        put(cell, Double.isFinite(number) ? number : Double.NaN, false);
    }

    public void setUnknown(int cell) {
        put(cell, Double.NaN, false);
    }

    /** Takes over the value of a cell of another row. */
    public void copy(int cell, Cells from, int fromCell) {
        put(cell, from.numbers[fromCell], from.isBound(fromCell));
    }

    /** True if the value of a cell of another row is the same to the bit. */
    public boolean isSame(int cell, Cells other, int otherCell) {
        return Double.doubleToLongBits(numbers[cell]) == Double.doubleToLongBits(other.numbers[otherCell])
                && isBound(cell) == other.isBound(otherCell);
    }

    /** True if the cell is known and this is its number to the bit, or if it is unknown and this is not finite. */
    public boolean holds(int cell, double number) {
        return Double.isFinite(number)
                ? isKnown(cell) && Double.doubleToLongBits(numbers[cell]) == Double.doubleToLongBits(number)
                : isUnknown(cell);
    }

    private void put(int cell, double number, boolean bound) {
        numbers[cell] = number;
        if (bound && bounds == null) {
            bounds = new boolean[numbers.length];
        }
        if (bounds != null) {
            bounds[cell] = bound;
        }
    }

    /** The cell as a value; {@code cause} says why where it is not known. */
    public Value value(int cell, String cause) {
        return switch (mark(cell)) {
            case KNOWN -> new Value.Known(numbers[cell]);
            case AT_LEAST -> new Value.AtLeast(numbers[cell], cause);
            case UNKNOWN -> new Value.Unknown(cause);
        };
    }
}
