package io.reservoir.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.simulation.World.Options;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A test of the tests: each of these bugs, planted, must be found by the checker, and for the right reason. */
class PlantedBugsSimulation {
    private static final int MOST_SEEDS = 60;

    /** Runs seed after seed until the bug is found, and says by which invariant. */
    private static String found(Set<Fault> faults, Supplier<Defect> bug) throws InterruptedException {
        var found = new AtomicReference<String>("nothing was found in " + MOST_SEEDS + " seeds");
        var worker = Thread.ofVirtual().start(() -> {
            for (long seed = 1; seed <= MOST_SEEDS; seed++) {
                try {
                    World.run(Options.of(seed, faults).often().with(bug.get()));
                } catch (Broken e) {
                    found.set(e.invariant());
                    System.out.println("found with seed " + seed + ": "
                            + e.getMessage().lines().findFirst().orElse(""));
                    return;
                }
            }
        });
        worker.join();
        return found.get();
    }

    private static final Set<Fault> OWNERS =
            EnumSet.of(Fault.CRASH, Fault.PAUSE, Fault.PARTITION, Fault.ONE_WAY, Fault.DATABASE_SLOW);

    private static Ledger replacing(Ledger ledger, Remote.Way way) {
        return Remote.of(Ledger.class, ledger, way);
    }

    private static @Nullable Object with(
            java.lang.reflect.Method method, Object target, @Nullable Object[] arguments, int index, Object other) {
        var changed = arguments.clone();
        changed[index] = other;
        return Remote.invoke(method, target, changed);
    }

    @Test
    void theDatabaseDropsTheEpochCheck() throws InterruptedException {
        assertThat(found(OWNERS, () -> new Defect() {
                    @Override
                    public Ledger store(Ledger store) {
                        return replacing(store, (method, arguments, call) -> {
                            if (!method.getName().equals("append")) {
                                return call.make();
                            }
                            var service = (ServiceId) Objects.requireNonNull(arguments[0]);
                            var current = store.tenure(Shard.of(service));
                            return current == null ? call.make() : with(method, store, arguments, 1, current);
                        });
                    }
                }))
                .isEqualTo("only the owner writes");
    }

    @Test
    void theFenceIsNotSynced() throws InterruptedException {
        assertThat(found(OWNERS, () -> new Defect() {
                    private int takes;

                    @Override
                    public Ledger store(Ledger store) {
                        return replacing(
                                store,
                                (method, arguments, call) -> method.getName().equals("take")
                                                && arguments[1] instanceof Tenure(var owner, var epoch)
                                                && ++takes % 50 == 0
                                        ? new Tenure(String.valueOf(arguments[2]), new Epoch(epoch.number() + 1))
                                        : call.make());
                    }
                }))
                .isEqualTo("acknowledged writes are kept");
    }

    @Test
    void theDatabaseLosesWhatItAcknowledged() throws InterruptedException {
        assertThat(found(OWNERS, () -> new Defect() {
                    private int appends;

                    @Override
                    public Ledger store(Ledger store) {
                        return replacing(
                                store,
                                (method, arguments, call) -> method.getName().equals("append")
                                                && arguments[2] instanceof Long after
                                                && arguments[4] instanceof List<?> entries
                                                && ++appends % 40 == 0
                                        ? new Appended.At(after + entries.size())
                                        : call.make());
                    }
                }))
                .isEqualTo("acknowledged writes are kept");
    }

    @Test
    void hostsAreCalledBeforeTheIntentIsWritten() throws InterruptedException {
        assertThat(found(OWNERS, () -> new Defect() {
                    @Override
                    public Ledger ledger(Ledger ledger, Life life, InstantSource clock) {
                        return replacing(ledger, (method, arguments, call) -> {
                            if (arguments.length == 5
                                    && arguments[2] instanceof Long after
                                    && arguments[4] instanceof List<?> entries
                                    && entries.stream().anyMatch(Entry.Claimed.class::isInstance)) {
                                life.thread("late write", () -> {
                                    life.sleep(Duration.ofMillis(300));
                                    var unused = call.make();
                                });
                                return new Appended.At(after + entries.size());
                            }
                            return call.make();
                        });
                    }
                }))
                .isEqualTo("no effect without its claim");
    }

