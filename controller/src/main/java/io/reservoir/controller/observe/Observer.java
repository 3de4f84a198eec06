package io.reservoir.controller.observe;

import io.reservoir.controller.image.InFlight;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the image of a service with what the hosts show: a pure function that names the differences. */
public final class Observer {
    private static final String GIVEN_UP = "it was told to stay";

    private final ServiceImage image;
    private final ServiceSpec spec;
    private final SiteView view;
    private final @Nullable SiteView before;
    private final Function<VeeId, Duration> bootingFor;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Leak> leaks = new ArrayList<>();
    private final List<Vee> unlimited = new ArrayList<>();
    private final Set<VeeId> released = new HashSet<>();
    private final Set<VeeId> arrived = new HashSet<>();

    /** A VEE of this service on a host where it should not be. */
    public record Leak(VeeId vee, HostId host) {}

    /**
     * What was found.
     *
     * @param entries to be appended: calls that are over, VEEs that changed
     * @param leaks to be destroyed
     * @param unlimited VEEs whose attachments are bounded otherwise than the manifest has it
     */
    public record Found(List<Entry> entries, List<Leak> leaks, List<Vee> unlimited) {}

    /** Whether a claimed call can take effect no more, so that what that look, or one after it, shows is final. */
    @FunctionalInterface
    public interface Over {
        boolean test(IntentId intent, InFlight call, SiteView look);
    }

    private Observer(
            ServiceImage image,
            ServiceSpec spec,
            SiteView view,
            @Nullable SiteView before,
            Function<VeeId, Duration> bootingFor) {
        this.bootingFor = bootingFor;
        this.image = image;
        this.spec = spec;
        this.view = view;
        this.before = before;
    }

    /**
     * Compares.
     *
     * @param before what the hosts showed at the look before, null where there was none
     * @param isOver what is known of claimed calls
     * @param isParked true for those that are waited for no longer: their VEEs are looked at as if there were none
     * @param isFresh true for VEEs that the view shows as they are: nothing was done to them since it was taken
     * @param bootingFor how long VEEs that run and are not up have been seen to do so
     */
    public static Found compare(
            ServiceImage image,
            ServiceSpec spec,
            SiteView view,
            @Nullable SiteView before,
            Over isOver,
            Predicate<IntentId> isParked,
            Predicate<VeeId> isFresh,
            Function<VeeId, Duration> bootingFor) {
        var observer = new Observer(image, spec, view, before, bootingFor);
        var retold = new HashMap<VeeId, Retold>();
        image.vees().values().forEach(vee -> retold.put(vee.id(), observer.retell(vee)));
        var unresolved = observer.resolve(isOver, isParked);
        for (var vee : image.vees().values()) {
            if (!unresolved.contains(vee.id()) && !observer.arrived.contains(vee.id()) && isFresh.test(vee.id())) {
                observer.look(vee, Objects.requireNonNull(retold.get(vee.id())));
            }
        }
        observer.findLeaks(unresolved, isFresh);
        return new Found(List.copyOf(observer.entries), List.copyOf(observer.leaks), List.copyOf(observer.unlimited));
    }

    private Retold retell(Vee vee) {
        var host = vee.host();
        var evidence = host == null ? List.<Evidence>of() : view.evidence(host, image.id());
        var mayHaveLeft = !evidence.isEmpty()
                && image.inFlight().values().stream()
                        .anyMatch(call ->
                                call.claim().to() != null && call.claim().vee().equals(vee.id()));
        var retold = Retold.of(
                vee, image.proofs().get(vee.id()), evidence, image.leaving().contains(vee.id()), mayHaveLeft);
        entries.addAll(retold.entries());
        return retold;
    }

