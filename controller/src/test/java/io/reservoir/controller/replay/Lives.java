package io.reservoir.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Meter;
import io.reservoir.controller.bill.UsageInterval;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** From when to when each VEE of a ledger was there, read off its entries without the meter, to hold the meter to. */
public final class Lives {
    private final List<Recorded> entries;
    private final Map<VeeId, Instant> begins = new TreeMap<>();
    private final Map<VeeId, Instant> ends = new TreeMap<>();

    /** When hosts fell silent, and from when on they answered for the VEE again. */
    private final Map<VeeId, Map<Instant, Instant>> silences = new TreeMap<>();

    private final Map<VeeId, Instant> unknown = new TreeMap<>();

    private Lives(List<Recorded> entries) {
        this.entries = entries;
        for (var recorded : entries) {
            if (recorded.entry() instanceof Entry.VeeChanged change) {
                hear(change);
                if (change.phase() == VeePhase.GONE) {
                    ends.put(change.vee(), change.since());
                } else if (change.state() != null) {
                    begins.putIfAbsent(change.vee(), change.since());
                }
            }
        }
    }

    private void hear(Entry.VeeChanged change) {
        if (change.phase() == VeePhase.UNKNOWN) {
            unknown.putIfAbsent(change.vee(), change.since());
            return;
        }
        var since = unknown.remove(change.vee());
        if (since != null && change.since().isAfter(since)) {
            silences.computeIfAbsent(change.vee(), vee -> new TreeMap<>()).put(since, change.since());
        }
    }

    public static Lives of(Ledger ledger, ServiceId service) {
        var entries = new ArrayList<Recorded>();
        for (var page = ledger.read(service, 0, 1_000);
                !page.isEmpty();
                page = ledger.read(service, entries.size(), 1_000)) {
            entries.addAll(page);
        }
        return new Lives(entries);
    }

    /** Those that were ever there. */
    public Set<VeeId> vees() {
        return begins.keySet();
    }

    /**
     * Asserts that what is billed covers each life once: no second before it, after it, twice or left out, but for those
     * that nobody can prove, a host having been silent.
     */
    public void areBilledWithoutGapOrOverlap(Instant until) {
        var billed = new TreeMap<VeeId, List<UsageInterval>>();
        Meter.intervals(entries, new ManifestTerms(), until)
                .forEach(i -> billed.computeIfAbsent(i.vee(), vee -> new ArrayList<>())
                        .add(i));
        assertThat(billed.keySet()).isNotEmpty().isEqualTo(begins.keySet());
        billed.forEach((vee, intervals) -> {
            var silence = silences.getOrDefault(vee, Map.of());
            var at = begins.get(vee);
            for (var interval : intervals) {
                assertThat(interval.from()).as("%s goes on", vee).isEqualTo(at);
                at = silence.getOrDefault(interval.to(), interval.to());
            }
            assertThat(at).as("%s ends", vee).isEqualTo(ends.getOrDefault(vee, until));
        });
    }
}
