package io.reservoir.controller.image;

import io.reservoir.controller.snapshot.Snapshots;
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
    /** What a start replays at most, or a little more. */
    private static final int SNAPSHOT_EVERY = 500;

    private final Ledger ledger;
    private final Tenure tenure;
    private final Follower follower;
    private final Consumer<Recorded> listener;
    private ServiceImage image;
    private long keptSeq;
    private boolean lost;

    private Journal(
            Ledger ledger,
            Tenure tenure,
            ServiceImage image,
            long keptSeq,
            Follower follower,
            Consumer<Recorded> listener) {
        this.ledger = ledger;
        this.tenure = tenure;
        this.image = image;
        this.keptSeq = keptSeq;
        this.follower = follower;
        this.listener = listener;
    }

    /**
     * Reads a service's ledger and goes on from there.
     *
     * @param listener told of every entry that is appended, after it is durable
     */
    public static Journal open(Ledger ledger, Tenure tenure, ServiceId service, Consumer<Recorded> listener) {
        return open(ledger, tenure, service, listener, Follower.NOBODY);
    }

    /**
     * The same.
     *
     * @param follower a new one: brought to where the ledger is, and told of every entry that is appended, before the
     *     listener
     */
    public static Journal open(
            Ledger ledger, Tenure tenure, ServiceId service, Consumer<Recorded> listener, Follower follower) {
        var snapshot = ledger.snapshot(service);
        var kept = snapshot == null ? null : Snapshots.image(service, snapshot, follower);
        var from = kept == null ? ServiceImage.empty(service) : kept;
        var image = replayed(ledger, from, follower);
        return new Journal(ledger, tenure, image, from.lastSeq(), follower, listener);
    }

    /** The image of a service as its ledger has it now, from its first entry on. */
    public static ServiceImage replayed(Ledger ledger, ServiceId service) {
        return replayed(ledger, ServiceImage.empty(service), Follower.NOBODY);
    }

    private static ServiceImage replayed(Ledger ledger, ServiceImage from, Consumer<Recorded> follower) {
        return Entries.fold(ledger::read, from.id(), from.lastSeq(), from, (image, recorded) -> {
            follower.accept(recorded);
            return Replay.apply(image, recorded);
        });
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

    /** Asks the ledger whether this is still the service's last word; an owner that stood still does not know. */
    public boolean confirm(Instant at) {
        if (lost) {
            return false;
        }
        return switch (ledger.append(image.id(), tenure, image.lastSeq(), at, List.of())) {
            case Ledger.Appended.At appended -> true;
            case Ledger.Appended.Fenced fenced -> lose();
            case Ledger.Appended.Conflict conflict -> lose();
        };
    }

    private void replay(Instant at, List<Entry> entries) {
        for (var entry : entries) {
            var recorded = new Recorded(image.id(), image.lastSeq() + 1, tenure.epoch(), at, entry);
            image = Replay.apply(image, recorded);
            follower.accept(recorded);
            listener.accept(recorded);
        }
        if (image.lastSeq() - keptSeq >= SNAPSHOT_EVERY) {
            keptSeq = image.lastSeq();
            keep();
        }
    }

    /** The entries are durable, whether a snapshot of them can be kept or not: then a start reads more of them. */
    private void keep() {
        try {
            ledger.keep(image.id(), Snapshots.of(image, follower));
        } catch (RuntimeException e) {
            // the next one will do
        }
    }

    private boolean lose() {
        lost = true;
        return false;
    }
}
