package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;

/** Warns of what is checked and what this release does not act on: nobody should rely on it in silence. */
final class NotCarriedOut {
    private final Problems problems;

    private NotCarriedOut(Problems problems) {
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new NotCarriedOut(problems);
        draft.statements().forEach(check::look);
    }

    private void look(Statement statement) {
        switch (statement) {
            case Statement.Objective objective -> warn("objective", objective.span());
            case Statement.Migrate migrate -> {}
            case Statement.Component component -> component.items().forEach(this::look);
            case Statement.Equation equation -> {}
            case Statement.Budget budget -> {}
            case Statement.Test test -> {}
            case Statement.Hold hold -> {}
            case Statement.Calendar calendar -> {}
            case Statement.Service service -> {}
            case Statement.Image image -> {}
            case Statement.Network network -> {}
            case Statement.Metric metric -> {}
            case Statement.Indicator indicator -> {}
            case Statement.Tariff tariff -> {}
            case Statement.SlaClass slaClass -> {}
            case Statement.Broken broken -> {}
        }
    }

    private void look(Item item) {
        switch (item) {
            case Item.Set set -> {}
            case Item.Victim victim -> {}
            case Item.Drain drain -> {}
            case Item.Near near -> {}
            case Item.Image image -> {}
            case Item.Networks networks -> {}
            case Item.Replicas replicas -> {}
            case Item.After after -> {}
            case Item.Ready ready -> {}
            case Item.Spread spread -> {}
        }
    }

    private void warn(String keyword, Span span) {
        problems.warning(
                Code.NOT_YET, span, "`" + keyword + "` is checked, and this release does not carry it out", null);
    }
}
