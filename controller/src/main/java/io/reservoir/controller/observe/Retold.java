package io.reservoir.controller.observe;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one VEE while nobody looked, as its host noted it. What the ledger has already is left out, so it may
 * be told more than once.
 *
 * @param entries one for each thing that is news
 * @param vee the VEE after them, null where it is gone
 * @param last the last thing that is news, null where nothing is
 */
record Retold(
        List<Entry> entries, @Nullable Vee vee, @Nullable Evidence last) {
    private static final String NOTED = "its host noted it ";

    /**
     * Tells it.
     *
     * @param proof until when the ledger has the word of the host, null where it has none
     * @param evidence of the VEE's host, oldest first
     * @param isLeaving whether it was told to go off
     * @param mayHaveLeft whether it may be at another host where this one has it no more
     */
    static Retold of(
            Vee vee, @Nullable Instant proof, List<Evidence> evidence, boolean isLeaving, boolean mayHaveLeft) {
        var entries = new ArrayList<Entry>();
        var now = vee;
        Evidence last = null;
        for (var noted : evidence) {
            if (!noted.vee().equals(vee.id()) || (proof != null && !noted.at().isAfter(proof))) {
                continue;
            }
            var state = noted.state();
            if (state == null || (state == VeeState.DESTROYED && mayHaveLeft)) {
                break;
            }
            if (last == null && vee.phase() == VeePhase.UNKNOWN && vee.state() != null && proof != null) {
                // it was so all the time: what is noted has no gap
                now = now.in(phase(vee, vee.state(), isLeaving), vee.state(), proof);
                entries.add(changed(now, proof, "its host bears witness"));
            }
            last = noted;
            if (state == VeeState.DESTROYED) {
                entries.add(changed(now.in(VeePhase.GONE, state, noted.at()), noted.at(), NOTED + state));
                return new Retold(entries, null, last);
            }
            now = now.in(phase(vee, state, isLeaving), state, noted.at()).of(noted.size());
            entries.add(changed(now, noted.at(), NOTED + state));
        }
        return new Retold(entries, now, last);
    }

    /** True if what is noted is younger than what a list shows. */
    boolean isAheadOf(@Nullable Sighting sighting) {
        return last != null
                && (sighting == null
                        || sighting.state() != last.state()
                        || !sighting.size().equals(last.size()));
    }

    private static Entry changed(Vee vee, Instant at, String why) {
        return new Entry.VeeChanged(vee.id(), vee.phase(), vee.state(), vee.host(), vee.size(), at, why);
    }

    /** Whether its guest is up is not noted: it is as it was, until a list shows more. */
    private static VeePhase phase(Vee before, VeeState state, boolean isLeaving) {
        if (isLeaving && before.phase() == VeePhase.UNKNOWN) {
            return VeePhase.STOPPING;
        }
        return switch (before.phase()) {
            case STOPPING, FAILED, HELD -> before.phase();
            case DRAINING -> Observer.draining(state);
            case PENDING, STARTING, READY, UNKNOWN ->
                switch (state) {
                    case ACTIVE -> before.phase() == VeePhase.READY ? VeePhase.READY : VeePhase.STARTING;
                    case PAUSED, SUSPENDED -> VeePhase.HELD;
                    case DEFINED -> VeePhase.STARTING;
                    case SHUTOFF, DESTROYED -> VeePhase.FAILED;
                };
            case GONE -> throw new IllegalStateException("what is gone is not in an image: " + before.id());
        };
    }
}
