package io.reservoir.dsl.generate;

import java.util.Locale;

/** Expressions, with parentheses that are needed and some that are not. */
final class ExpressionGenerator {
    private static final int DEEPEST = 4;

    private final Scribble out;
    private final ValueGenerator values;

    ExpressionGenerator(Scribble out, ValueGenerator values) {
        this.out = out;
        this.values = values;
    }

    void expression() {
        expression(0);
    }

    private void expression(int depth) {
        switch (depth >= DEEPEST ? out.below(6) : out.below(20)) {
            case 0, 1 -> values.amount();
            case 2 -> mention();
            case 3, 4 -> reading();
            case 5 -> out.words(out.any("Budget", "flips")).sign("(").sign(")");
            case 6, 7 -> enclosed(depth);
            case 8 -> {
                out.sign("-");
                expression(depth + 1);
            }
            case 9 -> {
                out.words("not");
                expression(depth + 1);
            }
            case 10 -> function(depth);
            case 11 -> aggregation();
            case 12, 13 -> choice(depth);
            default -> operation(depth);
        }
    }

    /** A name alone; before a colon and a number, {@code http} and {@code get} would begin a probe. */
    private void mention() {
        var place = values.place();
        var name = place.toLowerCase(Locale.ROOT);
        if (name.startsWith("http") || name.startsWith("get")) {
            out.sign("(").close(place).sign(")");
        } else {
            out.name(place);
        }
    }

    private void reading() {
        out.name(values.metric()).sign("(").close(values.place()).sign(")");
    }

    private void enclosed(int depth) {
        out.sign("(");
        expression(depth + 1);
        out.sign(")");
    }

    private void function(int depth) {
        out.words(out.any("min", "max", "ceil", "clamp", "prev", "Forecast", "cel"))
                .sign("(");
        expression(depth + 1);
        while (out.chance(40)) {
            out.sign(",");
            expression(depth + 1);
        }
        out.sign(")");
    }

    private void aggregation() {
        out.words(out.any("avg", "rate", "p95", "last")).sign("(");
        reading();
        out.sign(",");
        values.duration();
        out.sign(")");
    }

    private void choice(int depth) {
        expression(depth + 1);
        out.sign(" ?");
        expression(depth + 1);
        out.sign(":");
        expression(depth + 1);
    }

    private void operation(int depth) {
        expression(depth + 1);
        switch (out.below(4)) {
            case 0 -> out.sign(out.any("+", "-", "*", "<", "<=", ">", ">=", "==", "!=", "??"));
            case 1 -> out.words(out.any("and", "or"));
            case 2 -> out.breakLine().sign(out.any("%", "/")).breakLine();
            default -> {
                out.close(out.any("%(", " % (", "/(", " / ("));
                expression(depth + 1);
                out.sign(")");
                return;
            }
        }
        expression(depth + 1);
    }
}
