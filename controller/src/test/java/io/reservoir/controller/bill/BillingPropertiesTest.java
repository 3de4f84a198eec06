package io.reservoir.controller.bill;

import static io.reservoir.controller.bill.History.GOLD;
import static io.reservoir.controller.bill.History.SILVER;
import static io.reservoir.controller.bill.History.STANDARD;
import static io.reservoir.controller.bill.History.size;
import static io.reservoir.controller.bill.History.tariff;
import static io.reservoir.controller.bill.History.vee;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every history. Each case is made from its seed alone, which a failure names. */
class BillingPropertiesTest {
    private static final int CASES = 3_000;
    private static final int SECONDS = 240;
    /** So near to midnight that the tariff changes in the middle of most cases. */
    private static final Instant START = Instant.parse("2026-03-31T23:58:00Z");

    private static final List<Tariff> TARIFFS = List.of(
            STANDARD,
            tariff(
                    "spring",
                    "2026-04-01",
                    "EUR",
                    Map.of(
                            Tariff.Dimension.VEE, "0.008",
                            Tariff.Dimension.VCPU, "0.02",
                            Tariff.Dimension.MEMORY, "0.005",
                            Tariff.Dimension.DISK, "0.0002")));
    private static final List<Terms> TERMS = List.of(GOLD, SILVER, Terms.NONE);
    private static final List<Size> SIZES = List.of(size(1, 2, 5), size(2, 2, 5), size(4, 7, 5));
    private static final List<String> COMPONENTS = List.of("db", "web");

    @Test
    void intervalsOfAVeeNeverOverlapWhateverTheEvidence() {
        for (var seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var until = second(random.nextInt(SECONDS));
            UsageInterval before = null;
            for (var interval : wild(random).metered(until)) {
                assertThat(interval.to()).as("seed %d", seed).isBeforeOrEqualTo(until);
                if (before != null && before.vee().equals(interval.vee())) {
                    assertThat(interval.from())
                            .as("seed %d: %s after %s", seed, interval, before)
                            .isAfterOrEqualTo(before.to());
                }
                before = interval;
            }
        }
    }

