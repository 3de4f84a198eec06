package io.reservoir.dsl.check;

import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.TestLine;
import io.reservoir.dsl.syntax.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a file makes use of by its names. An indicator's use of itself does not count. */
final class Uses {
    private final Scope scope;
    private final Set<Key> read = new LinkedHashSet<>();
    private final Set<Key> promised = new HashSet<>();
    private final Set<Key> tested = new HashSet<>();
    private final Set<String> images = new HashSet<>();
    private final Set<String> networks = new HashSet<>();
    private final Set<String> calendars = new HashSet<>();

    private Uses(Scope scope) {
        this.scope = scope;
    }

    static Uses of(Draft draft) {
        var uses = new Uses(draft.scope());
        draft.statements().forEach(uses::take);
        return uses;
    }

    /** What formulas and conditions read, and how replicas are chosen to go. */
    boolean isRead(Key key) {
        return read.contains(key);
    }

    /** What is read, bound by contract or an objective, or given by a test. */
    boolean isUsed(Key key) {
        return read.contains(key) || promised.contains(key) || tested.contains(key);
    }

    /** All metrics and indicators that are read, in the order of the text. */
    Set<Key> read() {
        return read;
    }

    boolean isImage(String name) {
        return images.contains(name);
    }

    boolean isNetwork(String name) {
        return networks.contains(name);
    }

    boolean isCalendar(String name) {
        return calendars.contains(name);
    }

    private void take(Statement statement) {
        switch (statement) {
            case Statement.Component component ->
                component.items().forEach(item -> take(item, component.name().text()));
            case Statement.Equation equation -> takeEquation(equation);
            case Statement.Indicator indicator -> {
                readBy(indicator.name(), indicator.place(), indicator.value());
                takeClauses(indicator.clauses());
            }
            case Statement.Objective objective -> add(promised, objective.metric(), objective.place());
            case Statement.Migrate migrate -> reads(migrate.condition());
            case Statement.Test test -> test.lines().forEach(this::take);
            case Statement.Service service -> {}
            case Statement.Image image -> {}
            case Statement.Network network -> {}
            case Statement.Metric metric -> {}
            case Statement.Calendar calendar -> {}
            case Statement.Hold hold -> {}
            case Statement.Budget budget -> {}
            case Statement.Tariff tariff -> {}
            case Statement.SlaClass slaClass -> {}
            case Statement.Broken broken -> {}
        }
    }

    private void takeEquation(Statement.Equation equation) {
        var subject = Subject.of(equation.subject());
        if (subject == null) {
            add(promised, equation.subject(), equation.place());
        } else if (equation.value() instanceof Value.Formula(var expression)) {
            readBy(equation.subject(), equation.place(), expression);
        }
        takeClauses(equation.clauses());
    }

    private void takeClauses(List<Clause> clauses) {
        Mentions.of(clauses, (name, place) -> add(read, name, place));
        for (var clause : clauses) {
            var calendar = switch (clause) {
                case Clause.Min min -> min.during();
                case Clause.Max max -> max.during();
                case Clause.During during -> during.calendar();
                default -> null;
            };
            if (calendar != null) {
                calendars.add(calendar.text());
            }
        }
    }

    private void take(Item item, String component) {
        switch (item) {
            case Item.Image image -> images.add(image.name().text());
            case Item.Networks attached -> attached.names().forEach(name -> networks.add(name.text()));
            case Item.Victim victim -> read.add(Metrics.key(victim.metric(), component));
            case Item.Drain drain -> read.add(Metrics.key(drain.metric(), component));
            case Item.Replicas replicas -> {}
            case Item.After after -> {}
            case Item.Ready ready -> {}
            case Item.Spread spread -> {}
            case Item.Near near -> {}
            case Item.Set set -> {}
        }
    }

    private void take(TestLine line) {
        if (line instanceof TestLine.Given given) {
            add(tested, given.metric(), given.place());
        }
    }

    private void reads(Expression expression) {
        Mentions.of(expression, (name, place) -> add(read, name, place));
    }

    private void readBy(Name name, Place place, Expression expression) {
        var self = key(name, place);
        Mentions.of(expression, (metric, of) -> {
            if (!key(metric, of).equals(self)) {
                add(read, metric, of);
            }
        });
    }

    private void add(Set<Key> keys, Name name, Place place) {
        keys.add(key(name, place));
    }

    private Key key(Name name, Place place) {
        var found = scope.find(place.name().text());
        return Metrics.key(name, found == null ? place.name().text() : found.component());
    }
}
