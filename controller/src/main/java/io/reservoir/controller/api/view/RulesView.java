package io.reservoir.controller.api.view;

import io.reservoir.rules.drl.DrlText;
import java.util.List;

/**
 * The rules of a service as DRL, for people: nobody loads them.
 *
 * @param shape the digest of the shape that the service shares with all that differ in numbers alone
 * @param head package and imports
 */
public record RulesView(String service, String shape, String head, List<RuleView> rules) {
    /**
     * The rule of one statement.
     *
     * @param text the statement as its author wrote it
     * @param place file, line and column
     */
    public record RuleView(String id, String text, String place, String drl) {}

    public static RulesView of(String service, DrlText printed) {
        return new RulesView(
                service,
                printed.shape(),
                printed.head(),
                printed.rules().stream().map(RulesView::rule).toList());
    }

    private static RuleView rule(DrlText.Rule rule) {
        var span = rule.source().span();
        return new RuleView(
                rule.id(), rule.source().text(), span.file() + ":" + span.line() + ":" + span.column(), rule.drl());
    }
}
