package io.reservoir.controller.plan;

import io.reservoir.controller.image.Breaker;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From targets and what is there to steps: a pure function. It looks at where things are, never at what was done
 * before, so that a plan that was cut short is taken up by the next one.
 */
public final class Planner {
    /** How long a guest may take to go off before it is destroyed. */
    static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(60);

    /** After a host has refused to destroy a VEE. */
    static final Duration DESTROY_PAUSE = Duration.ofSeconds(30);

    private final Situation situation;
    private final Placement placement;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Planner(Situation situation) {
        this.situation = situation;
        placement = new Placement(situation);
    }

    public static Plan plan(Situation situation, List<Target> targets) {
        var planner = new Planner(situation);
        targets.forEach(planner::plan);
        return new Plan(List.copyOf(planner.steps), List.copyOf(planner.notes));
    }

    /** How many more VEEs of a component could be placed now, counted up to {@code wanted}. */
    public static int room(Situation situation, Component component, Size size, int wanted) {
        return Placement.room(situation, component, size, wanted);
    }

    private void plan(Target target) {
        var component = situation.spec().component(target.component());
        var vees = situation.image().veesOf(component.name());
        for (var vee : vees) {
            if (!situation.image().isInFlight(vee.id())) {
                settle(vee, component, target);
            }
        }
        var capacity =
                (int) vees.stream().filter(vee -> vee.phase().isCapacity()).count();
        if (capacity < target.replicas()) {
            grow(component, target, capacity, vees.size());
        } else if (capacity > target.replicas()) {
            shrink(component, target, capacity - target.replicas());
        }
        if (capacity == target.replicas() || isAllThatMayBe(vees, capacity, target)) {
            var misfits = new Misfits(situation, target);
            if (resize(vees, target, misfits) || !replace(vees, component, target, misfits)) {
                Moves.step(situation, placement, component, target, notes).ifPresent(steps::add);
            }
        }
    }

    /** True if no more can be started for good: what its tenant holds is owned, and nobody says until when. */
    private static boolean isAllThatMayBe(List<Vee> vees, int capacity, Target target) {
        var held = vees.stream().filter(vee -> vee.phase() == VeePhase.HELD).count();
        return capacity < target.replicas() && capacity + held >= target.max();
    }

    /** What one VEE needs whatever the size: reaping, a shutdown enforced, a start taken up again, a place. */
    private void settle(Vee vee, Component component, Target target) {
        switch (vee.phase()) {
            case FAILED -> remove(vee, "it failed", target);
            case STOPPING -> {
                if (vee.state() != VeeState.ACTIVE) {
                    remove(vee, "it is off", target);
                } else if (!situation.now().isBefore(vee.since().plus(SHUTDOWN_GRACE))) {
                    remove(vee, "it did not go off within " + SHUTDOWN_GRACE.toSeconds() + " s", target);
                }
            }
            case DRAINING -> {
                var why = target.max() == 0 ? target.reason().text() : Drains.over(situation, vee, component);
                if (why != null) {
                    steps.add(new Step.Stop(
                            vee.id(), new Reason(why, target.reason().source())));
                }
            }
            case STARTING -> {
                var isCutShort = vee.state() == null || vee.state() == VeeState.DEFINED;
                if (vee.host() != null
                        && isCutShort
                        && !breaker(component).isOpen(situation.now())
                        && (vee.state() != null || isTold(vee.id(), component))) {
                    steps.add(new Step.Start(vee.id(), vee.size(), vee.host(), target.reason()));
                }
            }
            case PENDING -> {
                var host = breaker(component).isOpen(situation.now()) || !isTold(vee.id(), component)
                        ? null
                        : placement.place(component, vee.size(), target.replicas());
                if (host != null) {
                    steps.add(new Step.Start(vee.id(), vee.size(), host, target.reason()));
                }
            }
            case HELD -> {
                if (target.max() == 0) {
                    steps.add(new Step.Remove(vee.id(), target.reason()));
                }
            }
            case READY, UNKNOWN, GONE -> {
                // nothing is owed to it
            }
        }
    }

    /** What its host has just refused to destroy it would refuse again. */
    private void remove(Vee vee, String why, Target target) {
        var refused = situation.image().undestroyed().get(vee.id());
        var again = refused == null ? null : refused.plus(DESTROY_PAUSE);
        if (again != null && situation.now().isBefore(again)) {
            notes.add(vee.id().replica() + ": " + vee.host() + " did not destroy it, told again at " + again);
        } else {
            steps.add(new Step.Remove(vee.id(), new Reason(why, target.reason().source())));
        }
    }

