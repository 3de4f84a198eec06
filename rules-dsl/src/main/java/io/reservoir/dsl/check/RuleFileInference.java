package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.TestLine;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.service.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In a rule file, components and networks that are not declared are known by their use. */
final class RuleFileInference {
    private final Problems problems;
    private final Map<String, Name> usedAsComponent = new LinkedHashMap<>();
    private final Map<String, Name> usedAsNetwork = new LinkedHashMap<>();
    private final List<Name> usedAsEither = new ArrayList<>();

    private RuleFileInference(Problems problems) {
        this.problems = problems;
    }

    /** Adds to the declared names those that a file uses without declaring them. */
    static void infer(SourceFile file, Set<String> components, Set<String> networks, Problems problems) {
        var inference = new RuleFileInference(problems);
        file.statements().forEach(inference::take);
        inference.addNetworks(components, networks);
        inference.addComponents(components);
    }

    private void take(Statement statement) {
        switch (statement) {
            case Statement.Equation equation -> takeEquation(equation);
            case Statement.Indicator indicator -> {
                asComponent(indicator.place().name());
                Mentions.of(indicator.value(), (name, place) -> asComponent(place.name()));
            }
            case Statement.Metric metric -> asComponent(metric.component());
            case Statement.Component component -> component.items().forEach(this::take);
            case Statement.Service service -> {}
            case Statement.Image image -> {}
            case Statement.Network network -> {}
            case Statement.Tariff tariff -> {}
            case Statement.Objective objective -> asComponent(objective.place().name());
            case Statement.Hold hold -> asComponent(hold.place().name());
            case Statement.Migrate migrate -> {
                asComponent(migrate.place().name());
                Mentions.of(migrate.condition(), (name, place) -> asComponent(place.name()));
            }
            case Statement.Test test -> test.lines().forEach(this::take);
            case Statement.Calendar calendar -> {}
            case Statement.Budget budget -> {}
            case Statement.SlaClass slaClass -> {}
            case Statement.Broken broken -> {}
        }
    }

    private void takeEquation(Statement.Equation equation) {
        var subject = Subject.of(equation.subject());
        if (subject == Subject.SPEED) {
            usedAsNetwork.putIfAbsent(
                    equation.place().name().text(), equation.place().name());
        } else if (subject == Subject.SLA) {
            usedAsEither.add(equation.place().name());
        } else {
            asComponent(equation.place().name());
            if (equation.value() instanceof Value.Formula(var expression)) {
                Mentions.of(expression, (name, place) -> asComponent(place.name()));
            }
        }
        Mentions.of(equation.clauses(), (name, place) -> asComponent(place.name()));
    }

    private void take(TestLine line) {
        switch (line) {
            case TestLine.Given given -> asComponent(given.place().name());
            case TestLine.Expect expect -> Mentions.of(expect.condition(), (name, place) -> asComponent(place.name()));
        }
    }

    private void take(Item item) {
        switch (item) {
            case Item.Networks(var span, var names) ->
                names.forEach(name -> usedAsNetwork.putIfAbsent(name.text(), name));
            case Item.After(var span, var names) -> names.forEach(this::asComponent);
            case Item.Near(var span, var name) -> asComponent(name);
            case Item.Set set -> {}
            case Item.Image image -> {}
            case Item.Replicas replicas -> {}
            case Item.Ready ready -> {}
            case Item.Spread spread -> {}
            case Item.Victim victim -> {}
            case Item.Drain drain -> {}
        }
    }

    private void asComponent(Name name) {
        usedAsComponent.putIfAbsent(name.text(), name);
    }

    private void addNetworks(Set<String> components, Set<String> networks) {
        usedAsNetwork.forEach((text, name) -> {
            if (!text.equals(Network.PUBLIC) && !components.contains(text) && networks.add(text)) {
                problems.info(
                        Code.NETWORK_INFERRED,
                        name.span(),
                        "the network " + Problems.quoted(text) + " is not declared here: it is known by its use",
                        "it is declared by `network " + text + "`");
            }
        });
        usedAsEither.stream()
                .filter(name -> !networks.contains(name.text()) && !name.text().equals(Network.PUBLIC))
                .forEach(this::asComponent);
    }

    /** Shorter names come first: whether {@code C11} is a replica depends on whether {@code C1} is a component. */
    private void addComponents(Set<String> components) {
        var candidates = new ArrayList<>(usedAsComponent.values());
        candidates.sort(Comparator.comparingInt(name -> name.text().length()));
        var inferred = new LinkedHashSet<String>();
        for (var name : candidates) {
            var known = components.contains(name.text()) || Scope.replica(name.text(), components) != null;
            if (!known && components.add(name.text())) {
                inferred.add(name.text());
            }
        }
        usedAsComponent.values().stream()
                .filter(name -> inferred.contains(name.text()))
                .forEach(name -> problems.info(
                        Code.COMPONENT_INFERRED,
                        name.span(),
                        "the component " + Problems.quoted(name.text())
                                + " is not declared here: it is known by its use",
                        "it is declared by its size, such as `" + name.text() + "(1 CPU, 1 GB, 10 GB disk)`"));
    }
}
