package io.reservoir.dsl.generate;

/** Equations and indicators with their clauses. */
final class EquationGenerator {
    private final Scribble out;
    private final ValueGenerator values;
    private final ExpressionGenerator expressions;

    EquationGenerator(Scribble out, ValueGenerator values, ExpressionGenerator expressions) {
        this.out = out;
        this.values = values;
        this.expressions = expressions;
    }

    void indicator() {
        out.close("indicator")
                .wordsOnLine(out.any("Load", "Pressure"))
                .sign("(")
                .close(values.place())
                .sign(")");
        out.sign("=");
        expressions.expression();
        clauses();
    }

    void equation() {
        out.close(out.any("Replicas", "CPU", "Cpu", "Memory", "Load", "load", "Users", "users", "min"));
        out.sign("(").close(values.place()).sign(")").sign(out.any("=", "=", "<=", ">="));
        expressions.expression();
        clauses();
    }

    void placement() {
        switch (out.below(3)) {
            case 0 -> {
                out.close(out.any("SLA", "sla", "Sla"))
                        .sign("(")
                        .close(values.place())
                        .sign(")")
                        .sign("=");
                out.words(out.any("Gold", "Bronze", "BestEffort", "Mine"));
            }
            case 1 -> {
                out.close(out.any("SPEED", "Speed"))
                        .sign("(")
                        .close(values.newName())
                        .sign(")");
                out.sign(out.any("=", "<=", ">="));
                values.amount();
            }
            default -> {
                out.close(out.any("Deploy", "DEPLOY"))
                        .sign("(")
                        .close(values.place())
                        .sign(")")
                        .sign("=");
                domains();
            }
        }
        clauses();
    }

    private void domains() {
        var ordered = out.chance(30);
        out.sign(ordered ? "[" : out.any("{", "{", "!{"));
        for (var count = out.below(4); count > 0; count--) {
            domain();
            if (count > 1) {
                out.sign(",");
            }
        }
        out.sign(ordered ? "]" : "}");
    }

    private void domain() {
        if (out.chance(20)) {
            out.name(values.string());
        } else {
            out.name(out.any("Domain1", "Domain", "eu-west.2", "3", "-a"));
            while (out.chance(30)) {
                out.name(out.any("3", "z", "min", "west-1", "GB"));
            }
        }
        if (out.chance(30)) {
            out.sign(":");
            values.quantity();
        }
    }

    private void clauses() {
        while (out.chance(60)) {
            if (!out.endsWith(")") || out.chance(50)) {
                out.breakLine();
            }
            clause();
        }
    }

    private void clause() {
        switch (out.below(15)) {
            case 0, 1 -> bound("min");
            case 2 -> bound("max");
            case 3 -> {
                out.words("when");
                expressions.expression();
            }
            case 4 -> quantity("priority");
            case 5 -> quantity("headroom");
            case 6 -> quantity("step");
            case 7 -> duration("over");
            case 8 -> duration("within");
            case 9 -> out.words("on").wordsOnLine(out.any("unknown hold", "unknown max"));
            case 10 -> quantity("on unknown fallback");
            case 11 -> out.words("combine").words(out.any("max", "min"));
            case 12 -> out.words("during").name(values.newName());
            case 13 -> band();
            default -> twoWay();
        }
    }

    private void bound(String which) {
        out.words(which);
        expressions.expression();
        if (out.chance(20)) {
            out.words("during").name(values.newName());
        } else if (which.equals("min") && out.chance(50)) {
            out.breakLine();
            bound("max");
        }
    }

    private void band() {
        out.words("band");
        if (out.chance(60)) {
            quantity("up");
        }
        if (out.chance(60)) {
            quantity("down");
        }
    }

    private void twoWay() {
        switch (out.below(3)) {
            case 0 -> {
                out.words(out.any("stabilise", "stabilize"));
                optionalDuration("up");
                optionalDuration("down");
            }
            case 1 -> {
                out.words("cooldown");
                optionalDuration("in");
                optionalDuration("out");
            }
            default -> {
                out.words("rate");
                optionalPace("up");
                optionalPace("down");
            }
        }
    }

    private void quantity(String words) {
        out.words(words);
        values.quantity();
    }

    private void duration(String words) {
        out.words(words);
        values.duration();
    }

    private void optionalDuration(String word) {
        if (out.chance(60)) {
            duration(word);
        }
    }

    private void optionalPace(String word) {
        if (out.chance(60)) {
            quantity(word);
            duration("per");
        }
    }
}
