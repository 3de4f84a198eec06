package io.reservoir.dsl.check;

import io.reservoir.dsl.function.Function;
import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.reading.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks expressions: names, arguments, units. */
final class Formulas {
    private final Units units;
    private final Dimensions dimensions;
    private final ReadingsOf readings;
    private final Outlook outlook;
    private final Program program;
    private final Problems problems;

    Formulas(Units units, ReadingsOf readings, Outlook outlook, Program program, Problems problems) {
        this.outlook = outlook;
        this.units = units;
        this.dimensions = new Dimensions(problems);
        this.readings = readings;
        this.program = program;
        this.problems = problems;
    }

    /** A number; {@code window} is the statement's {@code over}, null where it has none. */
    Typed number(Expression expression, @Nullable Duration window) {
        return wantNumber(check(expression, window));
    }

    /** A condition. */
    Typed truth(Expression expression, @Nullable Duration window) {
        return wantTruth(check(expression, window));
    }

    private Typed check(Expression expression, @Nullable Duration window) {
        return switch (expression) {
            case Expression.Literal literal -> literal(literal);
            case Expression.Mention mention -> mention(mention);
            case Expression.Negate negate -> {
                var operand = number(negate.operand(), window);
                yield new Typed(new Term.Negate(operand.term()), operand.type(), expression);
            }
            case Expression.Not not -> {
                var operand = truth(not.operand(), window);
                yield new Typed(new Term.Not(operand.term()), operand.type(), expression);
            }
            case Expression.Binary binary -> binary(binary, window);
            case Expression.Choose choose -> choose(choose, window);
            case Expression.Call call -> call(call, window);
        };
    }

    private Typed literal(Expression.Literal literal) {
        var quantity = literal.quantity();
        var number = quantity.number().doubleValue();
        if (quantity.unit() == null) {
            return new Typed(program.constant(number), new Type.Numeric(null, null, number != 0), literal);
        }
        var unit = units.named(quantity.unit());
        return unit == null
                ? Typed.broken(literal)
                : new Typed(program.constant(Units.base(quantity.number(), unit)), Type.of(unit), literal);
    }

    private Typed mention(Expression.Mention mention) {
        var name = mention.place().name().text();
        problems.error(
                Code.NO_VALUE,
                mention.span(),
                Problems.quoted(name) + " has no value by itself",
                "a metric is written with its component, such as `Users(C1)`");
        return Typed.broken(mention);
    }

    private Typed binary(Expression.Binary binary, @Nullable Duration window) {
        return switch (binary.operator()) {
            case AND, OR -> {
                var left = truth(binary.left(), window);
                var right = truth(binary.right(), window);
                yield combined(binary, left, right, Type.TRUTH);
            }
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> {
                var left = number(binary.left(), window);
                var right = number(binary.right(), window);
                var agreed = dimensions.agree(left, right, binary.operatorSpan(), Dimensions.words(binary.operator()));
                yield combined(binary, left, right, agreed instanceof Type.Broken ? agreed : Type.TRUTH);
            }
            case PLUS, MINUS, REMAINDER, OR_ELSE -> {
                var left = number(binary.left(), window);
                var right = number(binary.right(), window);
                var agreed = dimensions.agree(left, right, binary.operatorSpan(), Dimensions.words(binary.operator()));
                yield dividesByZero(binary, right) ? Typed.broken(binary) : combined(binary, left, right, agreed);
            }
            case TIMES, DIVIDE -> {
                var left = number(binary.left(), window);
                var right = number(binary.right(), window);
                var scaled = dimensions.scaled(left, right, binary.operator() == Term.Operator.TIMES);
                yield dividesByZero(binary, right) ? Typed.broken(binary) : combined(binary, left, right, scaled);
            }
        };
    }

    private static Typed combined(Expression.Binary binary, Typed left, Typed right, Type type) {
        return left.isBroken() || right.isBroken() || type instanceof Type.Broken
                ? Typed.broken(binary)
                : new Typed(new Term.Binary(binary.operator(), left.term(), right.term()), type, binary);
    }

