package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.InputView;
import io.reservoir.controller.api.view.NoticeView;
import io.reservoir.controller.api.view.SourceView;
import io.reservoir.controller.api.view.StepView;
import io.reservoir.controller.explain.Explanation.PlanOutcome;
import io.reservoir.controller.explain.Explanation.StepOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explanations for people: a sentence first, then what it rests on. Every block ends with a line feed. */
public final class ExplanationText {
    private static final String INDENT = "  ";

    private ExplanationText() {}

    /** A decision: headline, readings, stages, plan, statement. */
    public static String of(Explanation explanation) {
        var decision = explanation.decision();
        var text = new StringBuilder(explanation.headline()).append('\n');
        readings(text, decision);
        stages(text, decision);
        notices(text, decision);
        plan(text, explanation.plan());
        statement(text, explanation);
        facts(text, explanation);
        return text.toString();
    }

    /** A VEE: headline, what was planned for it, what was done, and the decision behind the last plan. */
    public static String of(VeeExplanation explanation) {
        var text = new StringBuilder(explanation.headline()).append('\n');
        text.append("\nplanned\n");
        var asked = Table.plain(INDENT);
        for (var one : explanation.asked()) {
            asked.row(
                    "#" + one.seq(),
                    Words.of(one.at()),
                    action(one.step()),
                    or(one.step().host(), "-"),
                    "because " + one.step().reason() + inBrackets(one.step().statement()));
        }
        text.append(asked);
        if (!explanation.entries().isEmpty()) {
            text.append("\ndone\n").append(entries(explanation.entries()));
        }
        if (explanation.decision() != null) {
            text.append("\nbehind it\n").append(brief(explanation.decision()));
        }
        return text.toString();
    }

    /** An entry: what it says, what it follows from, and the decisions behind it. */
    public static String of(EntryExplanation explanation) {
        var entry = explanation.entry();
        var text = new StringBuilder("#" + entry.seq() + " of " + entry.service() + ", " + Words.of(entry.at())
                + ", epoch " + entry.epoch() + ": " + entry.detail().kind() + "\n");
        text.append(INDENT).append(entry.text()).append('\n');
        if (entry.detail() instanceof EntryDetail.Planned planned) {
            reasons(text, planned);
        }
        if (!explanation.cameFrom().isEmpty()) {
            text.append("\nfollows from\n").append(entries(explanation.cameFrom()));
        }
        if (entry.detail() instanceof EntryDetail.Decided) {
            explanation.decisions().forEach(decision -> text.append('\n').append(of(decision)));
        } else if (!explanation.decisions().isEmpty()) {
            text.append("\nbehind it\n");
            explanation.decisions().forEach(decision -> text.append(brief(decision)));
        }
        return text.toString();
    }

    private static void reasons(StringBuilder text, EntryDetail.Planned planned) {
        var steps = Table.plain(INDENT);
        for (var step : planned.steps()) {
            steps.row(
                    action(step),
                    VeeNames.shown(step.vee()),
                    or(step.host(), "-"),
                    "because " + step.reason() + inBrackets(step.statement()));
        }
        text.append("\nsteps\n").append(steps);
    }

    private static String brief(Explanation explanation) {
        var statement = explanation.decision().statement();
        var text = new StringBuilder(INDENT + explanation.headline() + "\n");
        var readings = Table.plain(INDENT + INDENT);
        explanation.decision().inputs().forEach(input -> readings.row(input.name(), value(input)));
        text.append(readings);
        if (statement != null) {
            text.append(INDENT + INDENT).append(place(statement)).append("  ");
            text.append(oneLine(statement.text())).append('\n');
        }
        text.append(INDENT + INDENT + "entry #")
                .append(explanation.decision().seq())
                .append(", manifest #")
                .append(explanation.manifestSeq())
                .append('\n');
        return text.toString();
    }

    private static void readings(StringBuilder text, DecisionView decision) {
        if (decision.inputs().isEmpty()) {
            return;
        }
        var table = Table.plain(INDENT);
        decision.inputs().forEach(input -> table.row(input.name(), value(input), samples(input)));
        text.append("\nreadings\n").append(table);
    }

    private static String samples(InputView input) {
        var samples = input.samples();
        if (samples == null) {
            return "";
        }
        return samples.aggregation() + " of " + samples.count() + (samples.count() == 1 ? " sample" : " samples")
                + taken(samples.replicas()) + " after " + Words.of(samples.after()) + " up to "
                + Words.of(samples.until());
    }

    private static String taken(List<Integer> replicas) {
        if (replicas.equals(List.of(0))) {
            return "";
        }
        return (replicas.size() == 1 ? " at replica " : " at replicas ") + Spans.of(replicas);
    }

