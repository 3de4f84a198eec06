package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.ServiceTest;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.TestLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks {@code test "…" { given … expect … }}. */
final class ServiceTests {
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_REPEATS = 10_000;

    private final Scope scope;
    private final Metrics metrics;
    private final Measures measures;
    private final Formulas formulas;
    private final Dimensions dimensions;
    private final Expectations expectations;
    private final Sources sources;
    private final Problems problems;
    private final Map<String, ServiceTest> all = new LinkedHashMap<>();

    ServiceTests(
            Scope scope,
            Metrics metrics,
            Measures measures,
            Formulas formulas,
            Expectations expectations,
            Sources sources,
            Problems problems) {
        this.scope = scope;
        this.metrics = metrics;
        this.measures = measures;
        this.formulas = formulas;
        this.dimensions = new Dimensions(problems);
        this.expectations = expectations;
        this.sources = sources;
        this.problems = problems;
    }

    List<ServiceTest> all() {
        return List.copyOf(all.values());
    }

    void take(Statement.Test statement) {
        var given = new ArrayList<ServiceTest.Given>();
        var expected = new ArrayList<ServiceTest.Expectation>();
        var expects = false;
        var series = new HashSet<String>();
        for (var line : statement.lines()) {
            switch (line) {
                case TestLine.Given written -> {
                    checkTwice(written, series);
                    addTo(given, given(written));
                }
                case TestLine.Expect written -> {
                    expects = true;
                    addTo(expected, expectations.expectation(written));
                }
            }
        }
        if (!expects) {
            problems.error(
                    Code.TEST,
                    statement.title().span(),
                    "this test expects nothing",
                    "add a line such as `expect Replicas(C1) >= 2 at 3 min`");
        }
        var test = new ServiceTest(
                statement.title().value(), List.copyOf(given), List.copyOf(expected), sources.of(statement));
        if (all.putIfAbsent(test.title(), test) != null) {
            problems.error(
                    Code.DUPLICATE,
                    statement.title().span(),
                    "the test " + Problems.quoted(test.title()) + " is written twice");
        }
    }

    /** Two lines for one series would be two readings at one time. */
    private void checkTwice(TestLine.Given given, Set<String> series) {
        if (!series.add(given.metric().text() + " of " + written(given.place()))) {
            problems.error(
                    Code.DUPLICATE,
                    given.metric().span(),
                    "the readings of " + Problems.quoted(given.metric().text()) + " are given twice",
                    "one line holds them all: `1000 x 4, 9000 x 8`");
        }
    }

    /** A place as one name, so that {@code C11} and {@code C1[1]} are the same. */
    private String written(Place place) {
        var name = place.name().text();
        var found = place.replica() == null ? scope.find(name) : null;
        return found != null ? found.toString() : name + "[" + place.replica() + "]";
    }

    private static <T> void addTo(List<T> list, @Nullable T element) {
        if (element != null) {
            list.add(element);
        }
    }

    private ServiceTest.@Nullable Given given(TestLine.Given line) {
        var place = scope.component(line.place());
        var every = line.every() == null ? null : measures.duration(line.every(), Duration.ofSeconds(1));
        if (place == null || (line.every() != null && every == null)) {
            return null;
        }
        var metric = metrics.read(
                Metrics.key(line.metric(), place.component()), line.metric().span());
        var values = new ArrayList<@Nullable Double>();
        for (var step : line.steps()) {
            if (!addStep(step, metric, values)) {
                return null;
            }
        }
        return new ServiceTest.Given(
                metric.metric().name(),
                place.component(),
                place.replica(),
                values,
                every == null ? metric.metric().period() : every);
    }

    private boolean addStep(TestLine.Step step, Metrics.Typed metric, List<@Nullable Double> values) {
        var count = count(step);
        var value = step.value() == null ? null : value(step.value(), metric);
        if (count == null || (step.value() != null && value == null)) {
            return false;
        }
        if (values.size() + count > MOST_STEPS) {
            problems.error(Code.LIMIT, step.span(), "a metric has at most " + MOST_STEPS + " readings in a test");
            return false;
        }
        for (var i = 0; i < count; i++) {
            values.add(value);
        }
        return true;
    }

    private @Nullable Double value(Quantity quantity, Metrics.Typed metric) {
        var typed = formulas.number(new Expression.Literal(quantity.span(), quantity), null);
        var measured = new Typed(typed.term(), metric.type(), typed.written());
        var words = new Dimensions.Words("cannot measure", "as", false);
        return dimensions.agree(measured, typed, quantity.span(), words) instanceof Type.Broken
                ? null
                : measures.base(quantity);
    }

    /** How often a reading comes; null, with an error, where that is no number of times. */
    private @Nullable Integer count(TestLine.Step step) {
        var sign = step.sign();
        var count = step.count();
        if (sign == null || count == null) {
            return 1;
        }
        var text = count.text();
        var isWhole = text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        var number = isWhole ? Integer.parseInt(text) : 0;
        if (!sign.is("x") || number < 1 || number > MOST_REPEATS) {
            problems.error(
                    Code.TEST,
                    sign.is("x") ? count.span() : sign.span(),
                    sign.is("x")
                            ? "a reading comes 1 to " + MOST_REPEATS + " times"
                            : "unexpected " + Problems.quoted(sign.text()) + ", expected `x`",
                    "four times the same is written `1000 x 4`");
            return null;
        }
        return number;
    }
}
