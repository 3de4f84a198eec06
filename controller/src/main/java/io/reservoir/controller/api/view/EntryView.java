package io.reservoir.controller.api.view;

import io.reservoir.model.ledger.Recorded;
import java.time.Instant;

/**
 * One entry of a service's ledger.
 *
 * @param text what happened, in a sentence
 * @param detail what happened, for programs; its {@code kind} tells which shape it has
 */
public record EntryView(String service, long seq, long epoch, Instant at, String text, EntryDetail detail) {
    public static EntryView of(Recorded recorded) {
        var detail = EntryDetail.of(recorded.seq(), recorded.entry());
        return new EntryView(
                recorded.service().name(),
                recorded.seq(),
                recorded.epoch().number(),
                recorded.at(),
                detail.text(),
                detail);
    }

    /** What server-sent events call it: its service and sequence number. */
    public String eventId() {
        return service + ":" + seq;
    }
}
