package io.reservoir.model.port;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of everything that was decided and done, one gapless sequence a service. What {@link #append} said is
 * {@link Appended.At} survives the death of the process and of the machine.
 */
public interface Ledger extends AutoCloseable {
    /** The owner of a shard and its epoch; null where nobody ever took it. */
    @Nullable
    Tenure tenure(Shard shard);

    /** The same of all shards that somebody ever took, at one moment. */
    Map<Shard, Tenure> tenures();

    /**
     * Makes {@code owner} the owner of a shard, under the next epoch, if its tenure is still {@code seen} (null: nobody
     * ever took it). Returns the new tenure, or null if somebody else was faster.
     */
    @Nullable
    Tenure take(Shard shard, @Nullable Tenure seen, String owner);

    /**
     * Appends entries, all or none, as {@code expectedSeq + 1} and on, if the shard's tenure is still {@code mine} and
     * the last entry of the service is still {@code expectedSeq} (0: none yet).
     */
    Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries);

    /**
     * Entries of a service after {@code afterSeq}, oldest first, at most {@code limit}. The first one may stand for more that
     * were deleted, as an {@link Entry.Pruned}.
     */
    List<Recorded> read(ServiceId service, long afterSeq, int limit);

    /** All services that ever had an entry, by name. */
    List<ServiceId> services();

    /**
     * What a service had come to with one of its entries, if such a thing was kept. It spares reading what is before:
     * whoever cannot use it reads that.
     */
    default @Nullable Snapshot snapshot(ServiceId service) {
        return null;
    }

    /** Keeps a snapshot, in place of an earlier one of the service; a later one stays. A ledger that cannot, keeps none. */
    default void keep(ServiceId service, Snapshot snapshot) {}

    @Override
    void close();

    /**
     * What somebody made of a service's entries up to one of them.
     *
     * @param state in a form that is none of the ledger's business
     */
    record Snapshot(long seq, String state) {}

    /** Who owns a shard. */
    record Tenure(String owner, Epoch epoch) {}

    /** What became of an append. */
    sealed interface Appended {
        /** Durable; the last of the entries has that sequence number. */
        record At(long lastSeq) implements Appended {}

        /** Nothing was written: the shard has another owner by now. */
        record Fenced(@Nullable Tenure tenure) implements Appended {}

        /** Nothing was written: the service's last entry is another one. */
        record Conflict(long lastSeq) implements Appended {}
    }
}
