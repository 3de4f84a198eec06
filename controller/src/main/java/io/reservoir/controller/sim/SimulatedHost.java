package io.reservoir.controller.sim;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Lifecycle;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A host without a hypervisor: VEEs that take room and time to boot as real ones do, and run nothing. All time is
 * that of its clock, all chance a function of the VEE's id, so a repeated run sees the same. Given a directory, its
 * VEEs outlive the controller, as real ones do. Safe for use by many threads.
 *
 * <p>Room is taken by define in every dimension and given back by destroy, in no other way: a VEE that is off can be
 * activated at any time. {@code ACTIVE} lasts until the guest has gone off, so verbs find a VEE that is on its way off
 * as they find a running one.
 */
public final class SimulatedHost implements Host, Consoles, VeeSnapshots, Volumes {
    private static final String DOOR = "sim:";
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** As over a network of 10 Gbit/s. */
    private static final long MOVED_BYTES_A_SECOND = 1_250_000_000L;

    private static final Duration SHORTEST_MOVE = Duration.ofSeconds(1);

    private final Settings settings;
    private final FailurePlan failures;
    private final InstantSource clock;
    private final HostMemory memory;
    private final SnapshotShelf shelf = new SnapshotShelf();
    private final SimulatedSite site;

    /** Calls that have run over their deadlines. */
    private final Map<VeeId, Overrun> overruns = new HashMap<>();

    /**
     * What a simulated host is.
     *
     * @param bootDelay from activation to a booted guest, give or take {@code bootJitter}, always the same for one VEE
     * @param shutdownDelay from the wish to the guest being off
     * @param isBounded whether a VEE that runs takes no more than a real one does: four times the vCPUs that it was
     *     defined with, and as much memory
     */
    public record Settings(
            HostId id,
            String domain,
            Size total,
            Duration bootDelay,
            Duration bootJitter,
            Duration shutdownDelay,
            long seed,
            boolean isBounded) {
        /** One where a VEE that runs takes all that there is room for. */
        public Settings(
                HostId id,
                String domain,
                Size total,
                Duration bootDelay,
                Duration bootJitter,
                Duration shutdownDelay,
                long seed) {
            this(id, domain, total, bootDelay, bootJitter, shutdownDelay, seed, false);
        }

        /** The same, with VEEs that take no more than real ones do. */
        public Settings bounded() {
            return new Settings(id, domain, total, bootDelay, bootJitter, shutdownDelay, seed, true);
        }

        /** A host whose guests boot in 30 to 50 seconds and go off in 10. */
        public static Settings of(String name, String domain, Size total) {
            return new Settings(
                    new HostId(name),
                    domain,
                    total,
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    0);
        }

        Duration bootDelay(VeeId vee) {
            var jitterNanos = Math.round(bootJitter.toNanos() * Chance.around(seed, "boot " + vee, 0));
            var delay = bootDelay.plusNanos(jitterNanos);
            return delay.isNegative() ? Duration.ZERO : delay;
        }
    }

    /** One call: who is meant, and on whose behalf. */
    private record Order(Verb verb, VeeId vee, IntentId intent, Epoch epoch) {}

    /** A call that is under way though nobody waits for it any more, until it is done at that time. */
    private record Overrun(Instant done, Runnable call) {}

    /** What an order does to a guest in whose state it can be done. */
    @FunctionalInterface
    private interface Effect {
        Step on(Guest guest, Instant now);
    }

    /**
     * What came of it.
     *
     * @param after the guest as it is then, null where nothing changed
     * @param volume as it is then, null where none changed
     */
    private record Step(Outcome outcome, @Nullable Guest after, HostMemory.@Nullable Kept volume) {
        /** One that changed no volume. */
        Step(Outcome outcome, @Nullable Guest after) {
            this(outcome, after, null);
        }
    }

    private SimulatedHost(
            SimulatedSite site, Settings settings, FailurePlan failures, InstantSource clock, Journal journal) {
        this.settings = settings;
        this.failures = failures;
        this.clock = clock;
        this.memory = new HostMemory(journal);
        this.site = site;
    }

    /** A host of that site that is gone with its process. */
    public static SimulatedHost inMemory(
            SimulatedSite site, Settings settings, FailurePlan failures, InstantSource clock) {
        return joined(new SimulatedHost(site, settings, failures, clock, Journal.inMemory()));
    }

