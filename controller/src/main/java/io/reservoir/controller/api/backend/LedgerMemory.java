package io.reservoir.controller.api.backend;

import io.reservoir.cluster.store.EntryUnreadable;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Services as the ledger tells them, and as they were last seen where that does not answer either. So many are
 * remembered and no more. Safe for many threads; blocks.
 */
final class LedgerMemory {
    private static final int MOST = 1_000;

    private final Ledger ledger;
    private final Map<ServiceId, Told> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ServiceId, Told> eldest) {
            return size() > MOST;
        }
    };

    LedgerMemory(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The service by its ledger as it is now; as it was last seen if that does not answer. */
    Told of(ServiceId service) {
        var before = remembered(service);
        try {
            var told = before == null ? Told.of(ledger, service) : before.caughtUp(ledger);
            remember(told);
            return told;
        } catch (StoreUnavailable e) {
            if (before == null) {
                throw new Unavailable("the ledger does not answer");
            }
            return before;
        } catch (EntryUnreadable e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Keeps a service in mind that this node owns: some day it may not. */
    void remember(Known known) {
        var latest = new TreeMap<Variable, Decision>();
        known.latest().forEach(decision -> latest.put(decision.variable(), decision));
        remember(new Told(known.image(), known.program(), latest));
    }

    private void remember(Told told) {
        if (told.image().lastSeq() > 0) {
            synchronized (remembered) {
                remembered.merge(
                        told.image().id(),
                        told,
                        (one, other) -> one.image().lastSeq() > other.image().lastSeq() ? one : other);
            }
        }
    }

    private @Nullable Told remembered(ServiceId service) {
        synchronized (remembered) {
            return remembered.get(service);
        }
    }
}
