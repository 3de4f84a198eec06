package io.reservoir.controller.simulation;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.controller.simulation.Life.Reply;
import io.reservoir.controller.simulation.Step.Mode;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host at the end of a network, and the log of what was done there, which no controller ever sees. */
final class Machine {
    /** A connection that is silent for so long is cut: then a call's end is unknown. */
    static final Duration KEEPALIVE = Duration.ofSeconds(6);

    /** While a move lasts it is looked whether it has arrived, before something else befalls it there. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    private static final int GLANCES = 15;

    private static final IntentId NOBODY = new IntentId(0);

    private final World world;
    private final SimulatedHost simulated;
    private final Host real;
    private final String name;
    private final List<Effect> effects = new ArrayList<>();
    private final Set<VeeId> vanished = new HashSet<>();
    private SortedMap<VeeId, Sighting> known = new TreeMap<>();
    private int foreigners;
    private boolean down;

    /**
     * A change at the host.
     *
     * @param verb what was called, null where it happened by itself
     * @param before null where it was not there
     * @param after null where it is not there any more
     */
    record Effect(
            Instant at,
            HostId host,
            VeeId vee,
            @Nullable String verb,
            @Nullable IntentId intent,
            @Nullable Epoch epoch,
            @Nullable Sighting before,
            @Nullable Sighting after) {}

    Machine(World world, SimulatedSite site, String name, Size size, FailurePlan failures) {
        this.world = world;
        this.name = name;
        simulated = SimulatedHost.inMemory(
                site, SimulatedHost.Settings.of(name, "D1", size).bounded(), failures, world.events());
        real = world.defect().machine(simulated);
    }

    HostId id() {
        return simulated.id();
    }

    String name() {
        return name;
    }

    List<Effect> effects() {
        return effects;
    }

    /** What is there, by the host itself. */
    Collection<Sighting> truth() {
        notice(null, null, null);
        return known.values();
    }

    /** The volumes of a service that are there, attached or not. */
    Set<String> volumes(ServiceId service) {
        var listing = simulated.volumes(service);
        return listing instanceof Volumes.Kept kept
                ? kept.volumes().stream().map(Volumes.Volume::name).collect(Collectors.toSet())
                : Set.of();
    }

    HostCapacity capacity() {
        return Objects.requireNonNull(simulated.capacity());
    }

    void down(boolean isDown) {
        down = isDown;
    }

    /** All guests are off after that. */
    void reboot() {
        notice(null, null, null);
        simulated.powerCycle();
        notice(null, null, null);
    }

    /** Somebody takes a VEE away. */
    void vanish(VeeId vee) {
        notice(null, null, null);
        simulated.vanish(vee);
        vanished.add(vee);
        notice(null, null, null);
    }

    /** Whether that befell a VEE: when it went no answer of the host tells. */
    boolean hasVanished(VeeId vee) {
        return vanished.contains(vee);
    }

    /** Somebody else's domain. */
    void foreign(Size size) {
        simulated.placeForeign("foreign-" + ++foreigners, size);
    }

    boolean foreignersAreThere() {
        return simulated.foreign().size() == foreigners;
    }

    /** Makes a VEE appear that nobody asked for. */
    void stranger(VeeId vee, Size size, Epoch epoch) {
        simulated.define(new Host.Definition(vee, size, null, List.of(), List.of(), Probe.DEFAULT), NOBODY, epoch);
        simulated.activate(vee, new IntentId(1), epoch);
        notice(null, null, null);
    }

    /** This host as a process reaches it. */
    Host host(Life life) {
        return Remote.of(
                Host.class,
                real,
                (method, arguments, call) -> Step.isRemote(method)
                        ? life.<@Nullable Object>await(reply -> request(life, method, arguments, call, reply))
                        : call.make());
    }

    private void request(
            Life life, Method method, @Nullable Object[] arguments, Remote.Call call, Reply<@Nullable Object> reply) {
        var mode = world.fate(life, method, arguments);
        if (mode == Mode.CRASH_BEFORE) {
            world.events().in(Duration.ZERO, () -> world.crash(life));
            return;
        }
        if (mode == null && !isMutating(method) && !world.dice().chance(World.SEEN_TO_TAKE_TIME)) {
            reply.complete(isReached(life) && world.network().delivers(name, life.name()) ? call.make() : null);
            return;
        }
        silence(method, reply);
        if (mode == Mode.ERROR) {
            var refused = new Outcome.Refused(Outcome.Refusal.FAILED, name + " failed");
            world.events().in(latency(), () -> reply.complete(isMutating(method) ? refused : null));
            return;
        }
        if (isMutating(method) && world.strikes(Fault.REQUEST_LOST)) {
            return;
        }
        if (mode == Mode.TWICE) {
            var later = world.dice().millis(5, 4_000);
            world.events().in(later, () -> arrives(life, method, arguments, call, null, null));
        }
        var isLate = isMutating(method) && world.strikes(Fault.LATE);
        var delay = isLate ? world.dice().millis(1_000, (int) KEEPALIVE.toMillis()) : latency();
        world.events().in(delay, () -> arrives(life, method, arguments, call, mode, reply));
    }

