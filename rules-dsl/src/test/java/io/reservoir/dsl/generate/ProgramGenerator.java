package io.reservoir.dsl.generate;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Texts that hold every statement, clause, item, operator, unit, escape and comment of the language sooner or later.
 * They can be read without a syntax error; what they mean is another matter. The same seed gives the same text.
 */
public final class ProgramGenerator {
    private final Scribble out;
    private final ValueGenerator values;
    private final ExpressionGenerator expressions;
    private final BlockGenerator blocks;
    private final EquationGenerator equations;
    private final ProviderGenerator provider;

    private ProgramGenerator(RandomGenerator random) {
        this.out = new Scribble(random);
        this.values = new ValueGenerator(out);
        this.expressions = new ExpressionGenerator(out, values);
        this.blocks = new BlockGenerator(out, values, expressions);
        this.equations = new EquationGenerator(out, values, expressions);
        this.provider = new ProviderGenerator(out, values);
    }

    /** A text, and how many comments stand in it. */
    public record Program(String text, int comments) {}

    /** A program of a few statements. */
    public static Program of(long seed) {
        return of(seed, 2);
    }

    /** A program of about as many statements. */
    public static Program of(long seed, int statements) {
        var generator = new ProgramGenerator(new Random(seed));
        for (var count = 1 + generator.out.below(2 * statements - 1); count > 0; count--) {
            generator.statement();
            generator.out.endStatement();
        }
        return new Program(generator.out.toString(), generator.out.comments());
    }

    private void statement() {
        List<Runnable> kinds = List.of(
                this::service,
                this::image,
                () -> out.close(out.any("network", "NETWORK")).name(values.newName()),
                this::metric,
                equations::indicator,
                this::objective,
                this::calendar,
                this::hold,
                this::budget,
                this::migrate,
                blocks::component,
                blocks::component,
                blocks::test,
                provider::slaClass,
                provider::tariff,
                equations::equation,
                equations::equation,
                equations::equation,
                equations::placement);
        kinds.get(out.below(kinds.size())).run();
    }

    private void service() {
        out.close("service").name(values.newName());
        for (var parts = out.below(3); parts > 0; parts--) {
            out.close("-").close(out.any("a", "Shop", "2", "min"));
        }
    }

    private void image() {
        out.close("image").name(values.newName());
        if (out.chance(60)) {
            out.words("from").name(values.string());
        }
        if (out.chance(30)) {
            out.words("sha256").name(values.string());
        }
    }

    private void metric() {
        out.close("metric")
                .wordsOnLine(values.metric())
                .sign("(")
                .close(values.newName())
                .sign(")");
        if (out.chance(60)) {
            out.words(out.any("gauge", "counter"));
        }
        if (out.chance(50)) {
            out.words(out.any("req/s", "users", "ms", "%", "GB", "sum", "min", "foo"));
        }
        if (out.chance(50)) {
            out.words(out.any("sum", "avg", "p95", "p999", "max", "last"));
        }
        if (out.chance(50)) {
            out.words("every");
            values.duration();
        }
    }

    private void objective() {
        out.close("objective")
                .name(values.metric())
                .sign("(")
                .close(values.place())
                .sign(")");
        out.sign(out.any("<=", "<", ">", ">="));
        values.quantity();
        if (out.chance(50)) {
            out.words("over");
            values.duration();
        }
        if (out.chance(50)) {
            out.words("in");
            values.quantity();
            if (out.chance(50)) {
                out.words("of windows");
            }
        }
    }

    private void calendar() {
        out.close("calendar").name(values.newName()).sign("=").name(values.string());
        if (out.chance(50)) {
            out.words("except").name(values.date());
            while (out.chance(40)) {
                out.sign(",").name(values.date());
            }
        }
    }

    private void hold() {
        out.close("hold").words(out.any("in", "out")).name(values.place()).words("until");
        out.words(values.date() + out.any("", "T08:00Z", "T23:59:59+01:00"));
        if (out.chance(50)) {
            out.words("by").name(values.string());
        }
        if (out.chance(50)) {
            out.name(values.string());
        }
    }

    private void budget() {
        out.close("budget");
        values.quantity();
        out.words("per").words(out.any("month", "week", "day"));
        if (out.chance(50)) {
            out.words(out.any("soft", "hard"));
        }
    }

    private void migrate() {
        out.close("migrate").name(values.place()).words("when");
        expressions.expression();
        if (out.chance(50)) {
            out.words("for");
            values.duration();
        }
    }
}