    /** The same, where no VEE ever moves. */
    public static SimulatedHost inMemory(Settings settings, FailurePlan failures, InstantSource clock) {
        return inMemory(new SimulatedSite(), settings, failures, clock);
    }

    /**
     * A host that keeps its VEEs in a file of its own in that directory, which is made if need be, and finds there
     * those of its former life. One process at a time. VEEs can move between it and the other hosts of that site, all
     * of which are made before any is used.
     */
    public static SimulatedHost in(
            Path directory, SimulatedSite site, Settings settings, FailurePlan failures, InstantSource clock)
            throws IOException {
        Files.createDirectories(directory);
        var name = URLEncoder.encode(settings.id().name(), StandardCharsets.UTF_8);
        var journal = Journal.open(directory.resolve(name + ".journal"));
        return joined(new SimulatedHost(site, settings, failures, clock, journal));
    }

    /** The same, where no VEE ever moves. */
    public static SimulatedHost in(Path directory, Settings settings, FailurePlan failures, InstantSource clock)
            throws IOException {
        return in(directory, new SimulatedSite(), settings, failures, clock);
    }

    private static SimulatedHost joined(SimulatedHost host) {
        host.site.join(host);
        return host;
    }

    @Override
    public HostId id() {
        return settings.id();
    }

    @Override
    public @Nullable HostCapacity capacity() {
        synchronized (site) {
            settle();
            return failures.isUnreachableAt(clock.instant())
                    ? null
                    : new HostCapacity(id(), settings.domain(), settings.total(), taken());
        }
    }

    @Override
    public @Nullable List<Sighting> list() {
        synchronized (site) {
            settle();
            var now = clock.instant();
            return failures.isUnreachableAt(now)
                    ? null
                    : memory.guests(now).stream()
                            .map(guest -> guest.sighting(now, volumes(guest.vee())))
                            .toList();
        }
    }

    @Override
    public Outcome define(Definition definition, IntentId intent, Epoch epoch) {
        var order = new Order(Verb.DEFINE, definition.vee(), intent, epoch);
        return call(order, (guest, now) -> defined(guest, definition, now));
    }

