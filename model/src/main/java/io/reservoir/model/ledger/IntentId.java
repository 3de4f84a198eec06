package io.reservoir.model.ledger;

/**
 * The identity of one call at a host: the sequence number of its claim in the service's ledger. It is known before
 * the call and the same after a restart.
 */
public record IntentId(long claimedAt) implements Comparable<IntentId> {
    @Override
    public int compareTo(IntentId other) {
        return Long.compare(claimedAt, other.claimedAt);
    }

    @Override
    public String toString() {
        return Long.toString(claimedAt);
    }
}
