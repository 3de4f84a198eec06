package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.unit.Dimension;
import org.jspecify.annotations.Nullable;

/** Right sides that are one number, now and for ever. They take no part in the program. */
final class Constants {
    private final Formulas formulas;
    private final Program scratch;
    private final Problems problems;

    Constants(Formulas formulas, Program scratch, Problems problems) {
        this.formulas = formulas;
        this.scratch = scratch;
        this.problems = problems;
    }

    /** A constant of that dimension, in base units; null, with an error that begins with {@code what}, if it is none. */
    @Nullable
    Double number(Value value, Dimension dimension, String what, String example) {
        var typed = typed(value, what, example);
        if (typed == null || !(typed.type() instanceof Type.Numeric type)) {
            return null;
        }
        if (type.dimension() == null) {
            problems.error(
                    Code.UNIT_MISSING,
                    value.span(),
                    what + ": this number needs its unit",
                    "such as `" + example + "`");
            return null;
        }
        if (!type.dimension().equals(dimension)) {
            problems.error(
                    Code.DIMENSIONS, value.span(), what + ", not " + type.inWords(), "such as `" + example + "`");
            return null;
        }
        return number(typed, what);
    }

    /** A constant expression with its type; null, with an error, where it reads something or is no number. */
    @Nullable
    Typed typed(Value value, String what, String example) {
        return switch (value) {
            case Value.Domains domains -> {
                problems.error(Code.NOT_A_NUMBER, domains.span(), what, "such as `" + example + "`");
                yield null;
            }
            case Value.Formula(var expression) -> {
                if (!Mentions.isConstant(expression)) {
                    problems.error(
                            Code.NOT_CONSTANT,
                            expression.span(),
                            what + ": it does not depend on readings",
                            "such as `" + example + "`");
                    yield null;
                }
                yield formulas.number(expression, null);
            }
        };
    }

    @Nullable
    Double number(Typed typed, String what) {
        if (typed.isBroken()) {
            return null;
        }
        var number = scratch.constantValue(typed.term()).orNaN();
        if (Double.isNaN(number)) {
            problems.error(Code.NOT_CONSTANT, typed.written().span(), what + ", and this has no value");
            return null;
        }
        return number;
    }
}
