package io.reservoir.controller.image;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The pen of a service's owner: appends to the ledger and replays what was written, so that the image is never ahead
 * of the ledger and never behind. Belongs to one thread.
 */
public final class Journal {
    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final Tenure tenure;
    private final Consumer<Recorded> listener;
    private ServiceImage image;
    private boolean lost;

    private Journal(Ledger ledger, Tenure tenure, ServiceImage image, Consumer<Recorded> listener) {
        this.ledger = ledger;
        this.tenure = tenure;
        this.image = image;
        this.listener = listener;
    }

    /**
     * Reads a service's whole ledger and goes on from there.
     *
     * @param listener told of every entry that is appended, after it is durable
     */
    public static Journal open(Ledger ledger, Tenure tenure, ServiceId service, Consumer<Recorded> listener) {
        return open(ledger, tenure, service, listener, recorded -> {});
    }

    /**
     * The same.
     *
     * @param reader told of every entry that is there, in order
     */
    public static Journal open(
            Ledger ledger, Tenure tenure, ServiceId service, Consumer<Recorded> listener, Consumer<Recorded> reader) {
        return new Journal(ledger, tenure, replayed(ledger, service, reader), listener);
    }

    /** The image of a service as its ledger has it now. */
    public static ServiceImage replayed(Ledger ledger, ServiceId service) {
        return replayed(ledger, service, recorded -> {});
    }

    private static ServiceImage replayed(Ledger ledger, ServiceId service, Consumer<Recorded> reader) {
        var image = ServiceImage.empty(service);
        List<Recorded> page;
        do {
            page = ledger.read(service, image.lastSeq(), PAGE);
            for (var recorded : page) {
                image = Replay.apply(image, recorded);
                reader.accept(recorded);
            }
        } while (page.size() == PAGE);
        return image;
    }

    public ServiceImage image() {
        return image;
    }

    public Epoch epoch() {
        return tenure.epoch();
    }

    /** True once somebody else owns the service: nothing more may be decided or done here. */
    public boolean isLost() {
        return lost;
    }

    /** Nothing more is appended, and what is tried is as if the service had another owner. */
    public void close() {
        lost = true;
    }

    /**
     * Appends entries, all or none. False means that they are not in the ledger and that the service has another owner
     * by now: whatever was to follow must not be done.
     */
    public boolean append(Instant at, List<Entry> entries) {
        if (lost) {
            return false;
        }
        if (entries.isEmpty()) {
            return true;
        }
        return switch (ledger.append(image.id(), tenure, image.lastSeq(), at, entries)) {
            case Ledger.Appended.At appended -> {
                replay(at, entries);
                yield true;
            }
            case Ledger.Appended.Fenced fenced -> lose();
            case Ledger.Appended.Conflict conflict -> lose();
        };
    }

    private void replay(Instant at, List<Entry> entries) {
        for (var entry : entries) {
            var recorded = new Recorded(image.id(), image.lastSeq() + 1, tenure.epoch(), at, entry);
            image = Replay.apply(image, recorded);
            listener.accept(recorded);
        }
    }

    private boolean lose() {
        lost = true;
        return false;
    }
}
