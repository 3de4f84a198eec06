package io.reservoir.dsl.check;

import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Finds what expressions mention. */
final class Mentions {
    private Mentions() {}

    /** Every {@code Name(Place)} of an expression, from left to right. */
    static void of(Expression expression, BiConsumer<Name, Place> take) {
        of(expression, call -> true, take);
    }

    /** The same, without what stands in calls that are not to be entered. */
    static void of(Expression expression, Predicate<Expression.Call> enter, BiConsumer<Name, Place> take) {
        switch (expression) {
            case Expression.Literal literal -> {}
            case Expression.Mention mention -> {}
            case Expression.Negate negate -> of(negate.operand(), enter, take);
            case Expression.Not not -> of(not.operand(), enter, take);
            case Expression.Binary binary -> {
                of(binary.left(), enter, take);
                of(binary.right(), enter, take);
            }
            case Expression.Choose choose -> {
                of(choose.condition(), enter, take);
                of(choose.then(), enter, take);
                of(choose.otherwise(), enter, take);
            }
            case Expression.Call call -> {
                if (call.arguments().size() == 1 && call.arguments().getFirst() instanceof Expression.Mention mention) {
                    take.accept(call.name(), mention.place());
                } else if (enter.test(call)) {
                    call.arguments().forEach(a -> of(a, enter, take));
                }
            }
        }
    }

    static void of(List<Clause> clauses, BiConsumer<Name, Place> take) {
        for (var clause : clauses) {
            switch (clause) {
                case Clause.Min(var span, var bound, var during) -> of(bound, take);
                case Clause.Max(var span, var bound, var during) -> of(bound, take);
                case Clause.When(var span, var condition) -> of(condition, take);
                case Clause.Over over -> {}
                case Clause.Priority priority -> {}
                case Clause.Band band -> {}
                case Clause.Headroom headroom -> {}
                case Clause.Stabilise stabilise -> {}
                case Clause.Rate rate -> {}
                case Clause.OnUnknown onUnknown -> {}
                case Clause.Step step -> {}
                case Clause.Cooldown cooldown -> {}
                case Clause.During during -> {}
                case Clause.Within within -> {}
                case Clause.Combine combine -> {}
            }
        }
    }

    private static boolean notConstant(Expression.Call call, boolean[] mentions) {
        mentions[0] |= Outlook.isOne(call);
        return true;
    }

    /** True if nothing in it depends on a reading. */
    static boolean isConstant(Expression expression) {
        var mentions = new boolean[1];
        of(expression, call -> notConstant(call, mentions), (name, place) -> mentions[0] = true);
        return !mentions[0];
    }
}
