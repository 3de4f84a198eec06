package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings on their way to one peer: gathered into batches, a bounded number of them waiting and a bounded number sent
 * and not acknowledged. What has no room costs the oldest batch that waits. Safe for many threads.
 */
final class Outbox {
    private final int batchReadings;
    private final long waitNanos;
    private final int inFlight;
    private final Deque<List<Reading>> waiting = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private List<Reading> open = new ArrayList<>();
    private long openSinceNanos;
    private long nextSeq = 1;
    private int depth;

    private record Sent(long seq, int readings) {}

    /** A batch to be sent, under the number that it has on this connection. */
    record Due(long seq, List<Reading> readings) {}

    Outbox(LinkSettings settings) {
        batchReadings = settings.batchReadings();
        waitNanos = settings.batchWait().toNanos();
        inFlight = settings.inFlight();
    }

    /** Adds readings; how many older ones were dropped for them. */
    synchronized int add(List<Reading> readings, long nowNanos) {
        var dropped = 0;
        for (var reading : readings) {
            if (open.isEmpty()) {
                openSinceNanos = nowNanos;
            }
            open.add(reading);
            if (open.size() == batchReadings) {
                dropped += close();
            }
        }
        depth += readings.size() - dropped;
        return dropped;
    }

    private int close() {
        var dropped = waiting.size() == inFlight ? waiting.removeFirst().size() : 0;
        waiting.addLast(open);
        open = new ArrayList<>(batchReadings);
        return dropped;
    }

    /** True if so many more readings would cost others their place. */
    synchronized boolean isFull(int more) {
        return waiting.size() * batchReadings + open.size() + more > inFlight * batchReadings;
    }

    /** The next batch, null if none is full or old enough, or as many as may be are under way. */
    synchronized @Nullable Due next(long nowNanos) {
        if (sent.size() == inFlight) {
            return null;
        }
        if (waiting.isEmpty() && !open.isEmpty() && nowNanos - openSinceNanos >= waitNanos) {
            waiting.addLast(open);
            open = new ArrayList<>();
        }
        var readings = waiting.pollFirst();
        if (readings == null) {
            return null;
        }
        var due = new Due(nextSeq++, readings);
        sent.addLast(new Sent(due.seq(), readings.size()));
        return due;
    }

    /** How long until the open batch is old enough; negative where none is open. */
    synchronized long nanosUntilDue(long nowNanos) {
        return open.isEmpty() ? -1 : Math.max(0, waitNanos - (nowNanos - openSinceNanos));
    }

    /** The peer is done with a batch, in whichever order; false if none of that number is under way. */
    synchronized boolean acknowledged(long seq) {
        for (var each = sent.iterator(); each.hasNext(); ) {
            var batch = each.next();
            if (batch.seq() == seq) {
                each.remove();
                depth -= batch.readings();
                return true;
            }
        }
        return false;
    }

    /** The connection is gone; how many readings were under way on it, of which nobody knows. */
    synchronized int disconnected() {
        var lost = sent.stream().mapToInt(Sent::readings).sum();
        sent.clear();
        nextSeq = 1;
        depth -= lost;
        return lost;
    }

    /** Readings that wait or are under way. */
    synchronized int depth() {
        return depth;
    }
}
