package io.reservoir.rules.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.RuleEngine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Half an hour of readings at a steady rate while manifests come, change and go, by {@code -Dtest=SoakScaling}. Prints
 * the heap after each minute; fails where it grows, where the engine throws or parks a service.
 */
final class SoakScaling {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 30);
    private static final int SERVICES = Integer.getInteger("soak.services", 2_000);
    private static final int SHAPES = 97;
    private static final int READINGS_PER_SECOND = Integer.getInteger("soak.rate", 20_000);

    /** In each second so many services go, come back, or are given another manifest. */
    private static final int CHANGES_PER_SECOND = 50;

    /** Of the changes, one in so many brings rules that nobody had before. */
    private static final int NEW_RULES_IN = 5;

    /** So many minutes until as many rules go as come; so many are averaged over. */
    private static final int SETTLING = 5;

    private static final int AVERAGED = 5;
    private static final double MOST_GROWTH = 0.03;

    private final Workload workload = new Workload(SERVICES, SHAPES);
    private final Random random = new Random(20261125);
    private final List<CheckedService> programs = new ArrayList<>();
    private final boolean[] deployed = new boolean[SERVICES];
    private int unheardOf = SERVICES;
    private long reading;
    private long news;
    private long changes;

    @Test
    void manifestsComeChangeAndGoAndNothingStaysBehind() throws InterruptedException {
        for (int service = 0; service < SERVICES; service++) {
            programs.add(Workload.program(workload.text(service)));
        }
        var heap = new ArrayList<Double>();
        try (var engine = new RuleEngine()) {
            for (int service = 0; service < SERVICES; service++) {
                deploy(engine, service, programs.get(service));
            }
            for (int minute = 1; minute <= MINUTES; minute++) {
                oneMinute(engine);
                heap.add(heapMegabytes());
                System.out.printf(
                        Locale.ROOT,
                        "%2d min: heap %.1f MB, %,d readings, %,d with news, %,d manifests changed, %d shapes%n",
                        minute,
                        heap.getLast(),
                        reading,
                        news,
                        changes,
                        engine.shapes());
            }
        }
        if (MINUTES >= SETTLING + 2 * AVERAGED) {
            var before = average(heap.subList(SETTLING, SETTLING + AVERAGED));
            var after = average(heap.subList(MINUTES - AVERAGED, MINUTES));
            assertThat(after).isLessThanOrEqualTo(before * (1 + MOST_GROWTH));
        }
    }

    private static double average(List<Double> heap) {
        return heap.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private void oneMinute(RuleEngine engine) throws InterruptedException {
        long begin = System.nanoTime();
        for (int second = 1; second <= 60; second++) {
            for (int i = 0; i < READINGS_PER_SECOND; i++) {
                take(engine, workload.reading(reading++));
            }
            for (int i = 0; i < CHANGES_PER_SECOND; i++) {
                change(engine);
            }
            long ahead = begin + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
            if (ahead > 0) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
        }
    }

    private void take(RuleEngine engine, Reading sample) {
        if (engine.accept(sample) && engine.refresh(sample.service(), sample.at())) {
            news++;
            if (!(engine.evaluate(sample.service(), sample.at()) instanceof EvaluationOutcome.Evaluated(var found))) {
                throw new AssertionError(sample.service() + " is parked");
            }
            for (var candidate : found.candidates()) {
                if (candidate.raw() instanceof Value.Known(var raw)) {
                    int target = Decisions.next(Decisions.INITIAL, raw);
                    engine.keepQuiet(
                            sample.service(),
                            candidate.statement(),
                            Decisions.quietFrom(target),
                            Decisions.quietTo(target));
                }
            }
        }
    }

    private void change(RuleEngine engine) {
        int service = random.nextInt(SERVICES);
        if (random.nextBoolean()) {
            if (deployed[service]) {
                engine.undeploy(Workload.id(service));
                deployed[service] = false;
            } else {
                deploy(engine, service, programs.get(service));
            }
        } else {
            deploy(engine, service, program());
        }
        changes++;
    }

    private CheckedService program() {
        return random.nextInt(NEW_RULES_IN) == 0
                ? Workload.program(new Workload(unheardOf + 1, unheardOf + 1).text(unheardOf++))
                : programs.get(random.nextInt(SERVICES));
    }

    private void deploy(RuleEngine engine, int service, CheckedService program) {
        engine.deploy(Workload.id(service), program);
        deployed[service] = true;
    }

    private static double heapMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
