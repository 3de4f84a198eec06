package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.program.Term.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes conditions apart into cases: a condition holds where one of its cases does, and a case says of some quantities
 * between which numbers they lie. Where there is no case left, a condition cannot hold.
 */
final class Cases {
    private static final int MOST_CASES = 64;

    /** A case that says nothing and so is always possible. */
    private static final Map<String, Range> ANYTHING = Map.of();

    private final Program program;
    private final Function<Term, Range> possible;
    private final Map<String, Term> quantities = new HashMap<>();
    private final Set<String> clashes = new LinkedHashSet<>();

    /** @param possible between which numbers a quantity lies whatever happens */
    Cases(Program program, Function<Term, Range> possible) {
        this.program = program;
        this.possible = possible;
    }

    /** The one quantity of which more was wanted than can be; null if there was none, or several, or a sum. */
    @Nullable
    Term clash() {
        return clashes.size() == 1 ? quantities.get(clashes.iterator().next()) : null;
    }

    /** The quantity of that text; null where that is a sum. */
    @Nullable
    Term quantity(String text) {
        return quantities.get(text);
    }

    /** The cases in which a condition holds, or those in which it does not. */
    List<Map<String, Range>> of(Term condition, boolean holds) {
        return switch (condition) {
            case Term.Not(var operand) -> of(operand, !holds);
            case Term.Binary(var operator, var left, var right)
            when Relations.isRelation(operator) ->
                compared(left, holds ? operator : Relations.opposite(operator), right);
            case Term.Binary(var operator, var left, var right) ->
                (operator == Operator.AND) == holds
                        ? both(of(left, holds), of(right, holds))
                        : either(of(left, holds), of(right, holds));
            case Term.Choose(var question, var then, var otherwise) ->
                either(both(of(question, true), of(then, holds)), both(of(question, false), of(otherwise, holds)));
            case Term.Constant constant -> List.of(ANYTHING);
            case Term.Read read -> List.of(ANYTHING);
            case Term.Derived derived -> List.of(ANYTHING);
            case Term.Negate negate -> List.of(ANYTHING);
            case Term.Call call -> List.of(ANYTHING);
        };
    }

    /** Too many cases become the one that says nothing: then nothing is found out, and nothing wrong is told. */
    private static List<Map<String, Range>> few(List<Map<String, Range>> cases) {
        return cases.size() > MOST_CASES ? List.of(ANYTHING) : cases;
    }

    private static List<Map<String, Range>> either(List<Map<String, Range>> some, List<Map<String, Range>> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return few(all);
    }

    /** Each of the one together with each of the other, as far as the two do not exclude each other. */
    List<Map<String, Range>> both(List<Map<String, Range>> some, List<Map<String, Range>> others) {
        var all = new ArrayList<Map<String, Range>>();
        for (var one : some) {
            for (var other : others) {
                var together = new TreeMap<>(one);
                other.forEach((quantity, range) -> together.merge(quantity, range, Range::and));
                if (isPossible(together)) {
                    all.add(together);
                }
            }
        }
        return few(all);
    }

    private boolean isPossible(Map<String, Range> one) {
        var empty = one.keySet().stream()
                .filter(quantity -> Objects.requireNonNull(one.get(quantity)).isEmpty())
                .toList();
        clashes.addAll(empty);
        return empty.isEmpty();
    }

    private List<Map<String, Range>> compared(Term left, Operator relation, Term right) {
        var difference = Linear.of(left, program).plus(Linear.of(right, program).times(-1));
        if (difference.parts().isEmpty()) {
            var ranges = Range.of(relation, 0);
            return ranges.stream().anyMatch(range -> range.contains(difference.constant()))
                    ? List.of(ANYTHING)
                    : List.of();
        }
        var factor = difference.parts().firstEntry().getValue().factor();
        var sum = difference.times(1 / factor);
        var text = text(sum);
        var cases = new ArrayList<Map<String, Range>>();
        for (var range : Range.of(factor < 0 ? Relations.swapped(relation) : relation, -sum.constant())) {
            var one = Map.of(text, range.and(possible(text)));
            if (isPossible(one)) {
                cases.add(one);
            }
        }
        return cases;
    }

    private String text(Linear sum) {
        var first = sum.parts().firstEntry();
        if (sum.parts().size() == 1) {
            quantities.put(first.getKey(), first.getValue().quantity());
            return first.getKey();
        }
        var text = new StringBuilder();
        sum.parts()
                .forEach((quantity, part) -> text.append(part.factor())
                        .append(" * ")
                        .append(quantity)
                        .append(" + "));
        return text.toString();
    }

    private Range possible(String text) {
        var quantity = quantities.get(text);
        return quantity == null ? Range.ALL : possible.apply(quantity);
    }
}
