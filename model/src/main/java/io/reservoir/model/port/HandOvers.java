package io.reservoir.model.port;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.Map;

/**
 * Where the owner of a shard leaves what it remembers of its services for the owner after it. It is no truth: whoever
 * reads it holds it against the ledger. Any thread may ask.
 */
public interface HandOvers {
    /**
     * Leaves states of services of one shard, in place of what was left of them before.
     *
     * @param epoch under which the shard was held
     * @param at the time by the clock of who leaves them
     */
    void leave(Shard shard, Epoch epoch, Instant at, Map<ServiceId, byte[]> states);

    /** What was left of a shard by its owner under that epoch, at that time or later. */
    Map<ServiceId, byte[]> left(Shard shard, Epoch epoch, Instant since);
}
