package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.ServiceTest;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Hold;
import io.reservoir.model.service.ReplicaBounds;
import io.reservoir.model.sla.Objective;
import java.util.List;
import java.util.Map;

/**
 * A service whose statements have each been looked at, for the checks that look at several of them together. What has
 * a mistake is not in it, except for its statement.
 *
 * @param guards conditions under which statements hold
 * @param blocks of the components that could be read
 */
record Draft(
        List<Statement> statements,
        Declarations declared,
        Scope scope,
        Program program,
        Metrics metrics,
        List<Indicator> indicators,
        List<CheckedTarget> targets,
        List<Guard> guards,
        Map<String, ComponentChecker.Block> blocks,
        Placements placements,
        SlaBindings slas,
        List<Objective> objectives,
        List<Hold> holds,
        List<ServiceTest> tests) {

    /** What the block of a component says of its replicas. */
    ReplicaBounds bounds(String component) {
        var block = blocks.get(component);
        return block == null ? ReplicaBounds.UNWRITTEN : block.bounds();
    }

    /** False where more may be written of a component than is known here: elsewhere, or where it cannot be read. */
    boolean isWhole(String component) {
        return blocks.containsKey(component) && !declared.isRuleFile();
    }
}
