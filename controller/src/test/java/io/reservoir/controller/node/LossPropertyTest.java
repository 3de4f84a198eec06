package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.replay.ReadingChannel;
import io.reservoir.controller.replay.ReadingFaults;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Of a clean trace, any part, in any order, any of it twice, late or among garbage, yields no fewer replicas than the
 * clean trace does, where load is spread evenly and does not change: no loss looks like less load. Where it changes, it
 * yields no fewer than the least load of the trace needs: an average over what is left may lie anywhere between the
 * least and the greatest sample, so no more than that can be promised of any subset. What adds up over time
 * ({@code sum(M, D)}, {@code delta}) and counters that are set back while nobody hears of it are left out: there a lost
 * sample is lost load.
 */
class LossPropertyTest {
    private static final int CASES = 10_000;
    private static final int PASSES = 16;
    private static final double PER_REPLICA = 100;

    /** A formula that wants {@code total load / 100} replicas, whatever it is computed from. */
    private record Form(String formula, boolean isMean) {}

    private static final List<Form> FORMS = List.of(
            new Form("RequestPerSecond(C1) / 100", false),
            new Form("avg(RequestPerSecond(C1), 1 min) / 100", false),
            new Form("Lowest(C1) * Ready(C1) / 100", true),
            new Form("last(RequestPerSecond(C1), 40 s) / 100", false),
            new Form("Hits(C1) / 100", false),
            new Form("rate(Hits(C1), 1 min) / 100", false),
            new Form("Busy(C1) * Ready(C1) / 100", true),
            new Form("p90(Wait(C1), 1 min) * Ready(C1) / 100", true),
            new Form("max(RequestPerSecond(C1), 0) / 100", false));

    private final List<CheckedService> programs = FORMS.stream()
            .map(form -> Objects.requireNonNull(
                    Rsl.compile("shop.rsl", """
                            service Shop
                            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 60 }
                            metric RequestPerSecond(C1) gauge sum every 10 s
                            metric Busy(C1) gauge avg every 10 s
                            metric Lowest(C1) gauge min every 10 s
                            metric Wait(C1) gauge p95 every 10 s
                            metric Hits(C1) counter sum every 10 s
                            Replicas(C1) = %s stabilise down 20 s rate down 100%% per 10 s
                            """.formatted(form.formula)).service()))
            .toList();

    private int losses;
    private int shrunk;

    @Test
    void noLossYieldsFewerReplicasThanTheCleanTrace() {
        try (var engine = new RuleEngine()) {
            for (int i = 0; i < programs.size(); i++) {
                engine.deploy(new ServiceId("Anchor" + i), programs.get(i));
            }
            for (int i = 0; i < CASES; i++) {
                new Case(i, engine).run();
            }
        }
        assertThat(losses).as("cases in which something was lost").isGreaterThan(CASES / 2);
        assertThat(shrunk).as("cases in which it could shrink, and did").isGreaterThan(CASES / 20);
    }

    /** One trace, once clean and once through a channel with faults. */
    private final class Case {
        private final int number;
        private final Random random;
        private final int form;
        private final Rig clean;
        private final Rig lossy;
        private final ReadingChannel channel;
        private final boolean isSteady;
        private final boolean isOfService;
        private final double least;
        private final double greatest;
        private final int start;
        private double counted;
        private int sentOnes;
        private int arrivedOnes;
        private final int silentReplica;

        Case(int number, RuleEngine engine) {
            this.number = number;
            random = new Random(number);
            form = random.nextInt(FORMS.size());
            start = random.nextInt(2, 12);
            isSteady = random.nextBoolean();
            least = random.nextInt(10, 90);
            greatest = isSteady ? least : least + random.nextInt(30);
            isOfService = !FORMS.get(form).isMean && random.nextInt(4) == 0;
            silentReplica = random.nextInt(4) == 0 ? random.nextInt(1, start + 1) : 0;
            clean = new Rig(engine, "Clean", programs.get(form))
                    .sized("C1", start)
                    .recorded();
            lossy = new Rig(engine, "Lossy", programs.get(form))
                    .sized("C1", start)
                    .recorded();
            var faults = new ReadingFaults(
                    number,
                    random.nextInt(10) / 10.0,
                    random.nextInt(5) / 10.0,
                    random.nextInt(10) / 10.0,
                    Duration.ofSeconds(random.nextInt(1, 120)),
                    random.nextInt(4) / 10.0);
            channel = new ReadingChannel(faults);
        }

        void run() {
            // the load is that of `start` replicas at `least` each, at the least
            var floor = Math.ceil(start * least / PER_REPLICA - 1e-9);
            for (int pass = 0; pass < PASSES; pass++) {
                var total = start * (least + (isSteady ? 0 : random.nextDouble() * (greatest - least)));
                counted += 10 * total / start;
                clean.accept(measured(total, "Clean"));
                var sent = measured(total, "Lossy").stream()
                        .filter(reading -> reading.replica() == 0 || reading.replica() != silentReplica)
                        .toList();
                sentOnes += sent.size();
                for (var batch : channel.through(sent, lossy.clock.instant())) {
                    if (lossy.send(batch) instanceof Admission.Taken(var accepted, var ignored, var forwarded)) {
                        arrivedOnes += accepted;
                    }
                }
                clean.pass();
                lossy.pass();
                var fewest = isSteady ? clean.current("C1") : floor;
                if (lossy.current("C1") < fewest) {
                    assertThat(lossy.current("C1"))
                            .as("case %s, pass %s: %s", number, pass, lossy.evaluation())
                            .isGreaterThanOrEqualTo(fewest);
                }
                clean.clock.advance(Duration.ofSeconds(10));
                lossy.clock.advance(Duration.ofSeconds(10));
            }
            losses += arrivedOnes < sentOnes ? 1 : 0;
            shrunk += lossy.current("C1") < start ? 1 : 0;
        }

        /** What the replicas of the recording measure of a load that is spread evenly over them. */
        private List<Reading> measured(double total, String service) {
            var metric = metric();
            var value = metric.equals("Hits") ? counted : total / start;
            var id = new ServiceId(service);
            var at = clean.clock.instant();
            if (isOfService) {
                var whole = metric.equals("Hits") ? counted * start : total;
                return List.of(new Reading(id, metric, "C1", Reading.SERVICE_LEVEL, whole, at));
            }
            return IntStream.rangeClosed(1, start)
                    .mapToObj(replica -> new Reading(id, metric, "C1", replica, value, at))
                    .toList();
        }

        private String metric() {
            var formula = FORMS.get(form).formula;
            return List.of("RequestPerSecond", "Busy", "Wait", "Hits", "Lowest").stream()
                    .filter(formula::contains)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