    private boolean isReached(Life life) {
        return !down && world.network().delivers(life.name(), name);
    }

    private Duration latency() {
        return world.dice().millis(1, 40);
    }

    private void arrives(
            Life life,
            Method method,
            @Nullable Object[] arguments,
            Remote.Call call,
            @Nullable Mode mode,
            @Nullable Reply<@Nullable Object> reply) {
        if (!isReached(life)) {
            return;
        }
        if (isMutating(method)) {
            // what moved on its own, between any two hosts, is no effect of this call
            noticeAll();
        }
        var answer = call.make();
        if (isMutating(method)) {
            notice(method, arguments, answer);
            world.trace(() ->
                    name + " " + method.getName() + " " + text(arguments) + " for " + life.name() + " -> " + answer);
        }
        if (answer instanceof Outcome.InProgress && method.getName().equals("migrate")) {
            for (int i = 1; i <= GLANCES; i++) {
                world.events().in(GLANCE.multipliedBy(i), this::noticeAll);
            }
        }
        if (mode == Mode.CRASH_AFTER) {
            world.crash(life);
        } else if (mode != Mode.REPLY_LOST && reply != null && world.network().delivers(name, life.name())) {
            world.events().in(latency(), () -> reply.complete(answer));
        }
    }

    /** Nobody waits for longer than a connection lives. */
    private void silence(Method method, Reply<@Nullable Object> reply) {
        world.events()
                .in(
                        KEEPALIVE,
                        () -> reply.complete(isMutating(method) ? new Outcome.Lost(name + " does not answer") : null));
    }

    private static boolean isMutating(Method method) {
        return method.getReturnType() == Outcome.class;
    }

    private void noticeAll() {
        world.machines().forEach(machine -> machine.notice(null, null, null));
    }

    /** Compares what is there with what was there, and logs the difference. */
    private void notice(@Nullable Method method, @Nullable Object @Nullable [] arguments, @Nullable Object answer) {
        var now = new TreeMap<VeeId, Sighting>();
        for (var sighting : Objects.requireNonNull(simulated.list())) {
            now.put(sighting.vee(), sighting);
        }
        var all = new TreeMap<>(known);
        all.putAll(now);
        for (var vee : all.keySet()) {
            var before = known.get(vee);
            var after = now.get(vee);
            if (isChange(before, after)) {
                var effect = new Effect(
                        world.events().instant(),
                        id(),
                        vee,
                        method == null ? null : method.getName(),
                        argument(arguments, IntentId.class),
                        argument(arguments, Epoch.class),
                        before,
                        after);
                effects.add(effect);
                if (method != null) {
                    world.checker().effect(effect);
                } else if (before == null) {
                    world.checker().arrived(effect);
                }
            }
        }
        known = now;
        world.checker().changed(this);
        if (arguments != null && answer instanceof Outcome outcome) {
            world.checker().called(id(), argument(arguments, Epoch.class), service(arguments), outcome);
        }
    }

    private static boolean isChange(@Nullable Sighting before, @Nullable Sighting after) {
        if (before == null || after == null) {
            return (before == null) != (after == null);
        }
        return before.state() != after.state()
                || !before.size().equals(after.size())
                || !before.since().equals(after.since())
                || before.moving() != after.moving()
                || !before.volumes().equals(after.volumes());
    }

    private static <T> @Nullable T argument(@Nullable Object @Nullable [] arguments, Class<T> type) {
        if (arguments != null) {
            for (var argument : arguments) {
                if (type.isInstance(argument)) {
                    return type.cast(argument);
                }
            }
        }
        return null;
    }

    private static @Nullable ServiceId service(@Nullable Object[] arguments) {
        var vee = argument(arguments, VeeId.class);
        var definition = argument(arguments, Host.Definition.class);
        return vee != null
                ? vee.service()
                : definition != null ? definition.vee().service() : null;
    }

    private static String text(@Nullable Object[] arguments) {
        var definition = argument(arguments, Host.Definition.class);
        return (definition != null ? definition.vee() : argument(arguments, VeeId.class)) + " intent "
                + argument(arguments, IntentId.class) + " epoch " + argument(arguments, Epoch.class);
    }
}
