package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.unit.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells of what is declared and never used. Of a rule file nobody knows: the service it joins may use it. */
final class UnusedCheck {
    private final Draft draft;
    private final Uses uses;
    private final List<Key> inferred;
    private final Problems problems;

    private UnusedCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.uses = Uses.of(draft);
        this.inferred = uses.read().stream().filter(draft.metrics()::isInferred).toList();
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        if (!draft.declared().isRuleFile()) {
            var check = new UnusedCheck(draft, problems);
            draft.statements().forEach(check::check);
        }
    }

    private void check(Statement statement) {
        switch (statement) {
            case Statement.Image image ->
                warn(image.name(), "image", uses.isImage(image.name().text()), "runs it");
            case Statement.Network network ->
                warn(network.name(), "network", uses.isNetwork(network.name().text()), "is attached to it");
            case Statement.Calendar calendar -> {
                if (!uses.isCalendar(calendar.name().text())) {
                    problems.warning(
                            Code.UNUSED,
                            calendar.name().span(),
                            "nothing holds during the calendar "
                                    + Problems.quoted(calendar.name().text()),
                            null);
                }
            }
            case Statement.Metric metric -> checkMetric(metric);
            case Statement.Indicator indicator -> checkIndicator(indicator.name(), indicator.place());
            case Statement.Equation equation -> {
                if (Subject.of(equation.subject()) == Subject.LOAD) {
                    checkIndicator(equation.subject(), equation.place());
                }
            }
            default -> {
                // declares nothing that another statement could use
            }
        }
    }

    private void warn(Name name, String what, boolean used, String use) {
        if (!used) {
            problems.warning(
                    Code.UNUSED,
                    name.span(),
                    "the " + what + " " + Problems.quoted(name.text()) + " is not used: no component " + use,
                    null);
        }
    }

    private void checkMetric(Statement.Metric metric) {
        var key = Metrics.key(metric.name(), metric.component().text());
        if (!uses.isUsed(key) && !isIndicator(key) && !isPromised(key)) {
            problems.info(
                    Code.UNUSED,
                    metric.name().span(),
                    "nothing reads the metric " + Problems.quoted(key.toString()),
                    meant(key));
        }
    }

    /** What is measured beside being derived goes into the indicator. */
    private boolean isIndicator(Key key) {
        return draft.indicators().stream()
                .anyMatch(indicator -> new Key(indicator.name(), indicator.component()).equals(key));
    }

    /** An SLA class that promises response times is kept or broken by the times that are measured. */
    private boolean isPromised(Key key) {
        var slaClass = draft.slas().classOf(key.component());
        var unit = draft.metrics().readSilently(key).metric().unit();
        return slaClass != null
                && slaClass.responseTime() != null
                && unit.dimension().equals(Dimension.TIME);
    }

    /** The same metric of another component, or one of nearly that name, which is read and not declared. */
    private @Nullable String meant(Key key) {
        for (var other : inferred) {
            var nearest = Suggestion.nearest(key.name(), List.of(other.name()));
            if (other.name().equals(key.name())
                    || (nearest != null && other.component().equals(key.component()))) {
                return Problems.quoted(other.toString()) + " is read and not declared: is that the one?";
            }
        }
        return null;
    }

    private void checkIndicator(Name name, Place place) {
        var key = Metrics.key(name, place.name().text());
        if (!uses.isUsed(key)) {
            problems.info(
                    Code.UNUSED, name.span(), "nothing reads the indicator " + Problems.quoted(key.toString()), null);
        }
    }
}