    private boolean dividesByZero(Expression.Binary binary, Typed right) {
        var divides = binary.operator() == Term.Operator.DIVIDE || binary.operator() == Term.Operator.REMAINDER;
        var zero = divides
                && !right.isBroken()
                && program.constantValue(right.term()) instanceof Value.Known(var number)
                && number == 0;
        if (zero) {
            problems.error(
                    Code.DIVISION_BY_ZERO,
                    binary.operatorSpan(),
                    "this divides by zero",
                    "a division by zero is unknown, always");
        }
        return zero;
    }

    private Typed choose(Expression.Choose choose, @Nullable Duration window) {
        var condition = truth(choose.condition(), window);
        var then = check(choose.then(), window);
        var otherwise = check(choose.otherwise(), window);
        if (then.isBroken() || otherwise.isBroken()) {
            return Typed.broken(choose);
        }
        var bothTruths = then.type() instanceof Type.Truth && otherwise.type() instanceof Type.Truth;
        var type = bothTruths
                ? Type.TRUTH
                : dimensions.agree(
                        wantNumber(then),
                        wantNumber(otherwise),
                        choose.otherwise().span(),
                        new Dimensions.Words("cannot choose between", "and", false));
        if (condition.isBroken() || type instanceof Type.Broken) {
            return Typed.broken(choose);
        }
        return new Typed(new Term.Choose(condition.term(), then.term(), otherwise.term()), type, choose);
    }

    private Typed call(Expression.Call call, @Nullable Duration window) {
        if (Outlook.isOne(call)) {
            return outlook.of(call);
        }
        var function = Functions.named(call.name().text());
        if (function != null) {
            return function(call, function, window);
        }
        if (readings.isAggregate(call)) {
            return readings.aggregate(call);
        }
        if (call.arguments().size() == 1 && call.arguments().getFirst() instanceof Expression.Mention mention) {
            return readings.of(call, mention.place(), window);
        }
        reportUnknown(call.name());
        return Typed.broken(call);
    }

    private void reportUnknown(Name name) {
        var known = new ArrayList<String>();
        Functions.ALL.forEach(f -> known.add(f.name()));
        known.addAll(Aggregations.NAMES);
        known.addAll(Outlook.NAMES);
        problems.error(
                Code.UNKNOWN_FUNCTION,
                name.span(),
                "there is no function " + Problems.quoted(name.text()),
                Suggestion.help(name.text(), known, "functions"));
    }

    private Typed function(Expression.Call call, Function function, @Nullable Duration window) {
        var arguments = call.arguments().stream().map(a -> number(a, window)).toList();
        var count = arguments.size();
        if (count < function.leastArguments() || count > function.mostArguments()) {
            problems.error(
                    Code.ARGUMENTS,
                    call.span(),
                    "`" + function.name() + "` takes " + arity(function) + ", not " + count,
                    "it is written `" + function.name() + "(" + function.parameters() + ")`");
            return Typed.broken(call);
        }
        var type = agreed(arguments, function);
        if (type instanceof Type.Broken) {
            return Typed.broken(call);
        }
        return new Typed(
                new Term.Call(function, arguments.stream().map(Typed::term).toList()), type, call);
    }

    private Type agreed(List<Typed> arguments, Function function) {
        var words = new Dimensions.Words("`" + function.name() + "` cannot compare", "with", false);
        var type = arguments.getFirst().type();
        for (var argument : arguments.subList(1, arguments.size())) {
            var soFar = new Typed(
                    arguments.getFirst().term(), type, arguments.getFirst().written());
            type = dimensions.agree(soFar, argument, argument.written().span(), words);
        }
        return type;
    }

    private static String arity(Function function) {
        var least = function.leastArguments();
        var most = function.mostArguments();
        var range = least == most ? String.valueOf(least) : least + " to " + most;
        return range + (most == 1 ? " argument" : " arguments");
    }

    private Typed wantNumber(Typed typed) {
        if (typed.type() instanceof Type.Truth) {
            problems.error(
                    Code.NOT_A_NUMBER,
                    typed.written().span(),
                    "a number is wanted, not a condition",
                    "to turn a condition into a number, write `condition ? 1 : 0`");
            return Typed.broken(typed.written());
        }
        return typed;
    }

    private Typed wantTruth(Typed typed) {
        if (typed.type() instanceof Type.Numeric) {
            problems.error(
                    Code.NOT_A_NUMBER,
                    typed.written().span(),
                    "a condition is wanted, not a number",
                    "compare it with something, such as `> 0`");
            return Typed.broken(typed.written());
        }
        return typed;
    }
}
