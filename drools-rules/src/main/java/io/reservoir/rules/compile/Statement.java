package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.model.decision.Source;
import io.reservoir.rules.compile.ServiceFact.Part;
import org.jspecify.annotations.Nullable;

/**
 * What the rule of one statement does to a fact. Both methods are pure functions of the fact's cells, and {@code
 * settle} makes {@code isDue} false: that is why rules come to rest.
 */
sealed interface Statement {
    String id();

    Source source();

    /** The statement without its constants. */
    String canonical();

    /** True if what the statement says differs from what the fact holds. */
    boolean isDue(ServiceFact fact);

    /** Makes the fact hold what the statement says. */
    void settle(ServiceFact fact);

    /** An indicator: the greater of what is measured and what is derived. */
    record Indicating(Indicator indicator, int index) implements Statement {
        @Override
        public String id() {
            return indicator.id();
        }

        @Override
        public Source source() {
            return indicator.source();
        }

        @Override
        public String canonical() {
            return Canonical.of(indicator);
        }

        @Override
        public boolean isDue(ServiceFact fact) {
            evaluate(fact);
            return !same(fact.stack(), 0, fact.indicators(), index);
        }

        @Override
        public void settle(ServiceFact fact) {
            evaluate(fact);
            fact.indicators().copy(index, fact.stack(), 0);
        }

        private void evaluate(ServiceFact fact) {
            indicator.evaluate(fact.inputs(), fact.indicators(), fact.constants(), fact.stack());
        }
    }

    /** An assignment: its value, and those of its guard and bounds. */
    record Assigning(Assignment assignment, int index) implements Statement {
        @Override
        public String id() {
            return assignment.id();
        }

        @Override
        public Source source() {
            return assignment.source();
        }

        @Override
        public String canonical() {
            return Canonical.of(assignment);
        }

        @Override
        public boolean isDue(ServiceFact fact) {
            return differs(fact, Part.RAW, assignment.value())
                    || differs(fact, Part.GUARD, assignment.guard())
                    || differs(fact, Part.MIN, assignment.min())
                    || differs(fact, Part.MAX, assignment.max());
        }

        @Override
        public void settle(ServiceFact fact) {
            set(fact, Part.RAW, assignment.value());
            set(fact, Part.GUARD, assignment.guard());
            set(fact, Part.MIN, assignment.min());
            set(fact, Part.MAX, assignment.max());
        }

        private boolean differs(ServiceFact fact, Part part, @Nullable Formula formula) {
            if (formula == null) {
                return false;
            }
            formula.evaluate(fact.inputs(), fact.indicators(), fact.constants(), fact.stack());
            return !same(fact.stack(), 0, fact.outputs(), ServiceFact.cell(index, part));
        }

        private void set(ServiceFact fact, Part part, @Nullable Formula formula) {
            if (formula != null) {
                formula.evaluate(fact.inputs(), fact.indicators(), fact.constants(), fact.stack());
                fact.outputs().copy(ServiceFact.cell(index, part), fact.stack(), 0);
            }
        }
    }

    private static boolean same(Cells a, int cellOfA, Cells b, int cellOfB) {
        return a.mark(cellOfA) == b.mark(cellOfB)
                && Double.doubleToLongBits(a.number(cellOfA)) == Double.doubleToLongBits(b.number(cellOfB));
    }
}
