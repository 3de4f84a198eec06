package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.unit.Dimension;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What may stand on the right side of {@code Replicas}, {@code CPU} and {@code Memory}, and in their bounds. */
final class Targets {
    private static final double MEBIBYTE = 0x1p20;

    private final Formulas formulas;
    private final Measures measures;
    private final Problems problems;

    Targets(Formulas formulas, Measures measures, Problems problems) {
        this.formulas = formulas;
        this.measures = measures;
        this.problems = problems;
    }

    /** The formula of a target or of its bound; null, with an error, where it cannot be one. */
    @Nullable
    Formula formula(Variable.Kind kind, Expression expression, @Nullable Duration window) {
        var typed = formulas.number(expression, window);
        return typed.type() instanceof Type.Numeric number && fits(kind, typed, number)
                ? Formula.of(typed.term())
                : null;
    }

    private boolean fits(Variable.Kind kind, Typed typed, Type.Numeric number) {
        if (kind == Variable.Kind.MEMORY && number.bare()) {
            problems.error(
                    Code.UNIT_MISSING,
                    typed.written().span(),
                    "this amount of memory needs its unit",
                    "such as `512 MB` or `4 GiB`");
            return false;
        }
        if (number.dimension() == null || fits(kind, number.dimension())) {
            return true;
        }
        var memory = kind == Variable.Kind.MEMORY;
        problems.error(
                Code.DIMENSIONS,
                typed.written().span(),
                "`" + kind.word() + "` is " + (memory ? "a number of bytes" : "a plain number") + ", not "
                        + number.inWords(),
                memory ? null : "divide by what one VEE can take, such as `/ 500`");
        return false;
    }

    /** What each VEE gets may be written as a share, "per VEE"; how many VEEs there are may not. */
    private static boolean fits(Variable.Kind kind, Dimension dimension) {
        return switch (kind) {
            case REPLICAS -> dimension.equals(Dimension.NONE) || dimension.equals(Dimension.VEE);
            case CPU -> dimension.time() == 0 && dimension.data() == 0 && dimension.money() == 0;
            case MEMORY -> dimension.time() == 0 && dimension.data() == 1 && dimension.money() == 0;
        };
    }

    /** A constant amount of the quantity that is set, in base units; null, with an error, where it is none. */
    @Nullable
    Double constant(Variable.Kind kind, Quantity quantity) {
        var typed = formulas.number(new Expression.Literal(quantity.span(), quantity), null);
        if (!(typed.type() instanceof Type.Numeric type) || !fits(kind, typed, type)) {
            return null;
        }
        var number = measures.base(quantity);
        if (number != null && number < 0) {
            problems.error(Code.RANGE, quantity.span(), "this number cannot be negative");
            return null;
        }
        return number;
    }

    /** The least amount by which it makes sense to change. */
    double smallestStep(Variable.Kind kind) {
        return kind == Variable.Kind.MEMORY ? 256 * MEBIBYTE : 1;
    }
}
