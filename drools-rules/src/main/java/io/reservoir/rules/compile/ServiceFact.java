package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * One service as its rules see it: a row of inputs, of effective values of indicators and of values of assignments,
 * beside the constants that its author wrote. Sessions write the inputs, rules the rest.
 */
public final class ServiceFact {
    /** What is kept of each assignment, side by side in {@link #outputs}. */
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

    private final int[] fired;
    private final boolean[] hasFired;
    private int firedCount;

    private int run;
    private int firings;
    private @Nullable String fault;

    @Nullable
    FactHandle handle;

    /** @param stack room for the evaluation of any formula; facts of one session share it */
    ServiceFact(CheckedService program, Cells stack) {
        inputs = new Cells(program.inputs().size());
        indicators = new Cells(program.indicators().size());
        outputs = new Cells(program.assignments().size() * Part.COUNT);
        constants = new Cells(program.constants().size());
        for (int i = 0; i < constants.size(); i++) {
            constants.setKnown(i, program.constants().get(i));
        }
        this.stack = stack;
        int statements = program.indicators().size() + program.assignments().size();
        fired = new int[statements];
        hasFired = new boolean[statements];
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

    public Cells outputs() {
        return outputs;
    }

    Cells stack() {
        return stack;
    }

    /** Notes that the rule of a statement has fired: indicators count from 0, assignments follow. */
    void noteFired(int statement) {
        if (!hasFired[statement]) {
            hasFired[statement] = true;
            fired[firedCount++] = statement;
        }
    }

    /** The statements that have fired since the last call, each once, in the order of their first firing. */
    public int[] takeFired() {
        if (firedCount == 0) {
            return NONE;
        }
        var taken = Arrays.copyOf(fired, firedCount);
        for (int statement : taken) {
            hasFired[statement] = false;
        }
        firedCount = 0;
        return taken;
    }

    /** Why the rules of this service can no longer be trusted; null as long as they can. */
    public @Nullable String fault() {
        return fault;
    }

    void fail(String why) {
        if (fault == null) {
            fault = why;
        }
    }

    /** Counts a firing of this service's rules within one run of the engine; false if that is one too many. */
    boolean mayFire(int inRun, int limit) {
        if (fault != null) {
            return false;
        }
        if (run != inRun) {
            run = inRun;
            firings = 0;
        }
        if (firings == limit) {
            fail("its rules did not come to rest within " + limit + " firings");
            return false;
        }
        firings++;
        return true;
    }
}
