package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Outcome;
import java.util.List;
import java.util.Locale;

/** Cells as a table of Markdown, a row for each, and a list of those that were skipped with the reason. */
final class MarkdownTable {
    private static final String HEAD = """
            | services | shapes | contender | CPU time of a reading | times the loop | garbage a reading | heap a service | deployment |
            |---|---|---|---|---|---|---|---|
            """;

    private MarkdownTable() {}

    static String of(List<Cell> cells) {
        var text = new StringBuilder(HEAD);
        cells.forEach(cell -> text.append(row(cell)));
        text.append('\n');
        for (var cell : cells) {
            if (cell.outcome() instanceof Outcome.Skipped(var contender, var why)) {
                text.append(String.format(
                        Locale.ROOT,
                        "- %s, %,d services, %s: %s%n",
                        contender,
                        cell.workload().services(),
                        cell.shapes(),
                        why));
            }
        }
        return text.toString();
    }

    private static String row(Cell cell) {
        var begin = String.format(
                Locale.ROOT,
                "| %,d | %s | %s |",
                cell.workload().services(),
                cell.shapes(),
                cell.outcome().contender());
        return begin
                + switch (cell.outcome()) {
                    case Outcome.Measured measured ->
                        String.format(
                                Locale.ROOT,
                                " %s | %s | %,.0f B | %s | %s |%n",
                                time(measured.nanosPerReading()),
                                ratio(measured.nanosPerReading() / cell.loopNanos()),
                                measured.bytesPerReading(),
                                size(measured.heapPerServiceBytes()),
                                time(1e6 * measured.deployMillis()));
                    case Outcome.Skipped skipped -> " – | – | – | – | – |\n";
                };
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%,.0f", ratio);
    }

    private static String time(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
        }
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%,.0f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%,.1f s", nanos / 1e9);
    }

    private static String size(double bytes) {
        return String.format(Locale.ROOT, bytes < 1e5 ? "%.1f KB" : "%,.0f KB", bytes / 1e3);
    }
}
