package io.reservoir.dsl.generate;

/** Components and tests, with their blocks. */
final class BlockGenerator {
    private final Scribble out;
    private final ValueGenerator values;
    private final ExpressionGenerator expressions;

    BlockGenerator(Scribble out, ValueGenerator values, ExpressionGenerator expressions) {
        this.out = out;
        this.values = values;
        this.expressions = expressions;
    }

    void component() {
        out.close(out.any("C1", "C2", "Web", "Db_2"))
                .sign("(")
                .name(values.number())
                .unit("CPU");
        while (out.chance(60)) {
            out.sign(",");
            values.quantity();
            if (out.chance(40)) {
                out.breakLine().words(out.any("disk", "memory", "storage", "RAM", "tape"));
            }
        }
        out.sign(")");
        if (out.chance(70)) {
            out.block(this::item);
        }
    }

    private void item() {
        switch (out.below(10)) {
            case 0 -> out.words("image").name(values.newName());
            case 1 -> names("networks");
            case 2 -> names("after");
            case 3 -> bounds();
            case 4 -> ready();
            case 5 -> out.words("spread").words(out.any("hosts", "domains", "racks"));
            case 6 -> out.words("near").name(values.newName());
            case 7 -> setting();
            case 8 -> out.words("victim by").name(values.metric()).words(out.any("asc", "desc"));
            default -> {
                out.words("drain until").name(values.metric()).sign(out.any("=", "<="));
                values.quantity();
                if (out.chance(50)) {
                    out.words("max");
                    values.duration();
                }
            }
        }
    }

    private void names(String keyword) {
        out.words(keyword).name(values.newName());
        while (out.chance(40)) {
            out.sign(",").name(values.newName());
        }
    }

    private void bounds() {
        out.words("replicas");
        do {
            out.breakLine().words(out.any("min", "max", "initial"));
            values.quantity();
        } while (out.chance(50));
    }

    private void ready() {
        out.words("ready when");
        switch (out.below(5)) {
            case 0 -> out.words("boot");
            case 1 -> out.words("agent");
            case 2 -> out.words("tcp").sign(":").close("5432");
            case 3 -> out.words("http").sign(":").close("80").breakLine();
            default -> {
                out.words(out.any("http", "http GET")).sign(":").close("8080");
                out.close(out.any("/", "/health", "/a/b?deep=1&x=[2]", "/%7E(min)\"q w\""))
                        .breakLine();
            }
        }
        if (out.chance(50)) {
            out.words("within");
            values.duration();
        }
    }

    private void setting() {
        out.words("set").name(values.newName()).sign("=");
        var more = false;
        do {
            if (more) {
                out.sign("+");
            }
            switch (out.below(4)) {
                case 0 -> out.name(values.string());
                case 1 -> values.quantity();
                case 2 ->
                    out.words(out.any("ip", "ips", "entry"))
                            .sign("(")
                            .close(values.place())
                            .sign(",")
                            .close(values.newName())
                            .sign(")");
                default ->
                    out.words(out.any("id", "service", "Domain")).sign("(").sign(")");
            }
            more = true;
        } while (out.chance(40));
    }

    void test() {
        out.close("test").name(values.string());
        out.block(this::testLine);
    }

    private void testLine() {
        out.breakLine();
        if (out.chance(50)) {
            out.words("given")
                    .name(values.metric())
                    .sign("(")
                    .close(values.place())
                    .sign(")")
                    .sign("=");
            step();
            while (out.chance(40)) {
                out.sign(",");
                step();
            }
            if (out.chance(50)) {
                out.words("every");
                values.duration();
            }
        } else {
            expectation();
        }
    }

    private void expectation() {
        out.words("expect");
        if (out.chance(50)) {
            out.words(out.any("Replicas", "cpu", "flips", "Ready", "actions"))
                    .sign("(")
                    .close("C1")
                    .sign(")");
            out.sign(out.any("=", "==", ">=", "!="));
            values.amount();
        } else {
            expressions.expression();
            if (out.chance(40)) {
                out.sign("=");
                expressions.expression();
            }
        }
        if (out.chance(50)) {
            out.words("at");
            values.duration();
        }
    }

    private void step() {
        if (out.chance(20)) {
            out.words("unknown");
        } else {
            values.quantity();
        }
        if (out.chance(40)) {
            out.breakLine().words(out.any("x", "x", "x", "times", "h")).name(values.number());
        }
    }
}