    /** Finishes the calls whose effect the host shows; returns the VEEs of those that are still open. */
    private List<VeeId> resolve(Over isOver, Predicate<IntentId> isParked) {
        var open = new ArrayList<VeeId>();
        for (var call : image.inFlight().entrySet()) {
            var claim = call.getValue().claim();
            var wasOver = before != null && isOver.test(call.getKey(), call.getValue(), before);
            if (isOver.test(call.getKey(), call.getValue(), view) && isShown(claim, wasOver)) {
                var finished = finished(call.getKey(), claim);
                var stays = claim.verb() == Verb.MIGRATE && finished.result() == Entry.Result.ABORTED;
                if (stays && isToldToStay(claim.vee())) {
                    entries.addAll(givenUp(call.getKey(), claim));
                } else {
                    entries.add(finished);
                    if (stays) {
                        entries.add(stays(Notice.Code.MIGRATION_FAILED, claim, finished.detail()));
                    }
                }
            } else if (!isParked.test(call.getKey())) {
                open.add(claim.vee());
            }
        }
        return open;
    }

    private boolean isToldToStay(VeeId vee) {
        return image.inFlight().values().stream()
                .anyMatch(call ->
                        call.claim().verb() == Verb.STAY && call.claim().vee().equals(vee));
    }

    /** What is recorded of a move that was given up on somebody's word: that is no failure. */
    public static List<Entry> givenUp(IntentId intent, Entry.Claimed move) {
        return List.of(
                new Entry.Finished(intent, Entry.Result.ABORTED, GIVEN_UP),
                stays(Notice.Code.MIGRATION_GIVEN_UP, move, GIVEN_UP));
    }

    private static Entry stays(Notice.Code code, Entry.Claimed move, String why) {
        return new Entry.Noticed(new Notice(code, move.vee() + " stays on " + move.host() + ": " + why));
    }

    /** True if the hosts that a call concerns show how it ended. */
    private boolean isShown(Entry.Claimed claim, boolean wasOver) {
        if (!view.hosts().containsKey(claim.host())) {
            return false;
        }
        if (claim.to() == null) {
            return true;
        }
        var here = sighting(claim.vee(), claim.host());
        if (here != null) {
            return !here.moving();
        }
        // the other host may have been asked just before it arrived there, unless it had left a look ago
        return sighting(claim.vee(), claim.to()) != null
                || (view.hosts().containsKey(claim.to()) && wasOver && hadLeft(claim.vee(), claim.host()));
    }

    private boolean hadLeft(VeeId vee, HostId host) {
        return before != null
                && before.hosts().containsKey(host)
                && before.sightings(host, image.id()).stream()
                        .noneMatch(s -> s.vee().equals(vee));
    }

    private Entry.Finished finished(IntentId intent, Entry.Claimed claim) {
        var sighting = sighting(claim.vee(), claim.host());
        var done = claim.to() == null
                ? tookEffect(claim, sighting)
                : sighting == null && hasArrived(claim.vee(), claim.host(), claim.to());
        if (sighting != null && sighting.state() == VeeState.ACTIVE && isRunningAgain(claim.verb(), done)) {
            released.add(claim.vee());
        }
        return new Entry.Finished(
                intent,
                done ? Entry.Result.DONE : Entry.Result.ABORTED,
                done ? "the host shows that it took effect" : "the host shows no effect");
    }

    /** Says of a VEE that its former host has no more that it is at the other one, if it is. */
    private boolean hasArrived(VeeId id, HostId from, HostId to) {
        var sighting = sighting(id, to);
        var vee = image.vees().get(id);
        if (sighting == null) {
            return false;
        }
        if (vee != null && from.equals(vee.host())) {
            arrived.add(id);
            var phase = phase(vee, sighting);
            entries.add(new Entry.VeeChanged(
                    id,
                    phase,
                    sighting.state(),
                    to,
                    sighting.size(),
                    sighting.since(),
                    "it has moved here from " + from));
        }
        return true;
    }

