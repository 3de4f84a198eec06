package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks indicators, {@code Load(C) = e} among them, and puts them into an order in which they can be computed. */
final class Indicators {
    private static final Set<String> CLAUSES = Set.of("over");

    private final Scope scope;
    private final Formulas formulas;
    private final ReadingsOf readings;
    private final Metrics metrics;
    private final ClauseChecker clauses;
    private final Sources sources;
    private final Problems problems;
    private final Map<Key, Header> headers = new LinkedHashMap<>();
    private final Map<Key, Set<Key>> needs = new LinkedHashMap<>();

    Indicators(
            Scope scope,
            Formulas formulas,
            ReadingsOf readings,
            Metrics metrics,
            ClauseChecker clauses,
            Sources sources,
            Problems problems) {
        this.scope = scope;
        this.formulas = formulas;
        this.readings = readings;
        this.metrics = metrics;
        this.clauses = clauses;
        this.sources = sources;
        this.problems = problems;
    }

    private record Header(Key key, Statement statement, Name name, Expression value, List<Clause> clauses) {}

    /** True for {@code Load(C) = e}; a set of domains on the right is reported. */
    boolean takeLoad(Statement.Equation equation) {
        if (Subject.of(equation.subject()) != Subject.LOAD) {
            return false;
        }
        switch (equation.value()) {
            case Value.Formula(var expression) ->
                take(equation, equation.subject(), equation.place(), expression, equation.clauses());
            case Value.Domains domains ->
                problems.error(Code.NOT_A_NUMBER, domains.span(), "`Load` is a number, not a set of domains");
        }
        return true;
    }

    void take(Statement.Indicator statement) {
        var subject = Subject.of(statement.name());
        if (subject != null && subject != Subject.LOAD) {
            problems.error(
                    Code.RESERVED_NAME,
                    statement.name().span(),
                    "`" + subject.word() + "` is the language's own: no indicator can have that name");
            return;
        }
        take(statement, statement.name(), statement.place(), statement.value(), statement.clauses());
    }

    private void take(Statement statement, Name name, Place place, Expression value, List<Clause> written) {
        clauses.checkAllowed(written, "an indicator", CLAUSES);
        var component = scope.wholeComponent(place);
        if (component == null) {
            return;
        }
        var key = Metrics.key(name, component);
        readings.announce(key);
        var earlier = headers.putIfAbsent(key, new Header(key, statement, name, value, written));
        if (earlier != null) {
            problems.error(
                    Code.OVERLAP,
                    name.span(),
                    Problems.quoted(key.toString()) + " is set twice",
                    "line " + earlier.statement().span().line() + " sets it already");
        }
    }

    /** All indicators, each after those that it reads. */
    List<Indicator> inOrder() {
        refuseCycles();
        var ordered = new LinkedHashSet<Key>();
        needs.keySet().forEach(key -> visit(key, ordered));
        var indicators = new ArrayList<Indicator>();
        for (var key : ordered) {
            var header = headers.get(key);
            if (header != null) {
                indicators.add(compile(header, indicators.size()));
            }
        }
        return indicators;
    }

    /** Takes the indicators up in the order of the text; one that closes a cycle stays out. */
    private void refuseCycles() {
        var graph = new Graph<Key>();
        for (var header : headers.values()) {
            var read = read(header);
            List<Key> circle = null;
            for (var other : read) {
                circle = circle == null ? graph.path(other, header.key()) : circle;
            }
            if (circle == null) {
                read.forEach(other -> graph.add(header.key(), other));
                needs.put(header.key(), read);
            } else {
                readings.define(header.key(), 0, Type.BROKEN);
                problems.error(
                        Code.CYCLE,
                        header.name().span(),
                        Problems.quoted(header.key().toString()) + " depends on itself: " + Graph.printed(circle),
                        "break the circle: compute one of them from a metric");
            }
        }
    }

    private Set<Key> read(Header header) {
        var read = new LinkedHashSet<Key>();
        Mentions.of(header.value(), call -> !call.name().is("prev"), (name, place) -> {
            var other = scope.find(place.name().text());
            var key = other == null ? null : Metrics.key(name, other.component());
            if (key != null && headers.containsKey(key)) {
                read.add(key);
            }
        });
        return read;
    }

    /** Puts a key behind all that it needs, without recursion: chains are as long as there are indicators. */
    private void visit(Key start, Set<Key> ordered) {
        var waiting = new ArrayDeque<Key>();
        waiting.push(start);
        while (!waiting.isEmpty()) {
            var key = waiting.peek();
            var missing = needs.getOrDefault(key, Set.of()).stream()
                    .filter(other -> needs.containsKey(other) && !ordered.contains(other))
                    .findFirst();
            if (missing.isPresent()) {
                waiting.push(missing.get());
            } else {
                ordered.add(waiting.pop());
            }
        }
    }

    private Indicator compile(Header header, int index) {
        var key = header.key();
        var value = formulas.number(header.value(), clauses.window(header.clauses()));
        var measured = metrics.canBeRead(key) ? metrics.readSilently(key) : null;
        readings.define(key, index, type(header, value, measured));
        return new Indicator(
                sources.id(key.toString()),
                key.name(),
                key.component(),
                Formula.of(value.term()),
                measured == null
                        ? null
                        : readings.index(measured.metric(), null, header.name().span()),
                sources.of(header.statement()));
    }

    /** What is measured and what is derived are compared, so both are of one dimension. */
    private Type type(Header header, Typed value, Metrics.@Nullable Typed measured) {
        if (!(value.type() instanceof Type.Numeric derived)) {
            return Type.BROKEN;
        }
        if (measured == null || !(measured.type() instanceof Type.Numeric number) || number.dimension() == null) {
            return derived.dimension() == null ? Type.ANY : Type.of(derived.dimension());
        }
        if (derived.dimension() != null && !derived.dimension().equals(number.dimension())) {
            problems.error(
                    Code.DIMENSIONS,
                    header.value().span(),
                    Problems.quoted(header.key().toString()) + " is measured as " + number.inWords() + ", not as "
                            + derived.inWords());
            return Type.BROKEN;
        }
        return measured.type();
    }
}