    @Test
    void veesAreNamedAtRandom() throws InterruptedException {
        var random = new AtomicLong(1);
        assertThat(found(OWNERS, () -> new Defect() {
                    @Override
                    public Host host(Host host, InstantSource clock) {
                        return Remote.of(Host.class, host, (method, arguments, call) -> {
                            if (arguments.length > 0 && arguments[0] instanceof Host.Definition definition) {
                                var vee = definition.vee();
                                var other = new VeeId(
                                        vee.service(),
                                        vee.component(),
                                        vee.ordinal(),
                                        1_000 + (int) random.incrementAndGet());
                                var renamed = new Host.Definition(
                                        other,
                                        definition.size(),
                                        definition.image(),
                                        definition.nics(),
                                        definition.settings(),
                                        definition.ready());
                                return with(method, host, arguments, 0, renamed);
                            }
                            return call.make();
                        });
                    }
                }))
                .isEqualTo("no effect without its claim");
    }

    @Test
    void whatIsUnknownIsTriedElsewhereWithoutListing() throws InterruptedException {
        assertThat(found(EnumSet.of(Fault.REPLY_LOST, Fault.LATE, Fault.HOST_DOWN), () -> new Defect() {
                    @Override
                    public HostCalls calls(HostCalls calls, InstantSource clock) {
                        return told(
                                calls,
                                () -> outcome -> outcome instanceof Outcome.Lost(var detail)
                                        ? new Outcome.Refused(Outcome.Refusal.FULL, detail)
                                        : outcome);
                    }
                }))
                .isIn("what is said to have had no effect had none", "no effect of a claim that is finished");
    }

    @Test
    void usageBeginsAtTheRequest() throws InterruptedException {
        assertThat(found(EnumSet.of(Fault.CRASH), () -> new Defect() {
                    @Override
                    public HostCalls calls(HostCalls calls, InstantSource clock) {
                        return told(calls, () -> {
                            Instant asked = clock.instant();
                            return outcome -> outcome instanceof Outcome.Done ? new Outcome.Done(asked) : outcome;
                        });
                    }
                }))
                .isIn("only what ran is billed", "nothing is billed before it began", "each proven second is billed");
    }

    @Test
    void whatIsMissingCountsAsZero() throws InterruptedException {
        assertThat(found(EnumSet.of(Fault.SILENCE), () -> new Defect() {
                    @Override
                    public List<Reading> readings(List<Reading> sent, Reading missing) {
                        return sent.isEmpty()
                                ? List.of(new Reading(
                                        missing.service(),
                                        missing.metric(),
                                        missing.component(),
                                        missing.replica(),
                                        0,
                                        missing.at()))
                                : sent;
                    }
                }))
                .isEqualTo("unknown never scales in");
    }

    /** Clocks are put forward too: then a minute after a takeover is over at once. */
    @Test
    void theWallClockSaysHowLongNothingShrinks() throws InterruptedException {
        var faults = EnumSet.copyOf(OWNERS);
        faults.add(Fault.CLOCK_STEP);
        assertThat(found(faults, () -> new Defect() {
                    @Override
                    public HostCalls calls(HostCalls calls, InstantSource clock) {
                        return timed(calls, () -> Duration.between(World.NOON, clock.instant()));
                    }
                }))
                .isEqualTo("no scale-in right after a takeover");
    }

