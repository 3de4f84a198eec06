package io.reservoir.dsl.reference;

import static io.reservoir.dsl.reference.InWords.percent;

import io.reservoir.model.sla.ResponseTime;
import io.reservoir.model.sla.SlaClass;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.sla.SpreadPromise;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SLA classes as shipped, one in a column. */
final class SlaClassTable {
    private SlaClassTable() {}

    static String text() {
        var header = Stream.concat(Stream.of("term"), classes(SlaClass::name));
        var table = new MarkdownTable(header.toArray(String[]::new));
        row(table, "availability per month", c -> c.availability() == null ? "–" : percent(c.availability()));
        row(table, "response time", c -> response(c.responseTime()));
        row(
                table,
                "a failed VEE is replaced within",
                c -> c.replaceWithin() == null ? "–" : minutes(c.replaceWithin()));
        row(table, "headroom", c -> percent(c.headroom()));
        row(table, "band up", c -> percent(c.bandUp()));
        row(table, "stabilise down", c -> InWords.of(c.stabiliseDown()));
        row(table, "spread", c -> spread(c.spread()));
        row(table, "priority", c -> String.valueOf(c.priority()));
        row(table, "price factor", c -> c.priceFactor().toPlainString());
        row(table, "credit", SlaClassTable::credits);
        return table.toString();
    }

    private static void row(MarkdownTable table, String term, Function<SlaClass, String> value) {
        table.row(Stream.concat(Stream.of(term), classes(value)).toArray(String[]::new));
    }

    private static Stream<String> classes(Function<SlaClass, String> value) {
        return SlaClasses.SHIPPED.classes().stream().map(value);
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() + " min";
    }

    private static String response(@Nullable ResponseTime promise) {
        return promise == null
                ? "–"
                : "p" + percent(promise.percentile()).replace("%", "").replace(".", "") + " ≤ "
                        + InWords.of(promise.limit()) + " over " + InWords.of(promise.window()) + " in "
                        + percent(promise.share()) + " of windows";
    }

    private static String spread(SpreadPromise spread) {
        var cells = Stream.of(count(spread.domains(), "domains"), count(spread.hosts(), "hosts"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" or "));
        return cells.isEmpty() ? "–" : (spread.soft() ? "soft " : "") + cells;
    }

    private static String count(int number, String of) {
        return number == 0 ? "" : number + " " + of;
    }

    private static String credits(SlaClass slaClass) {
        var credits = slaClass.credits().stream()
                .map(credit -> percent(credit.share().doubleValue()) + " below " + percent(credit.belowAvailability()))
                .collect(Collectors.joining(", "));
        return credits.isEmpty() ? "–" : credits;
    }
}
