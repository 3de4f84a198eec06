package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A service that goes on elsewhere from its saved state decides there as it would have decided here, bit for bit. */
class RestorePropertyTest {
    private static final int MANIFESTS = 250;
    private static final int CASES_EACH = 40;

    @Test
    void whatIsRestoredDecidesTheSame() throws StateUnreadable {
        int cases = 0;
        for (int m = 0; m < MANIFESTS; m++) {
            var random = new Random(2_000 + m);
            var statements = Manifests.statements(random);
            statements = withMemory(statements);
            var program = Objects.requireNonNull(Manifests.compiled(statements));
            var which = "manifest " + m + ": " + statements;
            try (var here = new RuleEngine();
                    var there = new RuleEngine()) {
                here.deploy(program.spec().id(), program);
                there.deploy(program.spec().id(), program);
                for (int c = 0; c < CASES_EACH; c++) {
                    var rig = new Rig(here, "One", program).sized("C1", 1 + random.nextInt(8));
                    run(rig, rig, random, random.nextInt(1, 6), "");
                    var bytes = ServiceStateCodec.encode(rig.state());
                    var moved = rig.moved(there, bytes);
                    assertThat(ServiceStateCodec.encode(ServiceStateCodec.decode(bytes)))
                            .isEqualTo(bytes);
                    run(rig, moved, random, 5, which + ", case " + c);
                    cases++;
                }
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(10_000);
    }

    private static List<String> withMemory(List<String> statements) {
        return statements.stream()
                .map(s -> s.startsWith("Load(C1)")
                        ? "Load(C1) = 0.5 * (prev(Load(C1)) ?? 0) + 0.5 * RequestPerSecond(C1)"
                        : s)
                .toList();
    }

    private static void run(Rig one, Rig other, Random random, int passes, String which) {
        for (int pass = 0; pass < passes; pass++) {
            for (var metric : Manifests.METRICS_OF_C1) {
                for (int replica = 1; replica <= one.current("C1"); replica++) {
                    if (random.nextInt(5) > 0) {
                        var value = random.nextInt(300) / 7.0;
                        one.read(metric, "C1", replica, value);
                        if (other != one) {
                            other.read(metric, "C1", replica, value);
                        }
                    }
                }
            }
            var first = Essence.of(one.pass());
            if (other != one) {
                var second = Essence.of(other.pass());
                if (!first.equals(second)) {
                    assertThat(second).as(which).isEqualTo(first);
                }
                other.clock.advance(Duration.ofSeconds(10));
            }
            one.clock.advance(Duration.ofSeconds(10));
        }
    }
}