    private void grow(Component component, Target target, int capacity, int owned) {
        var wanted = target.replicas() - capacity - keep(component, target, target.replicas() - capacity);
        if (wanted == 0) {
            return;
        }
        var allowed = Math.min(wanted, target.max() - owned);
        if (allowed < wanted) {
            notes.add(component.name() + ": " + owned + " owned of at most " + target.max() + ", so "
                    + Math.max(0, allowed) + " of " + wanted + " are started");
        }
        var hindrance = hindrance(component);
        if (hindrance != null) {
            notes.add(component.name() + ": " + hindrance);
            return;
        }
        var taken = taken(component.name());
        for (int i = 0; i < allowed; i++) {
            var id = freshId(component.name(), taken);
            if (isTold(id, component)) {
                start(component, target, id);
            }
        }
    }

    /** Takes back what drains before anything is started; says how many. */
    private int keep(Component component, Target target, int most) {
        var kept = Drains.toKeep(situation, component, new Misfits(situation, target), most);
        for (var vee : kept) {
            // its drain may have ended in this very plan
            steps.removeIf(step -> step.vee().equals(vee.id()));
            steps.add(new Step.Keep(vee.id(), target.reason()));
        }
        return kept.size();
    }

    private @Nullable String hindrance(Component component) {
        var breaker = breaker(component);
        if (breaker.isOpen(situation.now())) {
            return "launch breaker open until " + breaker.openUntil();
        }
        if (ready(component.name()) > 0) {
            return null;
        }
        for (var name : component.after()) {
            var needed = situation.spec().component(name).bounds().minOrDefault();
            if (ready(name) < needed) {
                return "starts after " + name + ", of which " + ready(name) + " of " + needed + " are ready";
            }
        }
        return null;
    }

    /** True if all is known that the VEE's guest is to be told. */
    private boolean isTold(VeeId vee, Component component) {
        var missing = situation.addresses().missing(vee, component.settings());
        var note = component.name() + ": " + missing;
        if (missing != null && !notes.contains(note)) {
            notes.add(note);
        }
        return missing == null;
    }

    private Breaker breaker(Component component) {
        return situation
                .image()
                .componentBreakers()
                .getOrDefault(component.name(), Breaker.closed(Breaker.Rule.COMPONENT));
    }

    private long ready(String component) {
        return situation.image().veesOf(component).stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .count();
    }

    private Set<Integer> taken(String component) {
        var taken = new HashSet<Integer>();
        situation.image().veesOf(component).forEach(vee -> taken.add(vee.id().ordinal()));
        return taken;
    }

    private VeeId freshId(String component, Set<Integer> taken) {
        int ordinal = 1;
        while (!taken.add(ordinal)) {
            ordinal++;
        }
        var replica = new VeeId(situation.image().id(), component, ordinal, 1).replica();
        var life = situation.image().lives().getOrDefault(replica, 0) + 1;
        return new VeeId(situation.image().id(), component, ordinal, life);
    }

    private void start(Component component, Target target, VeeId id) {
        var host = placement.place(component, target.size(), target.replicas());
        steps.add(
                host == null
                        ? new Step.Await(id, target.size(), target.reason())
                        : new Step.Start(id, target.size(), host, target.reason()));
    }

    private void shrink(Component component, Target target, int count) {
        var vees = situation.image().veesOf(component.name());
        var misfits = new Misfits(situation, target);
        var outgrown = misfits.among(vees);
        var next = vees.stream()
                .filter(vee -> vee.phase() == VeePhase.STARTING && vee.size().equals(target.size()))
                .findFirst();
        if (count == 1 && !outgrown.isEmpty() && next.isPresent()) {
            notes.add(outgrown.getFirst().id().replica() + ": goes when "
                    + next.get().id().replica() + " is ready, for " + misfits.why(outgrown.getFirst()));
            return;
        }
        // what cannot have its size goes before others, and now or later goes, though it cannot be told yet
        var toldLater = (int) outgrown.stream()
                .filter(vee -> situation.image().isInFlight(vee.id()))
                .count();
        for (var victim : Victims.of(situation, component, count - toldLater, misfits, target.firstToGo())) {
            // a VEE that was to be started in this very plan is not needed any more
            steps.removeIf(step -> step.vee().equals(victim.id()));
            steps.add(leave(victim, component, target));
        }
    }

    /** What serves may finish what it has begun, where the manifest says so and the component goes on. */
    private Step leave(Vee victim, Component component, Target target) {
        if (victim.state() != VeeState.ACTIVE) {
            return new Step.Remove(victim.id(), target.reason());
        }
        var reason = reason(victim, component, target);
        return victim.phase() == VeePhase.READY && component.drain() != null && target.max() > 0
                ? new Step.Drain(victim.id(), reason)
                : new Step.Stop(victim.id(), reason);
    }

