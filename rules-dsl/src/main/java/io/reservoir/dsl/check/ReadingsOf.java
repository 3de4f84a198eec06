package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Aggregation.Simple;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Metric;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a component an expression can read: metrics, indicators, how many replicas there are. */
final class ReadingsOf {
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(30);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    private static final int PERIODS = 3;

    private final Scope scope;
    private final Metrics metrics;
    private final Measures measures;
    private final Program program;
    private final Problems problems;
    private final Map<Key, Derived> indicators = new LinkedHashMap<>();
    private final Set<Key> announced = new HashSet<>();

    ReadingsOf(Scope scope, Metrics metrics, Measures measures, Program program, Problems problems) {
        this.scope = scope;
        this.metrics = metrics;
        this.measures = measures;
        this.program = program;
        this.problems = problems;
    }

    private record Derived(Term term, Type type) {}

    /** From now on that key means the indicator of that index; a broken one is known and says nothing. */
    void define(Key key, int index, Type type) {
        indicators.put(key, new Derived(new Term.Derived(index), type));
    }

    /** {@code Users(C1)}, {@code Ready(C1)}: what stands there of a component. */
    Typed of(Expression.Call call, Place place, @Nullable Duration window) {
        if (isTarget(call)) {
            return Typed.broken(call);
        }
        var component = scope.component(place);
        if (component == null) {
            return Typed.broken(call);
        }
        return component.isOneReplica()
                ? ofReplica(call, component, window)
                : ofComponent(call, component.component(), window);
    }

    /** A reading of one replica; how many there are, and indicators, are of the component alone. */
    private Typed ofReplica(Expression.Call call, Scope.Resolved place, @Nullable Duration window) {
        var key = Metrics.key(call.name(), place.component());
        if (isCount(key) || indicators.containsKey(key)) {
            problems.error(
                    Code.REPLICA,
                    call.span(),
                    Problems.quoted(call.name().text()) + " is of the component, not of one replica",
                    "write `" + key + "`");
            return Typed.broken(call);
        }
        var metric = metrics.read(key, call.span());
        var index = index(metric.metric(), place.replica(), window, call.span());
        return new Typed(new Term.Read(index), type(metric, false), call);
    }

    /** The type of an indicator that is defined or will be; null where there is none of that name. */
    @Nullable
    Type typeOfIndicator(Key key) {
        var derived = indicators.get(key);
        return derived != null ? derived.type() : announced.contains(key) ? Type.ANY : null;
    }

    /** From now on that key is known to be an indicator, whose value only {@code prev} may read already. */
    void announce(Key key) {
        announced.add(key);
    }

    private static boolean isCount(Key key) {
        return key.name().equalsIgnoreCase("Ready") || key.name().equalsIgnoreCase("Current");
    }

    private Typed ofComponent(Expression.Call call, String component, @Nullable Duration window) {
        var key = Metrics.key(call.name(), component);
        if (call.name().is("Ready")) {
            return new Typed(
                    program.read(new Input.Ready(component, "Ready(" + component + ")")), Type.of(Dimension.VEE), call);
        }
        if (call.name().is("Current")) {
            return new Typed(
                    program.read(new Input.Current(component, "Current(" + component + ")")),
                    Type.of(Dimension.VEE),
                    call);
        }
        var derived = indicators.get(key);
        if (derived != null) {
            return derived.type() instanceof Type.Broken
                    ? Typed.broken(call)
                    : new Typed(derived.term(), derived.type(), call);
        }
        var metric = metrics.read(key, call.span());
        return new Typed(new Term.Read(index(metric.metric(), window, call.span())), type(metric, false), call);
    }

    private boolean isTarget(Expression.Call call) {
        var subject = Subject.of(call.name());
        if (subject == Subject.REPLICAS) {
            problems.error(
                    Code.NO_VALUE,
                    call.span(),
                    "`Replicas` can be set and not be read",
                    "how many there are to be now is `Current(…)`, how many are ready `Ready(…)`");
            return true;
        }
        if (subject == Subject.SLA || subject == Subject.DEPLOY || subject == Subject.SPEED) {
            problems.error(Code.NO_VALUE, call.span(), "`" + subject.word() + "` can be set and not be read");
            return true;
        }
        return false;
    }

    /** The input that reads a metric as it is read where nothing else is said. */
    int index(Metric metric, @Nullable Duration window, Span use) {
        return index(metric, 0, window, use);
    }

    private int index(Metric metric, int replica, @Nullable Duration window, Span use) {
        var byDefault = defaultWindow(metric);
        var place = new Scope.Resolved(metric.component(), replica);
        var name = metric.name() + "(" + place + ")";
        if (window != null && window.compareTo(metric.period()) < 0) {
            warnOfShortWindow(metric, use);
        }
        var text = window == null || window.equals(byDefault) ? name : name + " over " + inWords(window);
        return program.index(new Input.Windowed(
                metric.name(),
                metric.component(),
                replica,
                overTime(metric),
                window == null ? byDefault : window,
                text));
    }

