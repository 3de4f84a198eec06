package io.reservoir.rules;

import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Source;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checked programs without a checker: what a test needs of one, and what a checker would refuse. */
public final class TestProgram {
    public static final Duration WINDOW = Duration.ofSeconds(30);

    private final List<Metric> metrics = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Double> constants = new ArrayList<>();
    private final List<Indicator> indicators = new ArrayList<>();
    private final List<Assignment> assignments = new ArrayList<>();

    /** A gauge, a sample in 10 s, added up over replicas. */
    public TestProgram gauge(String name, String component) {
        return metric(name, component, Metric.Kind.GAUGE, Aggregation.SUM);
    }

    public TestProgram metric(String name, String component, Metric.Kind kind, Aggregation acrossReplicas) {
        metrics.add(new Metric(name, component, kind, Unit.ONE, acrossReplicas, Metric.DEFAULT_PERIOD, true));
        return this;
    }

    /** The average over 30 s. */
    public Term read(String metric, String component) {
        return read(metric, component, Aggregation.AVG, WINDOW);
    }

    public Term read(String metric, String component, Aggregation overTime, Duration window) {
        return read(new Input.Windowed(metric, component, 0, overTime, window, metric + "(" + component + ")"));
    }

    public Term read(Input input) {
        int known = inputs.indexOf(input);
        if (known >= 0) {
            return new Term.Read(known);
        }
        inputs.add(input);
        return new Term.Read(inputs.size() - 1);
    }

    public Term constant(double number) {
        constants.add(number);
        return new Term.Constant(constants.size() - 1);
    }

    public static Term binary(Term left, String sign, Term right) {
        for (var operator : Term.Operator.values()) {
            if (operator.sign().equals(sign)) {
                return new Term.Binary(operator, left, right);
            }
        }
        throw new IllegalArgumentException(sign);
    }

    public static Term call(String function, Term... arguments) {
        return new Term.Call(Objects.requireNonNull(Functions.named(function)), List.of(arguments));
    }

    /** Defines an indicator and returns what reads it. */
    public Term indicator(String name, String component, Term value) {
        return indicator(name, component, value, null);
    }

    public Term indicator(String name, String component, Term value, Term measured) {
        var text = name + "(" + component + ")";
        indicators.add(new Indicator(
                text,
                name,
                component,
                Formula.of(value),
                measured instanceof Term.Read(var input) ? input : null,
                source(text)));
        return new Term.Derived(indicators.size() - 1);
    }

    public TestProgram replicas(String component, Term value) {
        return assign(Variable.replicas(component), value, null, null, null);
    }

    public TestProgram assign(Variable target, Term value, Term guard, Term min, Term max) {
        int line = indicators.size() + assignments.size();
        assignments.add(new Assignment(
                target + "#" + line,
                target,
                Formula.of(value),
                guard == null ? null : Formula.of(guard),
                min == null ? null : Formula.of(min),
                max == null ? null : Formula.of(max),
                0,
                Clauses.NONE,
                source(target.toString())));
        return this;
    }

    private Source source(String text) {
        int line = 1 + indicators.size() + assignments.size();
        return new Source(text + " = …", new Span("test.rsl", line, 1, line, 10, 0, 9));
    }

    public CheckedService build(String service) {
        var spec = new ServiceSpec(
                new ServiceId(service), List.of(), List.of(), List.of(), List.copyOf(metrics), List.of(), List.of());
        return new CheckedService(
                spec, List.copyOf(inputs), List.copyOf(constants), List.copyOf(indicators), List.copyOf(assignments));
    }
}
