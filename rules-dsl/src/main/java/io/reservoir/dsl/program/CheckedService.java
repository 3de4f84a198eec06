package io.reservoir.dsl.program;

import io.reservoir.model.service.ServiceSpec;
import java.util.List;

/**
 * A manifest without errors.
 *
 * @param inputs what formulas read: {@link Term.Read} is an index into it
 * @param indicators in topological order: each reads only inputs and earlier ones; {@link Term.Derived} is an index
 * @param constants numbers of the formulas, in base units: {@link Term.Constant} is an index into it
 * @param assignments those of whole components, in the order of the text
 * @param replicaTargets those of single replicas, in the order of the text
 * @param replicaPlacements where single replicas may run, in the order of the text
 */
public record CheckedService(
        ServiceSpec spec,
        List<Input> inputs,
        List<Double> constants,
        List<Indicator> indicators,
        List<Assignment> assignments,
        List<ReplicaTarget> replicaTargets,
        List<ReplicaPlacement> replicaPlacements) {

    /** A service without statements about single replicas. */
    public CheckedService(
            ServiceSpec spec,
            List<Input> inputs,
            List<Double> constants,
            List<Indicator> indicators,
            List<Assignment> assignments) {
        this(spec, inputs, constants, indicators, assignments, List.of(), List.of());
    }
}
