package io.reservoir.cluster.link;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of the link to one peer. Safe for many threads. */
public final class LinkCounters {
    private final LongAdder batches = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder untaken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder connects = new LongAdder();

    void sent(int count) {
        batches.increment();
        readings.add(count);
    }

    void dropped(int count) {
        dropped.add(count);
    }

    void lost(int count) {
        lost.add(count);
    }

    void untaken(int count) {
        untaken.add(count);
    }

    void refuse() {
        refused.increment();
    }

    void connected() {
        connects.increment();
    }

    /** Batches sent. */
    public long batches() {
        return batches.sum();
    }

    /** Readings sent. */
    public long readings() {
        return readings.sum();
    }

    /** Readings that were dropped for newer ones, before they were sent. */
    public long dropped() {
        return dropped.sum();
    }

    /** Readings that were under way when the connection broke. */
    public long lost() {
        return lost.sum();
    }

    /** Readings that the peer did not take: it does not own their services any more, or could not. */
    public long untaken() {
        return untaken.sum();
    }

    /** Handshakes that were refused, by either side. */
    public long refused() {
        return refused.sum();
    }

    /** How often the link was made anew. */
    public long reconnects() {
        return Math.max(0, connects.sum() - 1);
    }
}
