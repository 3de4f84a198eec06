package io.reservoir.controller.simulation;

import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Meter;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what is billed with when VEEs ran by the logs of their hosts. What the controllers had evidence of from its
 * begin to its end must be billed to the nanosecond; of what nobody saw end, no second before its begin, and none twice.
 */
final class Bill {
    private final World world;
    private int exact;

    /** From when until when a VEE ran. */
    record Span(Instant from, Instant to) {}

    /** What the ledger tells of a VEE's evidence. */
    private record Evidence(boolean wasUnknown, boolean hasFailed, boolean sawItsEnd, boolean isGone) {}

    Bill(World world) {
        this.world = world;
    }

    /** How many VEEs could be compared to the nanosecond. */
    int exact() {
        return exact;
    }

    void check() {
        var truth = new TreeMap<VeeId, List<Span>>();
        for (var machine : world.machines()) {
            ran(machine)
                    .forEach((vee, spans) ->
                            truth.computeIfAbsent(vee, v -> new ArrayList<>()).addAll(spans));
        }
        truth.replaceAll((vee, spans) -> merged(spans));
        var billed = billed();
        var evidence = evidence();
        for (var vee : both(truth.keySet(), billed.keySet())) {
            compare(
                    vee,
                    truth.getOrDefault(vee, List.of()),
                    billed.getOrDefault(vee, List.of()),
                    evidence.getOrDefault(vee, new Evidence(false, false, false, false)));
        }
    }

    private void compare(VeeId vee, List<Span> ran, List<Span> paid, Evidence evidence) {
        if (world.checker().isStranger(vee)) {
            must(paid.isEmpty(), "what nobody ordered is not billed", vee, ran, paid);
            return;
        }
        var hasVanished = world.machines().stream().anyMatch(machine -> machine.hasVanished(vee));
        if (!evidence.isGone || evidence.wasUnknown || !evidence.sawItsEnd || hasVanished) {
            must(
                    paid.isEmpty() || (!ran.isEmpty() && !paid.getFirst().from.isBefore(ran.getFirst().from)),
                    "nothing is billed before it began",
                    vee,
                    ran,
                    paid);
            return;
        }
        var over = without(paid, ran);
        must(over.isEmpty(), "only what ran is billed", vee, ran, paid);
        if (!evidence.hasFailed) {
            exact++;
            must(without(ran, paid).isEmpty(), "each proven second is billed", vee, ran, paid);
        }
    }

    private static void must(boolean holds, String invariant, VeeId vee, List<Span> ran, List<Span> paid) {
        if (!holds) {
            throw new Broken(invariant, vee + " ran " + ran + ", billed is " + paid);
        }
    }

    private Map<VeeId, List<Span>> billed() {
        var billed = new TreeMap<VeeId, List<Span>>();
        world.checker().books().forEach((service, book) -> {
            var entries = world.defect().billed(book.entries);
            for (var interval :
                    Meter.intervals(entries, new ManifestTerms(), world.events().instant())) {
                if (interval.running()) {
                    billed.computeIfAbsent(interval.vee(), v -> new ArrayList<>())
                            .add(new Span(interval.from(), interval.to()));
                }
            }
        });
        billed.forEach((vee, spans) -> {
            for (int i = 1; i < spans.size(); i++) {
                if (spans.get(i).from.isBefore(spans.get(i - 1).to)) {
                    throw new Broken("no second is billed twice", vee + " " + spans);
                }
            }
        });
        billed.replaceAll((vee, spans) -> merged(spans));
        return billed;
    }

    private Map<VeeId, Evidence> evidence() {
        var all = new TreeMap<VeeId, Evidence>();
        world.checker().books().forEach((service, book) -> {
            for (var recorded : book.entries) {
                if (recorded.entry() instanceof Entry.VeeChanged changed) {
                    var before = all.getOrDefault(changed.vee(), new Evidence(false, false, false, false));
                    var isGone = changed.phase() == VeePhase.GONE;
                    all.put(
                            changed.vee(),
                            new Evidence(
                                    before.wasUnknown || changed.phase() == VeePhase.UNKNOWN,
                                    before.hasFailed || changed.phase() == VeePhase.FAILED,
                                    isGone && changed.why().equals("it is destroyed"),
                                    isGone));
                }
            }
        });
        return all;
    }

    /** When VEEs ran at a host. */
    private Map<VeeId, List<Span>> ran(Machine machine) {
        var spans = new TreeMap<VeeId, List<Span>>();
        var since = new TreeMap<VeeId, Instant>();
        machine.truth();
        for (var effect : machine.effects()) {
            var vee = effect.vee();
            var runs = Checker.isRunning(effect.after());
            var began = since.get(vee);
            if (runs && began == null) {
                // what has moved here ran from the end of its move on, which may have been noticed later
                since.put(vee, effect.before() == null ? effect.after().since() : effect.at());
            } else if (!runs && began != null) {
                since.remove(vee);
                var after = effect.after();
                var end = after == null ? effect.at() : after.since();
                spans.computeIfAbsent(vee, v -> new ArrayList<>()).add(new Span(began, end));
            }
        }
        return spans;
    }

    private static Set<VeeId> both(Set<VeeId> one, Set<VeeId> other) {
        var both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static List<Span> merged(List<Span> spans) {
        var sorted = new ArrayList<>(spans);
        sorted.sort((one, other) -> one.from.compareTo(other.from));
        var merged = new ArrayList<Span>();
        for (var span : sorted) {
            if (!span.from.isBefore(span.to)) {
                continue;
            }
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && !span.from.isAfter(last.to)) {
                merged.set(merged.size() - 1, new Span(last.from, last.to.isAfter(span.to) ? last.to : span.to));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** The parts of some spans that others do not cover. */
    private static List<Span> without(List<Span> some, List<Span> others) {
        var left = new ArrayList<>(some);
        for (var other : others) {
            var next = new ArrayList<Span>();
            for (var span : left) {
                if (!other.from.isBefore(span.to) || !span.from.isBefore(other.to)) {
                    next.add(span);
                    continue;
                }
                if (span.from.isBefore(other.from)) {
                    next.add(new Span(span.from, other.from));
                }
                if (other.to.isBefore(span.to)) {
                    next.add(new Span(other.to, span.to));
                }
            }
            left = next;
        }
        return left;
    }

    /** The length of all of them. */
    static Duration length(List<Span> spans) {
        return spans.stream().map(span -> Duration.between(span.from, span.to)).reduce(Duration.ZERO, Duration::plus);
    }
}