    private static Duration defaultWindow(Metric metric) {
        var periods = metric.period().multipliedBy(PERIODS);
        return periods.compareTo(DEFAULT_WINDOW) > 0 ? periods : DEFAULT_WINDOW;
    }

    private static Aggregation overTime(Metric metric) {
        if (metric.kind() == Metric.Kind.COUNTER) {
            return Simple.RATE;
        }
        return metric.acrossReplicas() instanceof Aggregation.Percentile percentile ? percentile : Aggregation.AVG;
    }

    private void warnOfShortWindow(Metric metric, Span use) {
        problems.warning(
                Code.WINDOW,
                use,
                "the window is shorter than the sampling period of " + inWords(metric.period()),
                "it is unknown whenever no sample falls into the window");
    }

    static String inWords(Duration duration) {
        var seconds = duration.toMillis() / 1e3;
        return seconds >= 60 && seconds % 60 == 0
                ? Numbers.plain(seconds / 60) + " min"
                : Numbers.plain(seconds) + " s";
    }

    static Type type(Metrics.Typed metric, boolean perSecond) {
        var rate = perSecond || metric.metric().kind() == Metric.Kind.COUNTER;
        return rate
                        && metric.type() instanceof Type.Numeric(Dimension dimension, var unit, var bare)
                        && dimension != null
                ? Type.of((unit == null ? Unit.ONE : unit).per(SECOND))
                : metric.type();
    }

    private static final Unit SECOND = new Unit("s", Dimension.TIME, 1);

    /** True for the aggregations over time, such as {@code avg(Users(C1), 5 min)}. */
    boolean isAggregate(Expression.Call call) {
        return Aggregations.named(call.name().text()) != null
                && !(call.arguments().size() == 1 && call.arguments().getFirst() instanceof Expression.Mention);
    }

    Typed aggregate(Expression.Call call) {
        var arguments = call.arguments();
        if (arguments.size() != 2
                || !(arguments.get(0) instanceof Expression.Call reading)
                || !(arguments.get(1) instanceof Expression.Literal literal)
                || reading.arguments().size() != 1
                || !(reading.arguments().getFirst() instanceof Expression.Mention mention)) {
            problems.error(
                    Code.ARGUMENTS,
                    call.span(),
                    Problems.quoted(call.name().text()) + " takes a metric and a window",
                    "such as `" + call.name().text() + "(Users(C1), 5 min)`");
            return Typed.broken(call);
        }
        var place = scope.component(mention.place());
        var window = measures.duration(literal.quantity(), SHORTEST_WINDOW);
        if (place == null || window == null || isTarget(reading)) {
            return Typed.broken(call);
        }
        return aggregate(call, Metrics.key(reading.name(), place.component()), place.replica(), reading.span(), window);
    }

    private Typed aggregate(Expression.Call call, Key key, int replica, Span use, Duration window) {
        if (isCount(key) || indicators.containsKey(key)) {
            problems.error(
                    Code.ARGUMENTS,
                    use,
                    Problems.quoted(key.toString()) + " is no metric: it has no samples to look at");
            return Typed.broken(call);
        }
        var metric = metrics.read(key, use);
        var aggregation = overTime(metric.metric(), call);
        if (aggregation == null) {
            return Typed.broken(call);
        }
        if (window.compareTo(metric.metric().period()) < 0) {
            warnOfShortWindow(metric.metric(), call.span());
        }
        var series = key.name() + "(" + new Scope.Resolved(key.component(), replica) + ")";
        var text = call.name().lower() + "(" + series + ", " + inWords(window) + ")";
        var input = new Input.Windowed(key.name(), key.component(), replica, aggregation, window, text);
        var isDelta = aggregation == Simple.DELTA;
        return new Typed(program.read(input), isDelta ? metric.type() : type(metric, aggregation == Simple.RATE), call);
    }

    /** A counter only ever grows: what can be asked of it is how fast, or by how much. */
    private @Nullable Aggregation overTime(Metric metric, Expression.Call call) {
        var aggregation = Aggregations.named(call.name().text());
        if (metric.kind() == Metric.Kind.GAUGE || aggregation == Simple.RATE || aggregation == Simple.DELTA) {
            return aggregation;
        }
        if (aggregation == Simple.AVG) {
            return Simple.RATE;
        }
        problems.error(
                Code.ARGUMENTS,
                call.name().span(),
                Problems.quoted(metric.name()) + " is a counter: it has no `"
                        + call.name().lower() + "`",
                "write `rate` for how fast it grows, `delta` for by how much");
        return null;
    }
}
