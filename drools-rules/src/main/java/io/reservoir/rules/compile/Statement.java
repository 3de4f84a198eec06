package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.model.decision.Source;
import io.reservoir.rules.compile.ServiceFact.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rule of one statement does to a fact. Both methods are pure functions of the fact's cells, and {@code
 * tell} makes {@code isDue} false: that is why rules come to rest.
 */
sealed interface Statement {
    /** The statements of a program: indicators in topological order, assignments in that of the text. */
    static List<Statement> of(CheckedService program) {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < program.indicators().size(); i++) {
            statements.add(new Indicating(program.indicators().get(i), i));
        }
        for (int i = 0; i < program.assignments().size(); i++) {
            statements.add(new Assigning(program.assignments().get(i), i));
        }
        return statements;
    }

    String id();

    Source source();

    /** The statement without its constants. */
    String canonical();

    /** The inputs that it depends on, directly or through indicators. */
    BitSet inputs(CheckedService program);

    /** True if what the statement says is other than what was told, by more than may be kept quiet. */
    boolean isDue(ServiceFact fact);

    /** Makes what is told what the statement says. */
    void tell(ServiceFact fact);

    /**
     * An indicator: the greater of what is measured and what is derived. It has no action of its own, so there is
     * something to tell only when its value becomes known, unknown or a lower bound.
     */
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
        public BitSet inputs(CheckedService program) {
            return Reads.of(indicator).inputsThroughIndicators(program);
        }

        @Override
        public boolean isDue(ServiceFact fact) {
            return !fact.isTold(index);
        }

        @Override
        public void tell(ServiceFact fact) {
            fact.tell(index);
        }

        /** Works the indicator out from what it reads; indicators before it are worked out already. */
        void derive(ServiceFact fact) {
            indicator.evaluate(fact.inputs(), fact.indicators(), fact.constants(), fact.stack());
            fact.indicators().copy(index, fact.stack(), 0);
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
        public BitSet inputs(CheckedService program) {
            return Reads.of(assignment.value(), assignment.guard(), assignment.min(), assignment.max())
                    .inputsThroughIndicators(program);
        }

        @Override
        public boolean isDue(ServiceFact fact) {
            return isLoud(fact)
                    || differs(fact, Part.GUARD, assignment.guard())
                    || differs(fact, Part.MIN, assignment.min())
                    || differs(fact, Part.MAX, assignment.max());
        }

        private boolean isLoud(ServiceFact fact) {
            evaluate(fact, assignment.value());
            var now = fact.stack().mark(0);
            return now != fact.outputs().mark(ServiceFact.cell(index, Part.RAW))
                    || (now != Cells.Mark.UNKNOWN
                            && !fact.isQuiet(index, fact.stack().number(0)));
        }

        private boolean differs(ServiceFact fact, Part part, @Nullable Formula formula) {
            if (formula == null) {
                return false;
            }
            evaluate(fact, formula);
            return !fact.outputs().isSame(ServiceFact.cell(index, part), fact.stack(), 0);
        }

        @Override
        public void tell(ServiceFact fact) {
            set(fact, Part.RAW, assignment.value());
            set(fact, Part.GUARD, assignment.guard());
            set(fact, Part.MIN, assignment.min());
            set(fact, Part.MAX, assignment.max());
            fact.noteTold(index);
        }

        private void set(ServiceFact fact, Part part, @Nullable Formula formula) {
            if (formula != null) {
                evaluate(fact, formula);
                fact.outputs().copy(ServiceFact.cell(index, part), fact.stack(), 0);
            }
        }

        private static void evaluate(ServiceFact fact, Formula formula) {
            formula.evaluate(fact.inputs(), fact.indicators(), fact.constants(), fact.stack());
        }
    }
}
