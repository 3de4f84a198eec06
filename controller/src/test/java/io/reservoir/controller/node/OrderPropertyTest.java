package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of statements, and that of readings which arrive between two evaluations, changes nothing. */
class OrderPropertyTest {
    private static final int MANIFESTS = 250;
    private static final int CASES_EACH = 40;
    private static final int PASSES = 5;

    private record Sent(String metric, int replica, double value) {}

    @Test
    void shufflingStatementsAndReadingsChangesNoDecision() {
        int cases = 0;
        for (int m = 0; m < MANIFESTS; m++) {
            var random = new Random(m);
            var statements = Manifests.statements(random);
            var program = Objects.requireNonNull(Manifests.compiled(statements));
            var shuffled = Objects.requireNonNull(Manifests.compiled(Manifests.shuffled(statements, random)));
            var which = "manifest " + m + ": " + statements;
            try (var engine = new RuleEngine()) {
                engine.deploy(program.spec().id(), program);
                for (int c = 0; c < CASES_EACH; c++) {
                    var one = new Rig(engine, "One", program).sized("C1", 1 + random.nextInt(8));
                    var other = new Rig(engine, "Other", shuffled).sized("C1", (int) one.current("C1"));
                    sameDecisions(one, other, random, which + ", case " + c);
                    cases++;
                }
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(10_000);
    }

    private static void sameDecisions(Rig one, Rig other, Random random, String which) {
        for (int pass = 0; pass < PASSES; pass++) {
            var readings = readings(random, (int) one.current("C1"));
            send(readings, one);
            Collections.shuffle(readings, random);
            send(readings, other);
            var first = Essence.of(one.pass());
            var second = Essence.of(other.pass());
            if (!first.equals(second)) {
                assertThat(second).as(which).isEqualTo(first);
            }
            one.clock.advance(Duration.ofSeconds(10));
            other.clock.advance(Duration.ofSeconds(10));
        }
    }

    private static List<Sent> readings(Random random, int replicas) {
        var readings = new ArrayList<Sent>();
        for (var metric : Manifests.METRICS_OF_C1) {
            for (int replica = 1; replica <= replicas; replica++) {
                if (random.nextInt(4) > 0) {
                    readings.add(new Sent(metric, replica, random.nextInt(200) / 3.0));
                }
            }
        }
        return readings;
    }

    private static void send(List<Sent> readings, Rig rig) {
        readings.forEach(reading -> rig.read(reading.metric, "C1", reading.replica, reading.value));
    }
}
