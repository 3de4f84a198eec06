package io.reservoir.controller.simulation;

import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Meter;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what is billed with when VEEs ran by the logs of their hosts. */
final class Bill {
    private final World world;

    /** From when until when a VEE ran. */
    record Span(Instant from, Instant to) {}

    Bill(World world) {
        this.world = world;
    }

    void check() {
        var truth = new TreeMap<VeeId, List<Span>>();
        for (var machine : world.machines()) {
            ran(machine).forEach((vee, spans) -> truth.computeIfAbsent(vee, v -> new ArrayList<>()).addAll(spans));
        }
        var billed = new TreeMap<VeeId, List<Span>>();
        world.checker().books().forEach((service, book) -> {
            var entries = world.defect().billed(book.entries);
            for (var interval : Meter.intervals(entries, new ManifestTerms(), world.events().instant())) {
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
                since.put(vee, effect.at());
            } else if (!runs && began != null) {
                since.remove(vee);
                var after = effect.after();
                var end = after == null ? effect.at() : after.since();
                spans.computeIfAbsent(vee, v -> new ArrayList<>()).add(new Span(began, end));
            }
        }
        return spans;
    }
}
