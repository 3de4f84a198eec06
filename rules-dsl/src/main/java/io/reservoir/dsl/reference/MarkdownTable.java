package io.reservoir.dsl.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table that grows by rows. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... header) {
        row(header);
        row(header).rows.getLast().replaceAll(cell -> "---");
    }

    MarkdownTable row(String... cells) {
        rows.add(new ArrayList<>(List.of(cells)));
        return this;
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(cells -> cells.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n"));
    }
}
