package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.decision.Authority;
import io.reservoir.model.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden vectors of the language's specification, section 8, that need a manifest, an engine and a clock. */
class GoldenVectorsTest {
    private static final String MANIFEST = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            """;

    private final NodeLab lab = new NodeLab();

    /** The lab's clock begins at noon UTC. */
    @Test
    void vector18TheMinimumOfOfficeHoursEndsWithThem() {
        lab.host("h1", 16, FailurePlan.NONE)
                .running(MANIFEST
                        + "calendar office = \"Mon-Sun 08:00-12:30 UTC\"\n"
                        + "Replicas(C1) = RequestPerSecond(C1) / 500  over 30 s  min 6 during office\n");
        var noon = lab.clock.instant();
        lab.run(Duration.ofMinutes(40), 1_000);

        assertThat(targets(noon))
                .containsExactly(
                        Map.entry("PT5S", 6.0),
                        Map.entry("PT30M", 6.0),
                        Map.entry("PT35M", 5.0),
                        Map.entry("PT36M", 4.0),
                        Map.entry("PT37M", 3.0),
                        Map.entry("PT38M", 2.0));
    }

    private Map<String, Double> targets(Instant since) {
        var targets = new LinkedHashMap<String, Double>();
        lab.recorded().forEach(recorded -> {
            if (recorded.entry() instanceof Entry.Decided(var decisions, var states)) {
                decisions.forEach(decision ->
                        targets.put(Duration.between(since, recorded.at()).toString(), decision.target()));
            }
        });
        return targets;
    }

    @Test
    void vector20AHoldNamesItsOwnerAndReasonAndEnds() {
        lab.host("h1", 16, FailurePlan.NONE);
        var until = lab.clock.instant().plus(Duration.ofMinutes(30));
        lab.running(MANIFEST
                + "Replicas(C1) = RequestPerSecond(C1) / 500  over 30 s  min 1\n"
                + "hold in C1 until " + until + " by \"ops\" \"the sale\"\n");
        lab.run(Duration.ofMinutes(10), 3_000);
        assertThat(lab.ready()).isEqualTo(6);

        lab.run(Duration.ofMinutes(19), 1_000);
        assertThat(lab.ready()).isEqualTo(6);
        var held = lab.node.latest(SHOP).values().iterator().next();
        assertThat(held.authority()).isEqualTo(Authority.OPERATOR_HOLD);
        assertThat(held.because()).isEqualTo("gates: scale-in is held by ops until " + until + ": the sale");

        lab.run(Duration.ofMinutes(8), 1_000);
        assertThat(lab.ready()).isEqualTo(2);
    }
}
