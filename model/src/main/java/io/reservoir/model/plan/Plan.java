package io.reservoir.model.plan;

import java.util.List;

/**
 * What is to be done for one service, in order.
 *
 * @param notes what the planner wanted and could not do, a sentence each
 */
public record Plan(List<Step> steps, List<String> notes) {
    public static final Plan NOTHING = new Plan(List.of(), List.of());

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