    @Override
    public Outcome activate(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.ACTIVATE, vee, intent, epoch), this::launched);
    }

    @Override
    public Outcome pause(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.PAUSE, vee, intent, epoch), (guest, now) -> done(guest.paused(now), now));
    }

    @Override
    public Outcome resume(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.RESUME, vee, intent, epoch), (guest, now) -> done(guest.resumed(now), now));
    }

    @Override
    public Outcome suspend(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.SUSPEND, vee, intent, epoch), (guest, now) -> done(guest.suspended(now), now));
    }

    @Override
    public Outcome shutdown(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.SHUTDOWN, vee, intent, epoch), this::ending);
    }

    @Override
    public Outcome destroy(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.DESTROY, vee, intent, epoch), SimulatedHost::ended);
    }

    @Override
    public Outcome resize(VeeId vee, Size size, IntentId intent, Epoch epoch) {
        return call(
                new Order(Verb.RESIZE, vee, intent, epoch),
                guest -> guest.isSized(size),
                (guest, now) -> sized(guest, size, now));
    }

    @Override
    public Outcome limit(VeeId vee, List<Nic> nics, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.LIMIT, vee, intent, epoch), (guest, now) -> limited(guest, nics, now));
    }

    @Override
    public Outcome migrate(VeeId vee, Destination to, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.MIGRATE, vee, intent, epoch), (guest, now) -> leaving(guest, to, now));
    }

    @Override
    public Outcome stay(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.STAY, vee, intent, epoch), (guest, now) -> done(guest.staying(), now));
    }

    @Override
    public Outcome attach(VeeId vee, VolumeSpec volume, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.ATTACH, vee, intent, epoch), (guest, now) -> attached(guest, volume, now));
    }

    @Override
    public Outcome detach(VeeId vee, String volume, IntentId intent, Epoch epoch) {
        return call(new Order(Verb.DETACH, vee, intent, epoch), (guest, now) -> detached(guest, volume, now));
    }

    /** What was refused before is not done by the same call when it comes again. */
    private Step again(IntentId intent, Guest guest, Step step) {
        var changes = step.after() != null && !step.after().equals(guest);
        return changes || step.volume() != null ? new Step(over(intent), null) : step;
    }

    private Outcome over(IntentId intent) {
        return refused(Refusal.WRONG_STATE, "intent " + intent + " is over");
    }

    private List<String> volumes(VeeId vee) {
        return memory.volumes(vee.service()).stream()
                .filter(kept -> vee.equals(kept.vee()))
                .map(HostMemory.Kept::name)
                .toList();
    }

    private Step attached(Guest guest, VolumeSpec volume, Instant now) {
        var vee = guest.vee();
        var kept = memory.volume(vee.service(), volume.name());
        if (kept != null && kept.bytes() != volume.bytes()) {
            return new Step(wrong(volume.name() + "` has " + kept.bytes() + " bytes, not " + volume.bytes()), null);
        }
        var holder = kept == null ? null : kept.vee();
        if (holder != null) {
            return holder.equals(vee) ? done(guest, now) : new Step(wrong(volume.name() + attachedTo(holder)), null);
        }
        if (volumes(vee).size() >= MOST_AT_ONCE) {
            return new Step(
                    refused(Refusal.UNSUPPORTED, "it has " + MOST_AT_ONCE + " volumes, and can have no more"), null);
        }
        var left = settings.total().minus(taken()).diskBytes();
        if (kept == null && volume.bytes() > left) {
            return new Step(refused(Refusal.FULL, "free for volumes are " + left + " bytes"), null);
        }
        return new Step(
                new Outcome.Done(now), guest, new HostMemory.Kept(vee.service(), volume.name(), volume.bytes(), vee));
    }

    private Outcome wrong(String what) {
        return refused(Refusal.WRONG_STATE, "volume `" + what);
    }

    private static String attachedTo(VeeId holder) {
        return "` is attached to " + holder;
    }

    private Step detached(Guest guest, String volume, Instant now) {
        var kept = memory.volume(guest.vee().service(), volume);
        return kept == null || !guest.vee().equals(kept.vee())
                ? done(guest, now)
                : new Step(new Outcome.Done(now), guest, kept.free());
    }

    @Override
    public @Nullable Listing volumes(ServiceId service) {
        synchronized (site) {
            settle();
            return failures.isUnreachableAt(clock.instant())
                    ? null
                    : new Volumes.Kept(
                            memory.volumes(service).stream()
                                    .map(kept -> new Volume(kept.name(), kept.bytes(), kept.vee()))
                                    .toList(),
                            false);
        }
    }

    @Override
    public Outcome delete(ServiceId service, String volume, Epoch epoch) {
        synchronized (site) {
            settle();
            var now = clock.instant();
            if (failures.isUnreachableAt(now)) {
                return new Outcome.Lost(id() + " cannot be reached");
            }
            var newest = memory.epoch(service);
            if (epoch.compareTo(newest) < 0) {
                return stale(epoch, newest);
            }
            var kept = memory.volume(service, volume);
            var holder = kept == null ? null : kept.vee();
            if (holder != null) {
                return wrong(volume + attachedTo(holder));
            }
            var change = new HostMemory.Change().epoch(service, epoch);
            if (kept != null) {
                change.noVolume(service, volume);
            }
            try {
                memory.commit(change);
            } catch (IOException e) {
                return unwritten(e);
            }
            return new Outcome.Done(now);
        }
    }

    private Outcome stale(Epoch epoch, Epoch newest) {
        return refused(Refusal.STALE_EPOCH, "epoch " + epoch + " is over, " + newest + " has spoken");
    }

    private Outcome unwritten(IOException e) {
        return refused(Refusal.FAILED, "cannot write its journal: " + e.getMessage());
    }

    @Override
    public Consoles.@Nullable Told console(VeeId vee, Part part) {
        synchronized (site) {
            settle();
            var now = clock.instant();
            if (failures.isUnreachableAt(now)) {
                return null;
            }
            var guest = memory.guest(vee, now);
            return guest.state() == VeeState.DESTROYED
                    ? new Untold(id() + ": " + vee + " is not there")
                    : Printed.of(part, guest.printed(now));
        }
    }

    @Override
    public VeeSnapshots.@Nullable Told take(SnapshotId snapshot) {
        synchronized (site) {
            settle();
            var now = clock.instant();
            return failures.isUnreachableAt(now) ? null : taken(snapshot, now);
        }
    }

    private VeeSnapshots.Told taken(SnapshotId id, Instant now) {
        var there = shelf.find(id);
        if (there != null) {
            return new VeeSnapshots.Kept(List.of(there));
        }
        var guest = memory.guest(id.vee(), now);
        if (guest.state() == VeeState.DESTROYED) {
            return new Unkept(id() + ": " + id.vee() + " is not there");
        }
        if (guest.leaving() != null) {
            return new Unkept(id() + ": " + id.vee() + " is on its way to another host: wait until it is there");
        }
        return shelf.isFull(id.vee().service())
                ? new Unkept(id() + ": " + MOST + " snapshots of " + id.vee().service() + " are kept here, and no more"
                        + " can be: delete some")
                : new VeeSnapshots.Kept(List.of(shelf.put(id, now, guest.size().diskBytes())));
    }

    @Override
    public VeeSnapshots.@Nullable Told list(ServiceId service) {
        synchronized (site) {
            return failures.isUnreachableAt(clock.instant()) ? null : new VeeSnapshots.Kept(shelf.of(service));
        }
    }

    @Override
    public VeeSnapshots.@Nullable Told delete(SnapshotId snapshot) {
        synchronized (site) {
            if (failures.isUnreachableAt(clock.instant())) {
                return null;
            }
            shelf.remove(snapshot);
            return new VeeSnapshots.Kept(List.of());
        }
    }

    @Override
    public @Nullable String door() {
        return site.hosts().size() > 1 ? DOOR + id() : null;
    }

    /** Puts a domain on the host that is none of ours. It takes room, and that is all one ever sees of it here. */
    public void placeForeign(String name, Size size) {
        synchronized (site) {
            commit(new HostMemory.Change().foreign(name, size));
        }
    }

    /** The names of the domains that are none of ours. */
    public Collection<String> foreign() {
        synchronized (site) {
            return memory.foreign();
        }
    }

    /** Takes a VEE away behind the controller's back, as somebody at the host could. */
    public void vanish(VeeId vee) {
        synchronized (site) {
            settle();
            var now = clock.instant();
            var change = new HostMemory.Change();
            remember(memory.guest(vee, now), memory.guest(vee, now).destroyed(now), change);
            commit(change);
        }
    }

    /** Switches the host off and on: what ran or was paused is off then, what is on disk stays. */
    public void powerCycle() {
        synchronized (site) {
            settle();
            var now = clock.instant();
            var change = new HostMemory.Change();
            memory.guests(now).forEach(guest -> change.guest(guest.poweredOff(now)));
            commit(change);
        }
    }

    /** When the guests of this host are up, by VEE. */
    List<Guest.Uptime> uptimes() {
        synchronized (site) {
            settle();
            return memory.guests(clock.instant()).stream()
                    .map(Guest::uptime)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    boolean isUnreachableAt(Instant time) {
        return failures.isUnreachableAt(time);
    }

    private Outcome call(Order order, Effect effect) {
        return call(order, guest -> false, effect);
    }

    private Outcome call(Order order, Predicate<Guest> isSo, Effect effect) {
        synchronized (site) {
            settle();
            return settledCall(order, isSo, effect);
        }
    }

    private Outcome settledCall(Order order, Predicate<Guest> isSo, Effect effect) {
        var now = clock.instant();
        if (failures.isUnreachableAt(now)) {
            return new Outcome.Lost(id() + " cannot be reached");
        }
        if (overruns.containsKey(order.vee())) {
            return refused(Refusal.BUSY, "another call about " + order.vee() + " is under way");
        }
        var number = memory.calls() + 1;
        if (failures.overrunsInCall(number)) {
            commit(new HostMemory.Change().calls(number));
            var done = now.plus(failures.calls().overrunFor());
            overruns.put(order.vee(), new Overrun(done, () -> {
                var late = new HostMemory.Change();
                outcome(order, isSo, effect, number, done, late);
                commit(late);
            }));
            return new Outcome.Lost(id() + " did not answer in time");
        }
        var change = new HostMemory.Change().calls(number);
        var outcome = outcome(order, isSo, effect, number, now, change);
        try {
            memory.commit(change);
        } catch (IOException e) {
            return unwritten(e);
        }
        return failures.losesReplyOfCall(number) ? new Outcome.Lost("the reply of " + id() + " was lost") : outcome;
    }

    /** Answers an order and notes in {@code change} what it changes. */
    private Outcome outcome(
            Order order, Predicate<Guest> isSo, Effect effect, long number, Instant now, HostMemory.Change change) {
        var newest = memory.epoch(order.vee().service());
        if (order.epoch().compareTo(newest) < 0) {
            return stale(order.epoch(), newest);
        }
        change.epoch(order.vee().service(), order.epoch());
        var before = memory.guest(order.vee(), now);
        var step = step(order, isSo, effect, before, number, now, change);
        if (!memory.isAnswered(before, order.intent())) {
            var after = step.after() == null ? before : step.after().by(order.epoch());
            remember(before, after.answered(order.intent()), change);
        }
        if (step.volume() != null) {
            change.volume(step.volume());
        }
        return step.outcome();
    }

    /** What the VEE is now, and, should it not be there, that no older intent shall bring it back. */
    private void remember(Guest before, Guest after, HostMemory.Change change) {
        if (after.state() == VeeState.DESTROYED) {
            var ran = before.state() != VeeState.SHUTOFF && before.state() != VeeState.DESTROYED;
            change.tombstone(after.vee(), after.intent(), ran ? after.since() : before.since());
            memory.volumes(after.vee().service()).stream()
                    .filter(kept -> after.vee().equals(kept.vee()))
                    .forEach(kept -> change.volume(kept.free()));
        }
        if (after.state() != VeeState.DESTROYED || before.state() != VeeState.DESTROYED) {
            change.guest(after);
        }
    }

    private Step step(
            Order order,
            Predicate<Guest> isSo,
            Effect effect,
            Guest guest,
            long number,
            Instant now,
            HostMemory.Change change) {
        // a call that comes again is not made again, and cannot fail
        if (failures.refusesCall(number) && !memory.isAnswered(guest, order.intent())) {
            return new Step(refused(Refusal.FAILED, "call " + number + " fails by plan"), null);
        }
        if (guest.leaving() != null && !Lifecycle.isPossibleOnTheWay(order.verb())) {
            return new Step(refused(Refusal.WRONG_STATE, order.vee() + " is on its way to another host"), null);
        }
        if (isSo.test(guest)) {
            return new Step(new Outcome.Done(guest.sizedAt()), null);
        }
        return switch (Lifecycle.of(guest.state(), order.verb())) {
            case ALREADY_SO -> new Step(new Outcome.Done(guest.since()), null);
            case CLOSED -> new Step(refused(Refusal.WRONG_STATE, order.vee() + " is " + guest.state()), null);
            case OPEN -> {
                if (memory.isAnswered(guest, order.intent())) {
                    yield isRepeated(order, guest)
                            ? again(order.intent(), guest, effect.on(guest, now))
                            : new Step(over(order.intent()), null);
                }
                if (order.verb() == Verb.ACTIVATE) {
                    change.launches(memory.launches() + 1);
                }
                yield effect.on(guest, now);
            }
        };
    }

    /** The last call again, of a verb that sets what it says however often. */
    private static boolean isRepeated(Order order, Guest guest) {
        return switch (order.verb()) {
            case LIMIT, STAY, ATTACH, DETACH -> order.intent().equals(guest.intent());
            case DEFINE, ACTIVATE, PAUSE, RESUME, SUSPEND, SHUTDOWN, DESTROY, RESIZE, MIGRATE -> false;
        };
    }

    private Step defined(Guest absent, Definition definition, Instant now) {
        if (memory.foreign().contains(definition.vee().toString())) {
            return new Step(refused(Refusal.NOT_OURS, "a domain of that name is not ours"), null);
        }
        return inRoom(absent, Guest.defined(definition, now), now);
    }

    private Step inRoom(Guest before, Guest after, Instant now) {
        var free = settings.total().minus(taken());
        return after.size().minus(before.size()).fitsIn(free)
                ? done(after, now)
                : new Step(refused(Refusal.FULL, "free are " + free), null);
    }

    private Step sized(Guest guest, Size size, Instant now) {
        var most = guest.most();
        var isWithin = size.vcpus() <= most.vcpus() && size.memoryBytes() <= most.memoryBytes();
        var step = inRoom(guest, guest.resized(size, now), now);
        return step.after() == null || isWithin || guest.state() != VeeState.ACTIVE || !settings.isBounded()
                ? step
                : new Step(
                        refused(
                                Refusal.UNSUPPORTED,
                                "running, it can have " + most.vcpus() + " vCPUs and " + most.memoryBytes()
                                        + " bytes of memory; with more it has to be started anew"),
                        null);
    }

    private Step launched(Guest guest, Instant now) {
        var number = memory.launches() + 1;
        var boots = now.plus(settings.bootDelay(guest.vee()));
        return switch (failures.fateOfLaunch(number)) {
            case BOOTS -> done(guest.activated(now, boots, null), now);
            case FAILS -> new Step(refused(Refusal.FAILED, "launch " + number + " fails by plan"), null);
            case HANGS -> done(guest.activated(now, null, null), now);
            case CRASHES ->
                done(guest.activated(now, boots, boots.plus(failures.launches().crashAfter())), now);
        };
    }

    private Step ending(Guest guest, Instant now) {
        return new Step(new Outcome.InProgress(), guest.ending(now.plus(settings.shutdownDelay())));
    }

    private static Step ended(Guest guest, Instant now) {
        var offSince = guest.state() == VeeState.SHUTOFF ? guest.since() : null;
        return new Step(new Outcome.Done(now, offSince), guest.destroyed(now));
    }

    private Step limited(Guest guest, List<Nic> nics, Instant now) {
        return guest.isAttachedTo(nics)
                ? done(guest.limited(nics), now)
                : new Step(refused(Refusal.WRONG_STATE, guest.vee() + " is not attached to all of " + nics), null);
    }

    private Step leaving(Guest guest, Destination to, Instant now) {
        var other = site.host(to.host());
        if (other == null || other == this || !to.door().equals(other.door())) {
            return new Step(refused(Refusal.UNSUPPORTED, "there is no way to host " + to.host()), null);
        }
        if (other.isUnreachableAt(now)) {
            return new Step(refused(Refusal.FAILED, to.host() + " cannot be reached"), null);
        }
        if (guest.leaving() != null) {
            return new Step(new Outcome.InProgress(), null);
        }
        var volumes = volumes(guest.vee());
        if (!volumes.isEmpty()) {
            return new Step(
                    refused(
                            Refusal.UNSUPPORTED,
                            guest.vee() + " has volumes that this host alone can see, detach them first: "
                                    + String.join(", ", volumes)),
                    null);
        }
        var free = other.settings.total().minus(other.taken());
        if (!guest.size().fitsIn(free)) {
            return new Step(refused(Refusal.FULL, "free on " + to.host() + " are " + free), null);
        }
        var moveNanos = guest.size().memoryBytes() * NANOS_A_SECOND / MOVED_BYTES_A_SECOND;
        return new Step(
                new Outcome.InProgress(),
                guest.leaving(to.host(), now.plus(SHORTEST_MOVE).plusNanos(moveNanos)));
    }

    /** What its domains and volumes take, and what is on its way here. */
    private Size taken() {
        var taken = memory.taken().plus(new Size(0, 0, memory.volumeBytes()));
        var now = clock.instant();
        for (var other : site.hosts()) {
            for (var guest : other.memory.leaving(now)) {
                var leaving = guest.leaving();
                if (leaving != null && leaving.to().equals(id())) {
                    taken = taken.plus(guest.size());
                }
            }
        }
        return taken;
    }

    /** Hands over what has arrived elsewhere: the host that it has come to writes first. */
    private void settle() {
        var now = clock.instant();
        site.hosts().forEach(host -> host.endOverruns(now));
        for (var from : site.hosts()) {
            for (var guest : from.memory.leaving(now)) {
                var leaving = guest.leaving();
                var to = leaving == null ? null : site.host(leaving.to());
                if (to != null && guest.hasLeft(now)) {
                    to.commit(new HostMemory.Change().guest(guest.arrived()));
                    from.commit(new HostMemory.Change().gone(guest.vee()).tombstone(guest.vee(), guest.intent()));
                }
            }
        }
    }

    private void endOverruns(Instant now) {
        for (var vee : List.copyOf(overruns.keySet())) {
            var overrun = Objects.requireNonNull(overruns.get(vee));
            if (!now.isBefore(overrun.done)) {
                overruns.remove(vee);
                overrun.call.run();
            }
        }
    }

    private static Step done(Guest after, Instant now) {
        return new Step(new Outcome.Done(now), after);
    }

    private Outcome refused(Refusal why, String detail) {
        return new Outcome.Refused(why, id() + ": " + detail);
    }

    private void commit(HostMemory.Change change) {
        try {
            memory.commit(change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
