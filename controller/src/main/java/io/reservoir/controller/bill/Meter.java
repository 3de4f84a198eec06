package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ledger entries → usage intervals. {@link Timeline} says when a VEE is in use; the manifests say under which terms:
 * those of a component's first manifest count for all time before it, each later one from when it was recorded.
 */
public final class Meter {
    /** From then on a component is sold on those terms. */
    private record TermsFrom(Instant from, long seq, Terms terms) {}

    private static final TermsFrom NO_MANIFEST = new TermsFrom(Instant.MIN, 0, Terms.NONE);

    private final TermsOfManifest termsOf;
    private final Map<VeeId, Timeline> timelines = new TreeMap<>();
    private final Map<String, List<TermsFrom>> terms = new HashMap<>();

    Meter(TermsOfManifest termsOf) {
        this.termsOf = termsOf;
    }

    /**
     * What the VEEs of one service used, by VEE and time, in all time before {@code until}, as all the entries given
     * show it: one that was recorded later may still tell of that time.
     *
     * @param entries of one service, in the order of their sequence numbers
     */
    public static List<UsageInterval> intervals(List<Recorded> entries, TermsOfManifest termsOf, Instant until) {
        var meter = new Meter(termsOf);
        Recorded before = null;
        for (var recorded : entries) {
            if (before != null
                    && (recorded.seq() <= before.seq() || !recorded.service().equals(before.service()))) {
                throw new IllegalArgumentException("not the entries of one service in order: " + before.service() + " "
                        + before.seq() + ", " + recorded.service() + " " + recorded.seq());
            }
            meter.add(recorded);
            before = recorded;
        }
        return meter.upTo(until);
    }

    /** Takes the next entry of the service. */
    void add(Recorded recorded) {
        switch (recorded.entry()) {
            case Entry.Submitted submitted -> takeTerms(recorded);
            case Entry.Pruned pruned -> takeTerms(recorded.manifest());
            case Entry.VeeChanged change ->
                timelines.computeIfAbsent(change.vee(), Timeline::new).add(recorded, change);
            case Entry.Activated noUsage -> {}
            case Entry.Undeployed noUsage -> {}
            case Entry.Decided noUsage -> {}
            case Entry.Planned noUsage -> {}
            case Entry.Claimed noUsage -> {}
            case Entry.Finished noUsage -> {}
            case Entry.Noticed noUsage -> {}
            case Entry.PolicyInForce noUsage -> {}
            case Entry.PolicyApplied noUsage -> {}
        }
    }

    private void takeTerms(@Nullable Recorded manifest) {
        if (manifest != null) {
            termsOf.of(manifest).forEach((component, next) -> changeTerms(component, manifest, next));
        }
    }

    /** Drops VEEs that are gone and used nothing from that time on. */
    void forgetBefore(Instant time) {
        timelines.values().removeIf(timeline -> timeline.isOverBefore(time));
    }

    /** The terms of a component as last told. */
    Terms termsOf(String component) {
        var history = terms.get(component);
        return history == null ? Terms.NONE : history.getLast().terms;
    }

    private void changeTerms(String component, Recorded recorded, Terms next) {
        var history = terms.computeIfAbsent(component, name -> new ArrayList<>());
        if (history.isEmpty()) {
            history.add(new TermsFrom(Instant.MIN, recorded.seq(), next));
            return;
        }
        var last = history.getLast();
        if (!last.terms.equals(next)) {
            // Another owner's clock may be behind; the order of the ledger is the truth.
            var from = recorded.at().isAfter(last.from) ? recorded.at() : last.from;
            history.add(new TermsFrom(from, recorded.seq(), next));
        }
    }

    /** What was used before that time by what is known so far. */
    List<UsageInterval> upTo(Instant until) {
        var intervals = new ArrayList<UsageInterval>();
        for (var timeline : timelines.values()) {
            var history = terms.getOrDefault(timeline.vee().component(), List.of(NO_MANIFEST));
            for (var piece : timeline.upTo(until)) {
                split(timeline.vee(), piece, history, intervals);
            }
        }
        return List.copyOf(intervals);
    }

    private static void split(VeeId vee, Timeline.Piece piece, List<TermsFrom> history, List<UsageInterval> into) {
        var inForce = history.getFirst();
        var from = piece.from();
        for (var next : history.subList(1, history.size())) {
            if (!next.from.isBefore(piece.to())) {
                break;
            }
            if (from.isBefore(next.from)) {
                var lastSeq = Math.max(piece.firstSeq(), next.seq);
                into.add(interval(vee, piece, inForce, from, next.from, lastSeq, false));
                from = next.from;
            }
            inForce = next;
        }
        into.add(interval(vee, piece, inForce, from, piece.to(), piece.lastSeq(), piece.open()));
    }

    private static UsageInterval interval(
            VeeId vee, Timeline.Piece piece, TermsFrom inForce, Instant from, Instant to, long lastSeq, boolean open) {
        return new UsageInterval(
                vee,
                piece.usage().size(),
                piece.usage().running(),
                inForce.terms,
                from,
                to,
                piece.firstSeq(),
                lastSeq,
                inForce.seq,
                open);
    }
}
