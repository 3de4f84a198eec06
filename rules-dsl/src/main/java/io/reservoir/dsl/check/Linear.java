package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Term;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sum of quantities, each times a factor, and a constant: {@code 2 * Users(C1) + 3}. What is no sum is a quantity of
 * its own.
 *
 * @param parts by the text of the quantity, so that the same sum is the same however it is written
 */
record Linear(SortedMap<String, Part> parts, double constant) {
    /** Factors that differ by less cancel out: numbers have exponents from -9 to 9, and products of a few of them. */
    private static final double NOTHING = 1e-30;

    /** A quantity and what it is multiplied by. */
    record Part(Term quantity, double factor) {}

    static Linear of(Term term, Program program) {
        if (Program.isConstant(term)) {
            return new Linear(new TreeMap<>(), program.constantValue(term).orNaN());
        }
        if (term instanceof Term.Negate(var operand)) {
            return of(operand, program).times(-1);
        }
        if (term instanceof Term.Binary(var operator, var left, var right)) {
            switch (operator) {
                case PLUS -> {
                    return of(left, program).plus(of(right, program));
                }
                case MINUS -> {
                    return of(left, program).plus(of(right, program).times(-1));
                }
                case TIMES -> {
                    if (Program.isConstant(left) || Program.isConstant(right)) {
                        var constant = Program.isConstant(left) ? left : right;
                        var other = constant.equals(left) ? right : left;
                        return of(other, program)
                                .times(program.constantValue(constant).orNaN());
                    }
                }
                case DIVIDE -> {
                    if (Program.isConstant(right)) {
                        return of(left, program)
                                .times(1 / program.constantValue(right).orNaN());
                    }
                }
                default -> {}
            }
        }
        var parts = new TreeMap<String, Part>();
        parts.put(program.text(term), new Part(term, 1));
        return new Linear(parts, 0);
    }

    Linear plus(Linear other) {
        var sum = new TreeMap<>(parts);
        other.parts.forEach((text, part) -> sum.merge(text, part, (a, b) -> new Part(a.quantity, a.factor + b.factor)));
        sum.values().removeIf(part -> Math.abs(part.factor) < NOTHING);
        return new Linear(sum, constant + other.constant);
    }

    Linear times(double factor) {
        var product = new TreeMap<String, Part>();
        parts.forEach((text, part) -> product.put(text, new Part(part.quantity, part.factor * factor)));
        product.values().removeIf(part -> Math.abs(part.factor) < NOTHING);
        return new Linear(product, constant * factor);
    }
}