    /** A node that trusts a lease by its wall clock writes without asking whether it still owns the shard. */
    @Test
    void aLeaseByTheWallClockGuardsWrites() throws InterruptedException {
        var faults = EnumSet.copyOf(OWNERS);
        faults.add(Fault.CLOCK_STEP);
        assertThat(found(faults, () -> new Defect() {
                    private @Nullable Ledger bare;

                    @Override
                    public Ledger store(Ledger store) {
                        bare = store;
                        return store;
                    }

                    @Override
                    public Ledger ledger(Ledger ledger, Life life, InstantSource clock) {
                        var leaseUntil = new AtomicReference<>(clock.instant().plusSeconds(30));
                        return replacing(ledger, (method, arguments, call) -> {
                            if (!method.getName().equals("append")
                                    || clock.instant().isAfter(leaseUntil.get())) {
                                leaseUntil.set(clock.instant().plusSeconds(30));
                                return call.make();
                            }
                            var service = (ServiceId) Objects.requireNonNull(arguments[0]);
                            var current = Objects.requireNonNull(bare).tenure(Shard.of(service));
                            return current == null ? call.make() : with(method, ledger, arguments, 1, current);
                        });
                    }
                }))
                // the second one where a node took the shard back and what it had begun under its older epoch goes on
                .isIn("only the owner writes", "no effect without its claim");
    }

    @Test
    void hostsKeepNoTombstones() throws InterruptedException {
        assertThat(found(EnumSet.of(Fault.TWICE, Fault.LAUNCH, Fault.VANISH, Fault.HOST_REBOOT), () -> new Defect() {
                    private long intents;

                    @Override
                    public Host machine(Host machine) {
                        return Remote.of(Host.class, machine, (method, arguments, call) -> {
                            for (int i = 0; i < arguments.length; i++) {
                                if (arguments[i] instanceof IntentId) {
                                    return with(method, machine, arguments, i, new IntentId(1_000_000 + ++intents));
                                }
                            }
                            return call.make();
                        });
                    }
                }))
                .isEqualTo("no effect of a claim that is finished");
    }

    @Test
    void aDestroyedVeeTakesVolumesAlong() throws InterruptedException {
        assertThat(found(EnumSet.of(Fault.LAUNCH, Fault.CRASH), () -> new Defect() {
                    @Override
                    public Host machine(Host machine) {
                        return Remote.of(Host.class, machine, (method, arguments, call) -> {
                            var answer = call.make();
                            if (method.getName().equals("destroy")
                                    && arguments[0] instanceof VeeId vee
                                    && arguments[2] instanceof Epoch epoch
                                    && machine instanceof Volumes volumes) {
                                volumes.delete(vee.service(), "data", epoch);
                            }
                            return answer;
                        });
                    }
                }))
                .isEqualTo("no volume is ever lost");
    }

    @Test
    void servicesShrinkRightAfterATakeover() throws InterruptedException {
        assertThat(found(EnumSet.of(Fault.CRASH), () -> new Defect() {
                    private boolean adopts;

                    @Override
                    public HostCalls calls(HostCalls calls, InstantSource clock) {
                        return timed(calls, () -> adopts ? calls.uptime().minusSeconds(61) : calls.uptime());
                    }

                    @Override
                    public void adopting(Runnable adopt) {
                        adopts = true;
                        try {
                            adopt.run();
                        } finally {
                            adopts = false;
                        }
                    }
                }))
                .isEqualTo("no scale-in right after a takeover");
    }

    /** Calls of whose outcome something else is told. What, is asked before each. */
    private static HostCalls told(HostCalls calls, Supplier<UnaryOperator<Outcome>> what) {
        return with(
                (host, call, done) -> {
                    var instead = what.get();
                    calls.call(host, call, outcome -> done.accept(instead.apply(outcome)));
                },
                calls::uptime);
    }

    /** Calls in another time. */
    private static HostCalls timed(HostCalls calls, Supplier<Duration> uptime) {
        return with(calls::call, uptime);
    }

    private interface Way {
        void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done);
    }

    private static HostCalls with(Way way, Supplier<Duration> uptime) {
        return new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                way.call(host, call, done);
            }

            @Override
            public Duration uptime() {
                return uptime.get();
            }
        };
    }
}
