package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one VEE used and when, as its entries show it one after the other.
 *
 * <p>Evidence comes late and out of order, so:
 * <ul>
 *   <li>What begins, begins at its evidence, but never before what was there ended.
 *   <li>Evidence that the VEE does not run, or is not there, ends what was taken for granted from that time on, even
 *       where that was thought to be proven. This is how a failure that is seen late is not charged.
 *   <li>The lack of evidence, {@code UNKNOWN}, ends at the last proof and undoes nothing.
 *   <li>A resize with no evidence newer than the one before it tells nothing of when it was: it counts from when it
 *       was recorded, for its new price must not reach back over the life of the VEE.
 * </ul>
 */
final class Timeline {
    /** What is used all along a piece. */
    record Usage(Size size, boolean running) {}

    /** A stretch of time with the same usage. */
    record Piece(Usage usage, Instant from, Instant to, long firstSeq, long lastSeq, boolean open) {
        private Piece ended(Instant at, long seq) {
            return new Piece(usage, from, at, firstSeq, seq, false);
        }
    }

    /** What is in use since {@code from}, nothing having ended it yet. */
    private record Running(Usage usage, Instant from, long firstSeq, long lastSeq) {}

    private final VeeId vee;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private @Nullable Running current;
    private boolean gone;
    private Instant lastProof = Instant.MIN;

    Timeline(VeeId vee) {
        this.vee = vee;
    }

    VeeId vee() {
        return vee;
    }

    void add(Recorded recorded, Entry.VeeChanged change) {
        gone = change.phase() == VeePhase.GONE;
        var usage = usage(change);
        var now = current;
        if (now == null) {
            if (usage != null) {
                begin(usage, change.since(), recorded.seq());
            } else if (isContrary(change)) {
                end(change.since(), recorded.seq());
            }
        } else if (usage == null) {
            end(isContrary(change) ? change.since() : later(change.since(), lastProof), recorded.seq());
        } else if (usage.equals(now.usage)) {
            current = new Running(usage, now.from, now.firstSeq, recorded.seq());
        } else {
            var at = turnsAt(recorded, change, now, usage);
            end(at, recorded.seq());
            begin(usage, at, recorded.seq());
        }
        if (usage != null) {
            lastProof = later(lastProof, change.since());
        } else if (isContrary(change)) {
            lastProof = change.since();
        }
    }

    /** True if the VEE is gone and nothing was in use at that time or later. */
    boolean isOverBefore(Instant time) {
        var last = pieces.peekLast();
        return gone && current == null && (last == null || !last.to.isAfter(time));
    }

    /** All pieces, oldest first, none reaching past {@code until}. */
    List<Piece> upTo(Instant until) {
        var cut = new ArrayList<Piece>();
        for (var piece : pieces) {
            if (!piece.to.isAfter(until)) {
                cut.add(piece);
            } else if (piece.from.isBefore(until)) {
                cut.add(new Piece(piece.usage, piece.from, until, piece.firstSeq, piece.lastSeq, true));
            }
        }
        var now = current;
        if (now != null && now.from.isBefore(until)) {
            cut.add(new Piece(now.usage, now.from, until, now.firstSeq, now.lastSeq, true));
        }
        return cut;
    }

    private static @Nullable Usage usage(Entry.VeeChanged change) {
        return switch (change.phase()) {
            case PENDING, FAILED, UNKNOWN, GONE -> null;
            case STARTING, READY, DRAINING, HELD, STOPPING -> usage(change.size(), change.state());
        };
    }

    private static @Nullable Usage usage(Size size, @Nullable VeeState state) {
        if (state == null) {
            return null;
        }
        return switch (state) {
            case ACTIVE, PAUSED -> new Usage(size, true);
            case DEFINED, SUSPENDED, SHUTOFF -> new Usage(size, false);
            case DESTROYED -> null;
        };
    }

    /** True if the entry shows something that cannot be while the VEE is used; false if it merely shows nothing. */
    private static boolean isContrary(Entry.VeeChanged change) {
        return switch (change.phase()) {
            case UNKNOWN -> false;
            case PENDING, STARTING, READY, DRAINING, HELD, STOPPING, FAILED, GONE -> true;
        };
    }

    private Instant turnsAt(Recorded recorded, Entry.VeeChanged change, Running now, Usage next) {
        if (now.usage.running && !next.running) {
            return change.since();
        }
        var isResize = now.usage.running == next.running;
        var at = isResize && !change.since().isAfter(lastProof) ? recorded.at() : change.since();
        return later(at, now.from);
    }

    private void begin(Usage usage, Instant at, long seq) {
        var last = pieces.peekLast();
        current = new Running(usage, last == null ? at : later(at, last.to), seq, seq);
    }

    private void end(Instant at, long seq) {
        var now = current;
        current = null;
        if (now != null && now.from.isBefore(at)) {
            pieces.addLast(new Piece(now.usage, now.from, at, now.firstSeq, seq, false));
        }
        for (var last = pieces.peekLast(); last != null && last.to.isAfter(at); last = pieces.peekLast()) {
            pieces.removeLast();
            if (last.from.isBefore(at)) {
                pieces.addLast(last.ended(at, seq));
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