    private static String value(InputView input) {
        var number = input.value() == null ? "" : Words.number(input.value());
        return switch (input.knowledge()) {
            case KNOWN -> number;
            case AT_LEAST -> "at least " + number + ": " + or(input.cause(), "");
            case UNKNOWN -> "unknown: " + or(input.cause(), "");
        };
    }

    private static void stages(StringBuilder text, DecisionView decision) {
        var table = Table.plain(INDENT);
        for (var stage : decision.stages()) {
            table.row(stage.stage(), Words.number(stage.result()), stage.changed() ? "*" : "", stage.text());
        }
        text.append("\nstages (* changed the value)\n").append(table);
    }

    private static void notices(StringBuilder text, DecisionView decision) {
        if (!decision.notices().isEmpty()) {
            var table = Table.plain(INDENT);
            for (NoticeView notice : decision.notices()) {
                table.row(Words.of(notice.code()), notice.text());
            }
            text.append("\nnotices\n").append(table);
        }
    }

    private static void plan(StringBuilder text, @Nullable PlanOutcome plan) {
        if (plan == null) {
            text.append("\nplan\n  nothing to do\n");
            return;
        }
        text.append("\nplan #").append(plan.seq());
        text.append(plan.together() ? ", committed with it\n" : ", later, at " + Words.of(plan.at()) + "\n");
        var table = Table.plain(INDENT);
        for (var step : plan.steps()) {
            table.row(
                    action(step.step()),
                    VeeNames.shown(step.step().vee()),
                    or(step.step().host(), "-"),
                    step.outcome(),
                    calls(step));
        }
        text.append(table);
        plan.steps().stream()
                .map(step -> step.step().reason())
                .distinct()
                .forEach(reason ->
                        text.append(INDENT + "because ").append(reason).append('\n'));
        plan.notes().forEach(note -> text.append(INDENT + "note: ").append(note).append('\n'));
        if (plan.otherSteps() > 0) {
            text.append(INDENT + "and ").append(plan.otherSteps()).append(" for other components\n");
        }
    }

    private static String calls(StepOutcome step) {
        var entries = step.entries();
        if (entries.isEmpty()) {
            return "";
        }
        var first = entries.getFirst().seq();
        var last = entries.getLast().seq();
        return first == last ? "entry #" + first : "entries #" + first + " to #" + last;
    }

    private static void statement(StringBuilder text, Explanation explanation) {
        var statement = explanation.decision().statement();
        if (statement == null) {
            text.append("\nstatement\n  none: no statement was active\n");
            return;
        }
        text.append("\nstatement ").append(place(statement)).append('\n');
        text.append(" | ")
                .append(or(explanation.sourceLine(), oneLine(statement.text())))
                .append('\n');
        if (explanation.sourceLine() != null) {
            text.append(" | ")
                    .append(marks(explanation.sourceLine(), statement))
                    .append('\n');
        }
    }

    /** Carets under the statement; tabs stay tabs, so that they stand where the line stands. */
    private static String marks(String line, SourceView statement) {
        var marks = new StringBuilder();
        var characters = line.codePoints().toArray();
        var last = statement.endLine() == statement.line() ? statement.endColumn() - 1 : characters.length;
        for (var i = 0; i < Math.min(last, characters.length); i++) {
            marks.append(i >= statement.column() - 1 ? '^' : characters[i] == '\t' ? '\t' : ' ');
        }
        return marks.toString();
    }

    private static void facts(StringBuilder text, Explanation explanation) {
        var decision = explanation.decision();
        text.append("\nrecorded as entry #")
                .append(decision.seq())
                .append(" of ")
                .append(explanation.service())
                .append(", epoch ")
                .append(explanation.epoch())
                .append("; authority: ")
                .append(decision.authority().words())
                .append("; rules of manifest #")
                .append(explanation.manifestSeq());
        if (decision.unmet() > 0) {
            text.append("; unmet: ").append(Words.of(decision.variable(), decision.unmet()));
        }
        text.append('\n');
    }

    private static Table entries(List<EntryView> entries) {
        var table = Table.plain(INDENT);
        for (var entry : entries) {
            table.row("#" + entry.seq(), Words.of(entry.at()), entry.detail().kind(), entry.text());
        }
        return table;
    }

    private static String action(StepView step) {
        return step.action() == StepView.Action.AWAIT ? "wait" : Words.of(step.action());
    }

    private static String inBrackets(@Nullable SourceView statement) {
        return statement == null ? "" : " (" + place(statement) + ")";
    }

    private static String place(SourceView statement) {
        return statement.file() + ":" + statement.line() + ":" + statement.column();
    }

    private static String oneLine(String statement) {
        return statement
                .lines()
                .map(String::strip)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