    @Test
    void anyPartitionOfTimeBillsAsMuchAsTheWhole() {
        for (var seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var history = wild(random);
            var until = second(SECONDS);
            var cuts = new ArrayList<Instant>();
            for (var i = random.nextInt(6); i > 0; i--) {
                cuts.add(START.plusMillis(random.nextInt(SECONDS * 1000)));
            }
            cuts.add(START.minusSeconds(60));
            cuts.add(until);
            Collections.sort(cuts);

            var whole = quantities(history, new Period(cuts.getFirst(), until), until);
            var parts = new TreeMap<String, BigDecimal>();
            for (var i = 1; i < cuts.size(); i++) {
                quantities(history, new Period(cuts.get(i - 1), cuts.get(i)), until)
                        .forEach((line, quantity) -> parts.merge(line, quantity, BigDecimal::add));
            }

            parts.replaceAll((line, quantity) -> Plain.of(quantity));
            assertThat(parts).as("seed %d", seed).isEqualTo(whole);
            assertThat(quantities(history, null, until)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void everySecondIsBilledAsItWasProven() {
        for (var seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var world = new World(random);
            var intervals = world.history.metered(second(SECONDS));
            for (var life : world.lives) {
                var billed = new ArrayList<String>(Collections.nCopies(SECONDS, "-"));
                for (var interval : intervals) {
                    if (interval.vee().equals(life.vee)) {
                        for (var t = tick(interval.from()); t < tick(interval.to()); t++) {
                            var usage = text(interval.size(), interval.running(), interval.terms());
                            billed.set(t, billed.get(t).equals("-") ? usage : "twice");
                        }
                    }
                }
                assertThat(billed).as("seed %d: %s", seed, life.vee).isEqualTo(world.proven(life));
            }
        }
    }

    @Test
    void repeatingAnEntryChangesNothing() {
        for (var seed = 0; seed < CASES; seed++) {
            var once = wild(new Random(seed), false);
            var twice = wild(new Random(seed), true);

            assertThat(quantities(twice, null, second(SECONDS)))
                    .as("seed %d", seed)
                    .isEqualTo(quantities(once, null, second(SECONDS)));
        }
    }

    /** Entries in any order of phases and states, whose evidence lies anywhere before and sometimes after them. */
    private static History wild(Random random) {
        return wild(random, false);
    }

    private static History wild(Random random, boolean repeating) {
        var history = new History();
        var count = random.nextInt(25);
        for (var i = 0; i < count; i++) {
            var at = second(i * SECONDS / 25);
            if (random.nextInt(6) == 0) {
                history.submitted(at, Map.of(any(COMPONENTS, random), any(TERMS, random)));
                continue;
            }
            var vee = vee(any(COMPONENTS, random), 1 + random.nextInt(2));
            var phase = any(List.of(VeePhase.values()), random);
            var states = VeeState.values();
            var pick = random.nextInt(states.length + 1);
            var state = pick == states.length ? null : states[pick];
            var since = at.minusSeconds(random.nextInt(40) - 3);
            var size = any(SIZES, random);
            history.changed(at, vee, phase, state, size, since);
            if (repeating) {
                history.changed(at, vee, phase, state, size, since);
            }
        }
        return history;
    }

    private static Map<String, BigDecimal> quantities(History history, @Nullable Period period, Instant until) {
        var statement = (Statement) history.billed(TARIFFS, period, until);
        var quantities = new TreeMap<String, BigDecimal>();
        for (var line : statement.lines()) {
            var name = line.component() + " " + line.dimension() + " " + line.slaClass() + " " + line.tariff();
            assertThat(quantities.put(name, line.unitSeconds())).as(name).isNull();
        }
        return quantities;
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Instant second(int tick) {
        return START.plusSeconds(tick);
    }

    private static int tick(Instant at) {
        return (int) (at.getEpochSecond() - START.getEpochSecond());
    }

    private static String text(Size size, boolean running, Terms terms) {
        return size.vcpus() + (running ? " running " : " defined ") + terms.slaClass();
    }

    /** VEEs with a life of their own, a host that sometimes cannot be reached, and what a controller records of it. */
    private static final class World {
        /** The truth from one second on; a null state: not there. */
        private record Stage(int start, @Nullable VeeState state, Size size, boolean failed) {}

        private record Life(VeeId vee, List<Stage> stages) {
            private Stage at(int tick) {
                return stages.stream()
                        .filter(stage -> stage.start <= tick)
                        .toList()
                        .getLast();
            }
        }

        private final History history = new History();
        private final List<Life> lives = new ArrayList<>();
        private final boolean[] isPolled = new boolean[SECONDS];
        private final boolean[] isReached = new boolean[SECONDS];
        private final Map<String, TreeMap<Integer, Terms>> terms = new TreeMap<>();

        private World(Random random) {
            for (var component : COMPONENTS) {
                lives.add(new Life(vee(component, 1), stages(random)));
                lives.add(new Life(vee(component, 2), stages(random)));
                terms.put(component, new TreeMap<>());
            }
            var reached = true;
            for (var tick = 0; tick < SECONDS; tick++) {
                if (random.nextInt(30) == 0) {
                    reached = !reached;
                }
                isPolled[tick] = random.nextInt(4) == 0;
                isReached[tick] = isPolled[tick] && reached;
            }
            for (var tick = 0; tick < SECONDS; tick++) {
                if (tick == 0 || random.nextInt(80) == 0) {
                    submit(tick, random);
                }
                if (isPolled[tick]) {
                    for (var life : lives) {
                        record(life, tick, random);
                    }
                }
            }
        }

        private static List<Stage> stages(Random random) {
            var stages = new ArrayList<Stage>();
            stages.add(new Stage(0, null, Size.NOTHING, false));
            var size = any(SIZES, random);
            var states =
                    List.of(VeeState.DEFINED, VeeState.ACTIVE, VeeState.PAUSED, VeeState.SUSPENDED, VeeState.SHUTOFF);
            for (var tick = 1 + random.nextInt(40); tick < SECONDS; tick += 1 + random.nextInt(60)) {
                size = random.nextInt(4) == 0 ? any(SIZES, random) : size;
                var next = new Stage(tick, any(states, random), size, random.nextInt(8) == 0);
                var last = stages.getLast();
                if (next.state != last.state || !next.size.equals(last.size) || next.failed != last.failed) {
                    stages.add(next);
                }
            }
            if (random.nextBoolean()) {
                stages.add(new Stage(stages.getLast().start + 1 + random.nextInt(20), null, size, false));
            }
            return stages;
        }

        private void submit(int tick, Random random) {
            var manifest = new TreeMap<String, Terms>();
            for (var component : COMPONENTS) {
                if (tick == 0 || random.nextBoolean()) {
                    manifest.put(component, any(TERMS, random));
                }
            }
            manifest.forEach((component, each) -> terms.get(component).put(tick, each));
            history.submitted(second(tick), manifest);
        }

        private void record(Life life, int tick, Random random) {
            var now = life.at(tick);
            var before = lastReached(tick - 1);
            if (!isReached[tick]) {
                var wasReached = before >= 0 && lastPolled(tick - 1) == before;
                if (before >= 0 && (wasReached || random.nextInt(5) == 0)) {
                    var known = life.at(before);
                    if (known.state != null) {
                        write(life, VeePhase.UNKNOWN, known, tick, before);
                    }
                }
                return;
            }
            var isNews = before < 0
                    || lastPolled(tick - 1) != before
                    || !life.at(before).equals(now);
            if (isNews || random.nextInt(5) == 0) {
                var phase = now.state == null
                        ? VeePhase.GONE
                        : now.failed ? VeePhase.FAILED : any(List.of(VeePhase.READY, VeePhase.STOPPING), random);
                write(life, phase, now, tick, now.start);
            }
        }

        private void write(Life life, VeePhase phase, Stage stage, int tick, int since) {
            history.changed(second(tick), life.vee, phase, stage.state, stage.size, second(since));
        }

        private int lastReached(int tick) {
            return last(isReached, tick);
        }

        private int lastPolled(int tick) {
            return last(isPolled, tick);
        }

        private static int last(boolean[] flags, int tick) {
            var last = tick;
            while (last >= 0 && !flags[last]) {
                last--;
            }
            return last;
        }

        /**
         * What is to be billed of each second, without any folding: what the next sighting proves, else what the last
         * one lets expect while no call has failed since.
         */
        private List<String> proven(Life life) {
            var seconds = new ArrayList<String>();
            for (var tick = 0; tick < SECONDS; tick++) {
                var stage = provenAt(life, tick);
                var inForce = terms.get(life.vee.component()).floorEntry(tick).getValue();
                var isCharged = stage != null && stage.state != null && !stage.failed;
                seconds.add(
                        isCharged
                                ? text(
                                        stage.size,
                                        stage.state == VeeState.ACTIVE || stage.state == VeeState.PAUSED,
                                        inForce)
                                : "-");
            }
            return seconds;
        }

        private @Nullable Stage provenAt(Life life, int tick) {
            var next = tick + 1; // a sighting proves the time up to it
            while (next < SECONDS && !isReached[next]) {
                next++;
            }
            if (next < SECONDS && life.at(next).start <= tick) {
                return life.at(next);
            }
            var last = lastReached(tick);
            return last >= 0 && lastPolled(next - 1) == last ? life.at(last) : null;
        }
    }
}
