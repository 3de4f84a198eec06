package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;

/**
 * Bounds what an envelope asks for. A section of a collection counts for every system in it, so that a short text can
 * say very much.
 */
final class Workload {
    private final Envelope envelope;
    private final OvfLimits limits;

    Workload(Envelope envelope, OvfLimits limits) {
        this.envelope = envelope;
        this.limits = limits;
    }

    /** True if all is within the limits; else the first place where it is not is reported. */
    boolean check(Problems problems) {
        var most = limits.language().statements();
        var systems = envelope.systems();
        if (systems.size() > most) {
            problems.error(
                    Code.OVF_LIMIT,
                    systems.get(most).element().tag(),
                    "an envelope has at most " + most + " virtual systems, and this one has " + systems.size());
            return false;
        }
        var work = 0L;
        for (var section : envelope.sections()) {
            work += cost(section);
            if (work > limits.elements() * 2L) {
                problems.error(
                        Code.OVF_LIMIT,
                        section.element().tag(),
                        "the sections up to here count for too many virtual systems",
                        "put them into the systems that they are about");
                return false;
            }
        }
        return true;
    }

    private long cost(Section section) {
        return switch (section.part()) {
            case STARTUP, AFFINITY -> references(section.element());
            case REFERENCES, DISKS, NETWORKS, OPTIONS, RULES, KPIS, PLACEMENT_GROUP -> 0;
            case PRODUCT, HARDWARE, SCALE_OUT, PLACEMENT, ELASTIC_ARRAY, DEPLOYMENT, AVAILABILITY, OBJECTIVES ->
                (1L + section.element().children().size()) * section.systems().size();
            case SYSTEM, COLLECTION, KEPT, TOLERATED, UNKNOWN -> 0;
        };
    }

    /** How many systems the ids in an element stand for. */
    private long references(Element element) {
        var sum = 0L;
        for (var child : element.children()) {
            var id = child.attribute("id");
            var named = id == null ? child.text() : id;
            var systems = named == null ? null : envelope.named(named.text());
            sum += systems == null ? references(child) : systems.size();
        }
        return sum;
    }
}
