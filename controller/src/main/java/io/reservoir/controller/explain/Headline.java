package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.StageView;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A decision in one sentence. */
final class Headline {
    /** What the stages write as whole sentences begins so; the rest is shorter. */
    private static final Pattern CLAUSE = Pattern.compile("(-?[0-9]|the |no |an ).*");

    private static final Pattern NUMBER = Pattern.compile("(at least )?-?[0-9].*");

    private Headline() {}

    static String of(DecisionView decision) {
        var variable = decision.variable();
        var target = Words.of(variable, decision.target());
        var change = decision.target() == decision.from()
                ? " stayed at " + target
                : " went from " + Words.of(variable, decision.from()) + " to " + target;
        var stage = deciding(decision);
        var text = "at " + Words.of(decision.at()) + " " + variable + change
                + (stage == null ? "" : " because " + because(stage));
        return decision.unmet() > 0 && !text.contains("unmet")
                ? text + "; " + Words.of(variable, decision.unmet()) + " could not be granted"
                : text;
    }

    /** The last stage that changed the value, else the first one. */
    private static @Nullable StageView deciding(DecisionView decision) {
        StageView last = null;
        for (var stage : decision.stages()) {
            if (last == null || stage.changed()) {
                last = stage;
            }
        }
        return last;
    }

    /** What the stage did, as the second half of a sentence: the raw value alone is no clause. */
    private static String because(StageView stage) {
        var text = stage.text();
        if (!stage.stage().equals("raw")) {
            return CLAUSE.matcher(text).matches() ? text : stage.stage() + ": " + text;
        }
        if (NUMBER.matcher(text).matches()) {
            return "the statement gives " + text;
        }
        return text.startsWith("unknown") ? "the value is " + text : text;
    }
}
