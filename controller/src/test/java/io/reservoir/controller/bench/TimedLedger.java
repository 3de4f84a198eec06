package io.reservoir.controller.bench;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.ForwardingLedger;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A ledger of one service that tells of each call at a host when it was claimed and when its end was durable. */
final class TimedLedger extends ForwardingLedger {
    private final Map<IntentId, Claim> open = new ConcurrentHashMap<>();
    final BlockingQueue<Call> ended = new LinkedBlockingQueue<>();

    private record Claim(Entry.Claimed entry, long nanos) {}

    /**
     * A call that is over.
     *
     * @param claimedNanos when it was claimed, by {@link System#nanoTime}
     * @param endedNanos when its end was in the ledger
     */
    record Call(VeeId vee, HostId host, Verb verb, Entry.Finished end, long claimedNanos, long endedNanos) {}

    TimedLedger(Ledger ledger) {
        super(ledger);
    }

    @Override
    public Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries) {
        var appended = super.append(service, mine, expectedSeq, at, entries);
        if (appended instanceof Appended.At) {
            var now = System.nanoTime();
            for (var i = 0; i < entries.size(); i++) {
                note(entries.get(i), new IntentId(expectedSeq + 1 + i), now);
            }
        }
        return appended;
    }

    private void note(Entry entry, IntentId seq, long now) {
        if (entry instanceof Entry.Claimed claimed) {
            open.put(seq, new Claim(claimed, now));
        } else if (entry instanceof Entry.Finished finished) {
            var claim = open.remove(finished.intent());
            if (claim != null) {
                ended.add(new Call(
                        claim.entry().vee(), claim.entry().host(), claim.entry().verb(), finished, claim.nanos(), now));
            }
        }
    }
}
