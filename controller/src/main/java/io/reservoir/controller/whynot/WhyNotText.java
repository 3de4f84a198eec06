package io.reservoir.controller.whynot;

import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Words;
import io.reservoir.controller.whynot.WhyNot.Answer;
import io.reservoir.controller.whynot.WhyNot.Flip;
import io.reservoir.controller.whynot.WhyNot.Obstacle;
import io.reservoir.controller.whynot.WhyNot.Relation;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What would have to be otherwise, for people. Every block ends with a line feed. */
public final class WhyNotText {
    private static final String INDENT = "  ";

    private WhyNotText() {}

    public static String of(WhyNot whyNot) {
        var text = new StringBuilder(whyNot.variable() + " is " + size(whyNot, whyNot.current()) + " at "
                + Words.of(whyNot.at()) + "; " + whyNot.because() + "\n");
        for (var answer : whyNot.wishes()) {
            text.append('\n').append(wish(whyNot, answer)).append('\n');
            coming(text, whyNot, answer);
            flips(text, whyNot, answer);
            obstacles(text, answer);
        }
        var statement = whyNot.statement();
        text.append("\nstatement ")
                .append(
                        statement == null
                                ? "none: no statement is active"
                                : statement.file() + ":" + statement.line() + ":" + statement.column());
        if (!whyNot.hostsAsked()) {
            text.append("; as of the last recorded decision, hosts not asked");
        }
        return text.append('\n').toString();
    }

    private static String wish(WhyNot whyNot, Answer answer) {
        var isMore = answer.size() > whyNot.current();
        return (isMore ? "growing to " : "shrinking to ")
                + size(whyNot, answer.size())
                + (isMore ? " or more" : " or less");
    }

    private static String size(WhyNot whyNot, double size) {
        return Words.of(whyNot.variable(), size);
    }

    private static void coming(StringBuilder text, WhyNot whyNot, Answer answer) {
        var coming = answer.coming();
        if (coming != null) {
            text.append(INDENT + "comes by itself if all stays as it is: ")
                    .append(size(whyNot, coming.target()))
                    .append(when(whyNot.at(), coming.at(), coming.heldBy()))
                    .append('\n');
        }
    }

    private static void flips(StringBuilder text, WhyNot whyNot, Answer answer) {
        var table = Table.plain(INDENT);
        for (var flip : answer.flips()) {
            table.row(
                    "would " + change(whyNot, flip),
                    "at " + flip.input() + (flip.relation() == Relation.AT_LEAST ? " ≥ " : " ≤ ") + number(flip.value())
                            + unit(flip),
                    "now " + number(new BigDecimal(Words.number(flip.now()))) + unit(flip)
                            + when(whyNot.at(), flip.at(), flip.heldBy()));
        }
        for (var none : answer.without()) {
            table.row("no flip point", none.input(), none.why());
        }
        text.append(table);
    }

    private static String change(WhyNot whyNot, Flip flip) {
        var by = Math.abs(flip.target() - whyNot.current());
        if (!whyNot.variable().startsWith("Replicas(")) {
            return "become " + size(whyNot, flip.target());
        }
        return (flip.target() > whyNot.current() ? "add " : "remove ") + (by == 1 ? "one" : Words.number(by));
    }

    private static String unit(Flip flip) {
        return flip.unit() == null ? "" : " " + flip.unit();
    }

    /** With separators between thousands, and each digit that there is. */
    private static String number(BigDecimal number) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    private static String when(Instant now, Instant then, @Nullable String heldBy) {
        var delay = Duration.between(now, then);
        return (delay.isZero() ? ", at once" : ", after " + Words.of(delay))
                + (heldBy == null ? "" : " (" + heldBy + ")");
    }

    private static void obstacles(StringBuilder text, Answer answer) {
        if (answer.obstacles().isEmpty()) {
            return;
        }
        text.append(INDENT + "in the way\n");
        var table = Table.plain(INDENT + INDENT);
        for (Obstacle obstacle : answer.obstacles()) {
            table.row(
                    obstacle.stage(),
                    obstacle.text(),
                    obstacle.otherwise()
                            + (obstacle.until() == null ? "" : "; passes by itself at " + Words.of(obstacle.until())));
        }
        text.append(table);
    }
}