    /** Why this one goes: it cannot have its size, or the manifest says by what. */
    private Reason reason(Vee victim, Component component, Target target) {
        var misfits = new Misfits(situation, target);
        if (misfits.contains(victim)) {
            return because(target, target.reason().text() + "; it goes because " + misfits.why(victim));
        }
        var rule = component.victim();
        var value = Victims.value(situation, victim, component);
        return rule == null || value == null
                ? target.reason()
                : because(
                        target,
                        target.reason().text() + "; " + (rule.greatestFirst() ? "most " : "least ") + rule.metric()
                                + ": " + Numbers.plain(value));
    }

    private static Reason because(Target target, String text) {
        return new Reason(text, target.reason().source());
    }

    /** Gives VEEs the wanted size as they run, but for those in whose place others come; true if any is told. */
    private boolean resize(List<Vee> vees, Target target, Misfits misfits) {
        var before = steps.size();
        for (var vee : vees) {
            var host = vee.host();
            var wanted = misfits.wanted(vee);
            if (vee.phase() != VeePhase.READY || host == null || vee.size().equals(wanted)) {
                continue;
            }
            var more = wanted.minus(vee.size());
            if (situation.image().isInFlight(vee.id())) {
                continue;
            }
            if (misfits.cannotHave(vee)) {
                var kept = misfits.kept(vee);
                if (kept == null && !isOnlyOne(vees, target)) {
                    continue;
                }
                notes.add(vee.id().replica() + ": " + misfits.why(vee) + ", and "
                        + (kept == null
                                ? "the only one that is ready is not stopped for that: destroy it to have it started anew"
                                : kept));
            }
            var limit = situation.image().resizeLimits().get(vee.id());
            if (limit != null && limit.forbids(wanted, situation.now())) {
                notes.add(vee.id().replica() + ": " + host + " refused that size, asked again at " + limit.until());
            } else if (more.fitsIn(placement.freeOn(host))) {
                placement.take(host, more);
                steps.add(new Step.Resize(vee.id(), wanted, target.reason()));
            } else {
                notes.add(vee.id().replica() + ": " + host + " has no room for " + wanted.vcpus() + " vCPUs");
            }
        }
        return steps.size() > before;
    }

    /** True if no VEE can be started beside the one that serves. */
    private static boolean isOnlyOne(List<Vee> vees, Target target) {
        return vees.size() >= target.max()
                && vees.stream().filter(vee -> vee.phase().isCapacity()).count() == 1;
    }

    /**
     * Puts another VEE in the place of one that cannot have the wanted size, one at a time: it is started first where
     * one more may be owned and has room, and the other one goes when it is ready; else the other one goes first, but
     * never the only one that serves. True if that is begun.
     */
    private boolean replace(List<Vee> vees, Component component, Target target, Misfits misfits) {
        if (misfits.among(vees).isEmpty() || !vees.stream().allMatch(this::isSettled)) {
            return false;
        }
        var hindrance = hindrance(component);
        if (hindrance != null) {
            notes.add(component.name() + ": " + hindrance);
            return false;
        }
        var old =
                Victims.of(situation, component, 1, misfits, target.firstToGo()).getFirst();
        var why = misfits.why(old);
        if (vees.size() < target.max()) {
            var id = freshId(component.name(), taken(component.name()));
            if (!isTold(id, component)) {
                return false;
            }
            var host = placement.place(component, target.size(), target.replicas() + 1);
            if (host != null) {
                var reason = because(target, "takes the place of " + old.id().replica() + ": " + why);
                steps.add(new Step.Start(id, target.size(), host, reason));
                return true;
            }
        }
        if (ready(component.name()) == 1) {
            if (vees.size() < target.max()) {
                notes.add(old.id().replica() + ": " + why + ", and no allowed host has room for another one beside it");
            }
            return false;
        }
        if (!placement.hasRoomInPlaceOf(old, component, target.size(), target.replicas())) {
            notes.add(old.id().replica() + ": " + why + ", and no allowed host has room for another one in its place");
            return false;
        }
        steps.add(leave(old, component, target));
        return true;
    }

    /** True of what nothing is owed to and nothing is heard of soon. */
    private boolean isSettled(Vee vee) {
        return (vee.phase() == VeePhase.READY || vee.phase() == VeePhase.HELD)
                && !situation.image().isInFlight(vee.id());
    }
}
