package io.reservoir.controller.simulation;

import io.reservoir.controller.simulation.Step.Mode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong at one step of a run, at its {@code occurrence}-th time; and which steps there were. */
final class Failpoint {
    private final @Nullable Step step;
    private final @Nullable Mode mode;
    private final int occurrence;
    private final Map<Step, Integer> reached = new HashMap<>();
    private boolean struck;

    Failpoint(@Nullable Step step, @Nullable Mode mode, int occurrence) {
        this.step = step;
        this.mode = mode;
        this.occurrence = occurrence;
    }

    /** Nothing goes wrong: the steps are counted only. */
    static Failpoint none() {
        return new Failpoint(null, null, 0);
    }

    @Nullable
    Mode reached(Method method, @Nullable Object[] arguments) {
        List<Step> steps = new ArrayList<>(Step.of(method, arguments));
        var hit = false;
        for (var one : steps) {
            var times = reached.merge(one, 1, Integer::sum);
            hit |= one.equals(step) && times == occurrence;
        }
        struck |= hit;
        return hit ? mode : null;
    }

    boolean hasStruck() {
        return struck;
    }

    Map<Step, Integer> reached() {
        return reached;
    }
}
