package io.reservoir.controller.api.backend;

import io.reservoir.cluster.store.EntryUnreadable;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks into the ledger; {@link Unavailable} where it does not answer, or has what this release cannot read. Blocks. */
public final class LedgerReader {
    private final Ledger ledger;

    LedgerReader(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Asks the smallest question there is. */
    public void ping() {
        asking(l -> l.tenure(new Shard(0)));
    }

    /** Entries after {@code afterSeq}, the oldest first. */
    public List<Recorded> read(ServiceId service, long afterSeq, int limit) {
        return asking(l -> l.read(service, afterSeq, limit));
    }

    /** Entries before {@code beforeSeq}, the oldest first: the last of those there are. */
    public List<Recorded> readBack(ServiceId service, long beforeSeq, int limit) {
        var after = Math.max(0, beforeSeq - 1 - limit);
        var count = (int) Math.min(limit, beforeSeq - 1 - after);
        return count <= 0 ? List.of() : read(service, after, count);
    }

    /** The last entry that was made before that time, as its sequence number; 0 where there is none. */
    public long lastBefore(ServiceId service, long lastSeq, Instant time) {
        var low = 0L;
        var high = lastSeq;
        while (low < high) {
            var middle = low + (high - low + 1) / 2;
            var entry = entry(service, middle);
            if (entry != null && entry.at().isBefore(time)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The last entry of a service, as its sequence number; 0 where there is none. */
    public long lastSeq(ServiceId service) {
        var high = 1L;
        while (entry(service, high) != null) {
            high *= 2;
        }
        var low = high / 2;
        while (high - low > 1) {
            var middle = low + (high - low) / 2;
            if (entry(service, middle) == null) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** The entry of that number, null where there is none. */
    public @Nullable Recorded entry(ServiceId service, long seq) {
        var found = seq < 1 ? List.<Recorded>of() : read(service, seq - 1, 1);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** For what reads it by other means. */
    public <T extends @Nullable Object> T asking(Function<Ledger, T> question) {
        try {
            return question.apply(ledger);
        } catch (StoreUnavailable e) {
            throw new Unavailable("the ledger does not answer");
        } catch (EntryUnreadable e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
    }
}
