package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Term;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a formula reads directly, by index in its program. */
public record Reads(BitSet inputs, BitSet indicators) {
    /** What all of them read; null stands for no formula. */
    public static Reads of(@Nullable Formula... formulas) {
        var reads = new Reads(new BitSet(), new BitSet());
        for (var formula : formulas) {
            if (formula != null) {
                reads.collect(formula.root());
            }
        }
        return reads;
    }

    private void collect(Term term) {
        switch (term) {
            case Term.Constant _constant -> {}
            case Term.Read(var input) -> inputs.set(input);
            case Term.Derived(var indicator) -> indicators.set(indicator);
            case Term.Negate(var operand) -> collect(operand);
            case Term.Not(var operand) -> collect(operand);
            case Term.Binary(var _operator, var left, var right) -> {
                collect(left);
                collect(right);
            }
            case Term.Choose(var condition, var then, var otherwise) -> {
                collect(condition);
                collect(then);
                collect(otherwise);
            }
            case Term.Call(var _function, var arguments) -> arguments.forEach(this::collect);
        }
    }
}
