package io.reservoir.dsl.program;

import io.reservoir.model.money.Budget;
import io.reservoir.model.service.Calendar;
import io.reservoir.model.service.Hold;
import io.reservoir.model.service.ServiceSpec;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A manifest without errors.
 *
 * @param inputs what formulas read: {@link Term.Read} is an index into it
 * @param indicators in topological order: each reads only inputs and earlier ones; {@link Term.Derived} is an index
 * @param constants numbers of the formulas, in base units: {@link Term.Constant} is an index into it
 * @param assignments those of whole components, in the order of the text
 * @param replicaTargets those of single replicas, in the order of the text
 * @param replicaPlacements where single replicas may run, in the order of the text
 * @param calendars those that {@link Input.During} names
 * @param budget null where none is written
 */
public record CheckedService(
        ServiceSpec spec,
        List<Input> inputs,
        List<Double> constants,
        List<Indicator> indicators,
        List<Assignment> assignments,
        List<ReplicaTarget> replicaTargets,
        List<ReplicaPlacement> replicaPlacements,
        List<Calendar> calendars,
        List<Hold> holds,
        @Nullable Budget budget,
        List<MigrationRule> migrations,
        List<ServiceTest> tests) {

    /** How many cells of a stack the evaluation of any of its formulas needs, at least one. */
    public int stackDepth() {
        var ofIndicators = indicators.stream().map(Indicator::value);
        var ofAssignments = assignments.stream().flatMap(a -> Stream.of(a.value(), a.guard(), a.min(), a.max()));
        return Stream.concat(ofIndicators, ofAssignments)
                .mapToInt(formula -> formula == null ? 0 : formula.stackDepth())
                .reduce(1, Math::max);
    }

    /** The numbers that its author wrote, as cells. */
    public Cells constantCells() {
        var cells = new Cells(constants.size());
        for (var i = 0; i < constants.size(); i++) {
            cells.setKnown(i, constants.get(i));
        }
        return cells;
    }

    /** A service of which nothing else is written. */
    public CheckedService(
            ServiceSpec spec,
            List<Input> inputs,
            List<Double> constants,
            List<Indicator> indicators,
            List<Assignment> assignments) {
        this(
                spec,
                inputs,
                constants,
                indicators,
                assignments,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    /** The calendar of that name; asking for one that the checker did not see is a bug. */
    public Calendar calendar(String name) {
        return calendars.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(spec.id() + " has no calendar " + name));
    }
}
