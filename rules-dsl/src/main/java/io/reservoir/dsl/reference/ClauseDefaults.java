package io.reservoir.dsl.reference;

import static io.reservoir.dsl.reference.InWords.percent;

import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Numbers;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the language says where neither author nor SLA class says anything. */
final class ClauseDefaults {
    private ClauseDefaults() {}

    static String table() {
        var kinds = Variable.Kind.values();
        var header = Stream.concat(Stream.of("clause"), Arrays.stream(kinds).map(kind -> "`" + kind.word() + "`"));
        var table = new MarkdownTable(header.toArray(String[]::new));
        row(table, "`band up`", policy -> percent(policy.bandUp()));
        row(table, "`band down`", policy -> percent(policy.bandDown()));
        row(table, "`headroom`", policy -> percent(policy.headroom()));
        row(table, "`stabilise up`", policy -> InWords.of(policy.stabiliseUp()));
        row(table, "`stabilise down`", policy -> InWords.of(policy.stabiliseDown()));
        row(table, "`rate up`", policy -> InWords.of(policy.rateUp()));
        row(table, "`rate down`", policy -> InWords.of(policy.rateDown()));
        row(table, "`on unknown`", policy -> InWords.of(policy.onUnknown()));
        var steps = Arrays.stream(kinds).map(ClauseDefaults::step);
        table.row(Stream.concat(Stream.of("`step`"), steps).toArray(String[]::new));
        row(table, "`cooldown out`", policy -> InWords.of(policy.cooldownOut()));
        row(table, "`cooldown in`", policy -> InWords.of(policy.cooldownIn()));
        row(table, "`combine`", policy -> policy.combine().name().toLowerCase(Locale.ROOT));
        return table.toString();
    }

    private static void row(MarkdownTable table, String clause, Function<Policy, String> value) {
        var values = Arrays.stream(Variable.Kind.values()).map(kind -> value.apply(Policy.defaults(kind)));
        table.row(Stream.concat(Stream.of(clause), values).toArray(String[]::new));
    }

    private static String step(Variable.Kind kind) {
        var step = Policy.defaults(kind).step();
        return switch (kind) {
            case REPLICAS, CPU -> Numbers.plain(step);
            case MEMORY -> Numbers.plain(step / 0x1p20) + " MiB";
        };
    }
}
