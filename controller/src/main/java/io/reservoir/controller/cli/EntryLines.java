package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Table.Cell;
import io.reservoir.controller.explain.Words;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.vee.VeePhase;
import java.util.function.UnaryOperator;

/** Entries of a ledger, a line each, in columns that keep their width from line to line. */
final class EntryLines {
    private static final int SEQ_WIDTH = 7;
    private static final int KIND_WIDTH = 11;

    private EntryLines() {}

    static String of(EntryView entry, Terminal terminal) {
        return row(entry, terminal.style()).cutTo(terminal.width());
    }

    /** The same with its service in front. */
    static String withService(EntryView entry, Terminal terminal) {
        return entry.service() + " " + of(entry, terminal);
    }

    private static Table row(EntryView entry, Style style) {
        return Table.plain("")
                .row(
                        Cell.of(padded("#" + entry.seq(), SEQ_WIDTH)),
                        new Cell(Words.of(entry.at()), style::dim),
                        new Cell(padded(entry.detail().kind(), KIND_WIDTH), paint(entry.detail(), style)),
                        Cell.of(entry.text()));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static UnaryOperator<String> paint(EntryDetail detail, Style style) {
        return switch (detail) {
            case EntryDetail.Submitted submitted -> style::bold;
            case EntryDetail.Activated activated -> style::bold;
            case EntryDetail.Undeployed undeployed -> style::bold;
            case EntryDetail.Decided decided -> style::cyan;
            case EntryDetail.Planned planned -> style::cyan;
            case EntryDetail.Claimed claimed -> style::dim;
            case EntryDetail.Finished finished -> finished.result() == Entry.Result.DONE ? style::dim : style::red;
            case EntryDetail.VeeChanged changed -> changed.phase() == VeePhase.FAILED ? style::red : style::green;
            case EntryDetail.Noticed noticed -> style::yellow;
            case EntryDetail.PolicyInForce inForce -> style::bold;
            case EntryDetail.PolicyApplied applied -> style::bold;
            case EntryDetail.Pruned pruned -> style::dim;
        };
    }
}
