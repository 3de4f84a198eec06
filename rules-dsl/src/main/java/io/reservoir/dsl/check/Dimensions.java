package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term.Operator;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Units through operators: what is added or compared must agree, what is multiplied combines. */
final class Dimensions {
    private final Problems problems;

    Dimensions(Problems problems) {
        this.problems = problems;
    }

    /** How a sentence about two sides goes: {@code verb} left {@code joint} right, or the other way round. */
    record Words(String verb, String joint, boolean rightFirst) {
        String sentence(Type.Numeric left, Type.Numeric right) {
            var first = rightFirst ? right : left;
            var second = rightFirst ? left : right;
            return verb + " " + first.inWords() + " " + joint + " " + second.inWords();
        }
    }

    static Words words(Operator operator) {
        return switch (operator) {
            case PLUS -> new Words("cannot add", "to", true);
            case MINUS -> new Words("cannot subtract", "from", true);
            case REMAINDER -> new Words("cannot divide", "with a remainder by", false);
            case OR_ELSE -> new Words("cannot replace", "by", false);
            default -> new Words("cannot compare", "with", false);
        };
    }

    /** The type of two numbers that must be of one dimension. */
    Type agree(Typed left, Typed right, Span at, Words words) {
        if (!(left.type() instanceof Type.Numeric l) || !(right.type() instanceof Type.Numeric r)) {
            return Type.BROKEN;
        }
        if (l.dimension() != null && r.dimension() != null && !l.dimension().equals(r.dimension())) {
            problems.error(Code.DIMENSIONS, at, words.sentence(l, r));
            return Type.BROKEN;
        }
        if (lacksUnit(l, right) || lacksUnit(r, left)) {
            reportUnit(l.bare() ? left : right, l.bare() ? r.unit() : l.unit());
            return Type.BROKEN;
        }
        var concrete = l.dimension() == null ? r : l;
        return new Type.Numeric(concrete.dimension(), concrete.unit(), l.bare() && r.bare());
    }

    /** A bare literal beside something measured in ms or %: it is not for us to guess which was meant. */
    private static boolean lacksUnit(Type.Numeric bare, Typed other) {
        return bare.bare()
                && other.type() instanceof Type.Numeric(var dimension, var unit, var otherBare)
                && unit != null
                && unit.factor() != 1;
    }

    private void reportUnit(Typed bare, @Nullable Unit unit) {
        var symbol = unit == null ? "" : unit.symbol();
        var blank = symbol.equals("%") ? "" : " ";
        problems.error(
                Code.UNIT_MISSING,
                bare.written().span(),
                "this number needs its unit: the other side is in " + symbol,
                bare.written() instanceof Expression.Literal literal
                        ? "write `" + literal.quantity().number().toPlainString() + blank + symbol + "`"
                        : null);
    }

    /** The type of a product or quotient: any, where one side takes any. */
    Type scaled(Typed left, Typed right, boolean times) {
        if (!(left.type() instanceof Type.Numeric l) || !(right.type() instanceof Type.Numeric r)) {
            return Type.BROKEN;
        }
        if (l.dimension() == null || r.dimension() == null) {
            return new Type.Numeric(null, null, l.bare() && r.bare());
        }
        return Type.of(
                times ? l.dimension().times(r.dimension()) : l.dimension().per(r.dimension()));
    }
}