    private static boolean tookEffect(Entry.Claimed claim, @Nullable Sighting sighting) {
        var state = sighting == null ? VeeState.DESTROYED : sighting.state();
        return switch (claim.verb()) {
            case DEFINE -> sighting != null;
            case ACTIVATE, RESUME -> state == VeeState.ACTIVE;
            case PAUSE -> state == VeeState.PAUSED;
            case SUSPEND -> state == VeeState.SUSPENDED;
            case SHUTDOWN -> state == VeeState.SHUTOFF || state == VeeState.DESTROYED;
            case DESTROY -> state == VeeState.DESTROYED;
            case RESIZE -> sighting != null && sighting.size().equals(claim.size());
            case LIMIT -> sighting != null;
            case STAY -> sighting != null && !sighting.moving();
            case MIGRATE -> false;
            case ATTACH -> hasVolume(sighting, claim);
            case DETACH -> !hasVolume(sighting, claim);
        };
    }

    private static boolean hasVolume(@Nullable Sighting sighting, Entry.Claimed claim) {
        var volume = claim.volume();
        return sighting != null && volume != null && sighting.volumes().contains(volume);
    }

    /** True where a VEE that its tenant holds is held no more: it was resumed, or it was not paused after all. */
    private static boolean isRunningAgain(Verb verb, boolean done) {
        return switch (verb) {
            case ACTIVATE, RESUME -> done;
            case PAUSE, SUSPEND -> !done;
            case DEFINE, SHUTDOWN, DESTROY, RESIZE, LIMIT, MIGRATE, STAY, ATTACH, DETACH -> false;
        };
    }

    private @Nullable Sighting sighting(VeeId vee, HostId host) {
        return view.sightings(host, image.id()).stream()
                .filter(s -> s.vee().equals(vee))
                .findFirst()
                .orElse(null);
    }

    private void look(Vee vee, Retold retold) {
        var host = vee.host();
        var now = retold.vee();
        if (host == null || now == null) {
            return;
        }
        if (!view.hosts().containsKey(host)) {
            if (canTurnUnknown(vee)) {
                change(vee, VeePhase.UNKNOWN, vee.state(), view.at(), "its host does not answer");
            }
            return;
        }
        var sighting = sighting(vee.id(), host);
        if (retold.isAheadOf(sighting)) {
            return;
        }
        if (sighting == null) {
            missing(vee);
        } else {
            seen(vee, now, sighting);
        }
    }

    /** What failed or is off on its way out stays that: nothing else would tell it from what its tenant shut down. */
    private static boolean canTurnUnknown(Vee vee) {
        return switch (vee.phase()) {
            case PENDING, STARTING, READY, DRAINING, HELD -> true;
            case STOPPING -> vee.state() != VeeState.SHUTOFF;
            case FAILED, UNKNOWN, GONE -> false;
        };
    }

    private void missing(Vee vee) {
        if (vee.state() == null && vee.phase() != VeePhase.UNKNOWN) {
            if (vee.phase() == VeePhase.STOPPING || vee.phase() == VeePhase.FAILED) {
                change(vee, VeePhase.GONE, null, view.at(), "it was never defined");
            }
            return;
        }
        var expected = vee.phase() == VeePhase.STOPPING || vee.phase() == VeePhase.FAILED;
        var why = expected ? "its host has it no more" : "it disappeared from its host";
        change(vee, VeePhase.GONE, VeeState.DESTROYED, view.at(), why);
    }

    /** @param now the VEE as it is after what its host has noted */
    private void seen(Vee vee, Vee now, Sighting sighting) {
        lookAtLimits(now, sighting);
        var phase = phase(vee, sighting);
        if (phase != now.phase()
                || sighting.state() != now.state()
                || !sighting.size().equals(now.size())) {
            var since = phase == VeePhase.FAILED && sighting.state() == VeeState.ACTIVE ? view.at() : sighting.since();
            entries.add(new Entry.VeeChanged(
                    vee.id(), phase, sighting.state(), vee.host(), sighting.size(), since, why(sighting, phase)));
        }
    }

