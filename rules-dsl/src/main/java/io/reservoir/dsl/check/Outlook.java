package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.model.unit.Dimension;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can read beside metrics: {@code prev(Load(C))}, {@code Price(C)}, {@code Budget()},
 * {@code BurnRate(C)}, {@code Forecast(M(C), D)}.
 */
final class Outlook {
    static final List<String> NAMES = List.of("prev", "Price", "Budget", "BurnRate", "Forecast");

    private static final Dimension PER_HOUR = Dimension.MONEY.per(Dimension.TIME);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scope scope;
    private final Metrics metrics;
    private final ReadingsOf readings;
    private final Measures measures;
    private final Program program;
    private final Problems problems;

    Outlook(Scope scope, Metrics metrics, ReadingsOf readings, Measures measures, Program program, Problems problems) {
        this.scope = scope;
        this.metrics = metrics;
        this.readings = readings;
        this.measures = measures;
        this.program = program;
        this.problems = problems;
    }

    static boolean isOne(Expression.Call call) {
        return NAMES.stream().anyMatch(call.name()::is);
    }

    Typed of(Expression.Call call) {
        if (call.name().is("Forecast")) {
            problems.warning(
                    Code.NOT_YET,
                    call.span(),
                    Problems.quoted(call.name().text()) + " is not computed by this release: it is unknown",
                    null);
        }
        return switch (call.name().lower()) {
            case "prev" -> previous(call);
            case "price" -> ofComponent(call, "Price(C1)", PER_HOUR);
            case "budget" -> budget(call);
            case "burnrate" -> ofComponent(call, "BurnRate(C1)", Dimension.NONE);
            case "forecast" -> forecast(call);
            default -> throw new IllegalArgumentException(call.name().text());
        };
    }

    private Typed previous(Expression.Call call) {
        var inner = inner(call, 1);
        var component = inner == null ? null : scope.wholeComponent(inner.place());
        if (inner == null) {
            return refused(call, "`prev` takes an indicator", "prev(Load(C1))");
        }
        if (component == null) {
            return Typed.broken(call);
        }
        var key = Metrics.key(inner.call().name(), component);
        var type = readings.typeOfIndicator(key);
        if (type == null) {
            return refused(
                    call,
                    Problems.quoted(key.toString()) + " is no indicator, and `prev` takes one",
                    "last(" + key + ", 5 min)");
        }
        return new Typed(program.read(new Input.Previous(key.name(), key.component())), type, call);
    }

    private Typed ofComponent(Expression.Call call, String example, Dimension dimension) {
        if (call.arguments().size() != 1 || !(call.arguments().getFirst() instanceof Expression.Mention mention)) {
            return refused(call, Problems.quoted(call.name().text()) + " takes a component", example);
        }
        var component = scope.wholeComponent(mention.place());
        if (component == null) {
            return Typed.broken(call);
        }
        var isPrice = call.name().is("Price");
        var text = (isPrice ? "Price(" : "BurnRate(") + component + ")";
        Input input = isPrice ? new Input.Price(component, text) : new Input.BurnRate(component, text);
        return new Typed(program.read(input), Type.of(dimension), call);
    }

    private Typed budget(Expression.Call call) {
        return call.arguments().isEmpty()
                ? new Typed(program.read(new Input.BudgetLeft("Budget()")), Type.of(Dimension.MONEY), call)
                : refused(call, "`Budget` takes no argument", "Budget()");
    }

    private Typed forecast(Expression.Call call) {
        var inner = inner(call, 2);
        if (inner == null || !(call.arguments().getLast() instanceof Expression.Literal(var span, var quantity))) {
            return refused(call, "`Forecast` takes a metric and a time", "Forecast(Users(C1), 30 min)");
        }
        var component = scope.wholeComponent(inner.place());
        var ahead = measures.duration(quantity, SECOND);
        if (component == null || ahead == null) {
            return Typed.broken(call);
        }
        var key = Metrics.key(inner.call().name(), component);
        var metric = metrics.read(key, inner.call().span());
        var text = "Forecast(" + key + ", " + ReadingsOf.inWords(ahead) + ")";
        return new Typed(
                program.read(new Input.Forecast(key.name(), component, ahead, text)),
                ReadingsOf.type(metric, false),
                call);
    }

    /** {@code M(C)} as the first of so many arguments. */
    private record Inner(Expression.Call call, Place place) {}

    private static @Nullable Inner inner(Expression.Call call, int arguments) {
        return call.arguments().size() == arguments
                        && call.arguments().getFirst() instanceof Expression.Call inner
                        && inner.arguments().size() == 1
                        && inner.arguments().getFirst() instanceof Expression.Mention mention
                ? new Inner(inner, mention.place())
                : null;
    }

    private Typed refused(Expression.Call call, String message, String example) {
        problems.error(Code.ARGUMENTS, call.span(), message, "such as `" + example + "`");
        return Typed.broken(call);
    }
}
