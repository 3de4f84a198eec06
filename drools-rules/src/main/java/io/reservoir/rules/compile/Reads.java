package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
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

    /** The inputs that these formulas depend on, directly or through indicators of their program. */
    BitSet inputsThroughIndicators(CheckedService program) {
        var all = (BitSet) inputs.clone();
        var seen = new BitSet();
        var open = (BitSet) indicators.clone();
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(0)) {
            seen.set(i);
            var read = of(program.indicators().get(i));
            all.or(read.inputs);
            open.or(read.indicators);
            open.andNot(seen);
        }
        return all;
    }

    /** What an indicator reads, its measured value included. */
    static Reads of(Indicator indicator) {
        var reads = of(indicator.value());
        var measured = indicator.measured();
        if (measured != null) {
            reads.inputs.set(measured);
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