    /** What runs is bounded as it should be; a VEE that is off or on its way out is left alone. */
    private void lookAtLimits(Vee vee, Sighting sighting) {
        var isUsed = vee.phase() == VeePhase.STARTING || vee.phase() == VeePhase.READY;
        if (!isUsed || sighting.state() != VeeState.ACTIVE || sighting.moving()) {
            return;
        }
        for (var attachment : sighting.attachments()) {
            var nic = attachment.nic();
            if (spec.isAttached(vee.id().component(), nic.network())
                    && !Objects.equals(spec.ceiling(nic.network()), nic.ceilingBytesPerSecond())) {
                unlimited.add(vee);
                return;
            }
        }
    }

    private VeePhase phase(Vee vee, Sighting sighting) {
        return switch (vee.phase()) {
            case STOPPING, FAILED -> vee.phase();
            case DRAINING -> draining(sighting.state());
            case HELD -> released.contains(vee.id()) ? living(vee, sighting) : VeePhase.HELD;
            case UNKNOWN -> back(vee, sighting);
            case PENDING, STARTING, READY -> living(vee, sighting);
            case GONE -> throw new IllegalStateException("what is gone is not in an image: " + vee.id());
        };
    }

    /** What its host answers for again is what it was: on its way out, off by its tenant's word, or alive. */
    private VeePhase back(Vee vee, Sighting sighting) {
        if (image.leaving().contains(vee.id())) {
            return VeePhase.STOPPING;
        }
        return sighting.state() == VeeState.SHUTOFF && vee.state() == VeeState.SHUTOFF
                ? VeePhase.HELD
                : living(vee, sighting);
    }

    /** Going off is what it was to do next: it has not failed. */
    static VeePhase draining(VeeState state) {
        return switch (state) {
            case ACTIVE -> VeePhase.DRAINING;
            case PAUSED, SUSPENDED -> VeePhase.HELD;
            case DEFINED, SHUTOFF, DESTROYED -> VeePhase.STOPPING;
        };
    }

    private VeePhase living(Vee vee, Sighting sighting) {
        return switch (sighting.state()) {
            case ACTIVE -> running(vee, sighting);
            case PAUSED, SUSPENDED -> VeePhase.HELD;
            case DEFINED -> VeePhase.STARTING;
            case SHUTOFF, DESTROYED -> VeePhase.FAILED;
        };
    }

    private VeePhase running(Vee vee, Sighting sighting) {
        if (sighting.booted()) {
            return VeePhase.READY;
        }
        var within = spec.component(vee.id().component()).ready().within();
        return bootingFor.apply(vee.id()).compareTo(within) < 0 ? VeePhase.STARTING : VeePhase.FAILED;
    }

    private static String why(Sighting sighting, VeePhase phase) {
        return switch (phase) {
            case READY -> "it is up";
            case FAILED -> sighting.state() == VeeState.ACTIVE ? "it did not become ready in time" : "it went off";
            case STARTING -> "it is starting";
            case DRAINING, HELD, STOPPING, PENDING, UNKNOWN, GONE -> "its host shows it " + sighting.state();
        };
    }

    private void change(Vee vee, VeePhase phase, @Nullable VeeState state, Instant since, String why) {
        entries.add(new Entry.VeeChanged(vee.id(), phase, state, vee.host(), vee.size(), since, why));
    }

    private void findLeaks(List<VeeId> unresolved, Predicate<VeeId> isFresh) {
        Map<VeeId, HostId> homes = new HashMap<>();
        image.vees().values().forEach(vee -> {
            if (vee.host() != null) {
                homes.put(vee.id(), vee.host());
            }
        });
        view.hosts().forEach((host, seen) -> {
            for (var sighting : seen.of(image.id())) {
                var vee = sighting.vee();
                if (!host.equals(homes.get(vee))
                        && !unresolved.contains(vee)
                        && !arrived.contains(vee)
                        && isFresh.test(vee)) {
                    leaks.add(new Leak(vee, host));
                }
            }
        });
    }
}
