package io.reservoir.dsl.check;

import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.ReplicaBounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The least and the most that a target can be, whatever is measured and at any time; NaN, which is neither above nor
 * below anything, where only readings tell.
 */
record Extent(double least, double most) {
    /** How many replicas a component has under all its rules. */
    static Extent of(String component, Draft draft) {
        var extents = draft.targets().stream()
                .filter(target -> target.assignment().target().equals(Variable.replicas(component)))
                .map(target -> of(target, draft))
                .toList();
        var written = draft.bounds(component);
        return extents.stream()
                .reduce((a, b) -> new Extent(Math.min(a.least, b.least), Math.max(a.most, b.most)))
                .orElse(new Extent(written.minOrDefault(), written.maxOrDefault()));
    }

    /** What one statement can set: between its own bounds, else between the component's. */
    static Extent of(CheckedTarget target, Draft draft) {
        var component = componentBounds(target, draft);
        var replicas = target.assignment().target().kind() == Variable.Kind.REPLICAS;
        var followed = target.followed();
        var least = replicas ? component.minOrDefault() : 0;
        var most = replicas ? component.maxOrDefault() : Double.POSITIVE_INFINITY;
        return new Extent(
                followed.minSpan() == null ? least : bound(followed.mins(), least, true, draft.program()),
                followed.maxSpan() == null ? most : bound(followed.maxes(), most, false, draft.program()));
    }

    /** What the component says of the quantity that a statement sets; nothing where it sets CPUs or memory. */
    static ReplicaBounds componentBounds(CheckedTarget target, Draft draft) {
        return target.assignment().target().kind() == Variable.Kind.REPLICAS
                ? draft.bounds(target.place().component())
                : ReplicaBounds.UNWRITTEN;
    }

    /** One that always holds counts alone: those of calendars are stricter. Without it, the loosest of all counts. */
    private static double bound(List<BoundTerms.Timed> written, double otherwise, boolean least, Program program) {
        var always = written.stream().filter(bound -> bound.during() == null).findFirst();
        if (always.isPresent()) {
            return value(always.get(), program);
        }
        return written.stream()
                .mapToDouble(bound -> value(bound, program))
                .reduce(written.isEmpty() ? Double.NaN : otherwise, (a, b) -> least ? Math.min(a, b) : Math.max(a, b));
    }

    /** The bound as a number, NaN where it depends on readings. */
    static double value(BoundTerms.@Nullable Timed bound, Program program) {
        return bound == null ? Double.NaN : program.constantValue(bound.bound()).orNaN();
    }
}
