package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * One service as its rules see it: a row of inputs, of effective values of indicators, and of what was told of each
 * statement, beside the constants that its author wrote. Sessions write inputs and indicators, rules the rest.
 *
 * <p>Around the raw value that was told of an assignment lies its <i>quiet interval</i>: as long as the raw value stays
 * within, there is nothing new to tell. Just told, it is that one number; who decides widens it to all numbers for which
 * he would decide the same.
 */
public final class ServiceFact {
    /** What is told of each assignment, side by side in {@link #outputs}. */
    public enum Part {
        RAW(0),
        GUARD(1),
        MIN(2),
        MAX(3);

        private static final int COUNT = values().length;

        private final int offset;

        Part(int offset) {
            this.offset = offset;
        }
    }

    private static final int[] NONE = {};

    private final Cells inputs;
    private final Cells indicators;
    private final Cells constants;
    private final Cells outputs;
    private final Cells stack;

    /** Ends of the quiet interval of each assignment, side by side. */
    private final double[] quiet;

    /** Statements that have fired: indicators count from 0, assignments follow. */
    private final BitSet fired;

    private boolean news;
    private @Nullable String fault;

    @Nullable
    FactHandle handle;

    /** @param stack room for the evaluation of any formula; facts of one session share it */
    ServiceFact(CheckedService program, Cells stack) {
        int assignments = program.assignments().size();
        inputs = new Cells(program.inputs().size());
        indicators = new Cells(program.indicators().size());
        outputs = new Cells(assignments * Part.COUNT + indicators.size());
        constants = program.constantCells();
        this.stack = stack;
        quiet = new double[2 * assignments];
        fired = new BitSet(indicators.size() + assignments);
    }

    /** The cell of {@link #outputs} that holds a part of an assignment. */
    public static int cell(int assignment, Part part) {
        return assignment * Part.COUNT + part.offset;
    }

    public Cells inputs() {
        return inputs;
    }

    public Cells indicators() {
        return indicators;
    }

    public Cells constants() {
        return constants;
    }

    /** What was told last of each assignment; after them, of each indicator. */
    public Cells outputs() {
        return outputs;
    }

    Cells stack() {
        return stack;
    }

    /**
     * Keeps an assignment quiet while its raw value is from {@code low} to {@code high}, both included, until it is
     * told anew. What was told lies within, whatever is asked for.
     */
    public void keepQuiet(int assignment, double low, double high) {
        double told = outputs.number(cell(assignment, Part.RAW));
        quiet[2 * assignment] = Math.min(low, told);
        quiet[2 * assignment + 1] = Math.max(high, told);
    }

    boolean isQuiet(int assignment, double raw) {
        return raw >= quiet[2 * assignment] && raw <= quiet[2 * assignment + 1];
    }

    /** The quiet interval of an assignment that was just told is its raw value. */
    void noteTold(int assignment) {
        double told = outputs.number(cell(assignment, Part.RAW));
        quiet[2 * assignment] = told;
        quiet[2 * assignment + 1] = told;
    }

    /** True if what is known of an indicator is as much as was told. */
    boolean isTold(int indicator) {
        return outputs.mark(cellOfIndicator(indicator)) == indicators.mark(indicator);
    }

    void tell(int indicator) {
        outputs.copy(cellOfIndicator(indicator), indicators, indicator);
    }

    private int cellOfIndicator(int indicator) {
        return outputs.size() - indicators.size() + indicator;
    }

    void noteFired(int statement) {
        fired.set(statement);
        news = true;
    }

    /** True if rules have fired since {@link #takeFired}. */
    public boolean hasNews() {
        return news;
    }

    /** The statements that have fired since the last call, indicators from 0, assignments after them. */
    public int[] takeFired() {
        if (!news) {
            return NONE;
        }
        var taken = new int[fired.cardinality()];
        for (int i = 0, next = fired.nextSetBit(0); next >= 0; i++, next = fired.nextSetBit(next + 1)) {
            taken[i] = next;
        }
        fired.clear();
        news = false;
        return taken;
    }

    /** Why the rules of this service can no longer be trusted; null as long as they can. */
    public @Nullable String fault() {
        return fault;
    }

    void fail(String statement, RuntimeException why) {
        if (fault == null) {
            fault = "statement " + statement + " failed: " + why;
        }
    }
}
