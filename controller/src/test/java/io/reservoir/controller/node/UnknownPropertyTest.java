package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Value;
import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a service's statements are and whatever happened before: what is unknown never scales in. */
class UnknownPropertyTest {
    private static final int MANIFESTS = 250;
    private static final int CASES_EACH = 40;
    private static final int PASSES = 6;

    private int unknowns;

    @Test
    void noTargetFallsWhileAnInputOfItsStatementsIsUnknown() {
        int cases = 0;
        for (int m = 0; m < MANIFESTS; m++) {
            var random = new Random(1_000 + m);
            var statements = Manifests.statements(random);
            var program = Objects.requireNonNull(Manifests.compiled(statements));
            var which = "manifest " + m + ": " + statements;
            try (var engine = new RuleEngine()) {
                engine.deploy(program.spec().id(), program);
                for (int c = 0; c < CASES_EACH; c++) {
                    var rig = new Rig(engine, "One", program).sized("C1", 1 + random.nextInt(10));
                    holdsWhileUnknown(rig, random, which + ", case " + c);
                    cases++;
                }
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(10_000);
        assertThat(unknowns).as("decisions about something unknown").isGreaterThan(10_000);
    }

    private void holdsWhileUnknown(Rig rig, Random random, String which) {
        var heard = random.nextInt(1, 10);
        for (int pass = 0; pass < PASSES; pass++) {
            for (var metric : Manifests.METRICS_OF_C1) {
                if (random.nextInt(10) < heard) {
                    var replicas = random.nextBoolean() ? 0 : random.nextInt((int) rig.current("C1") + 1);
                    for (int replica = Math.min(1, replicas); replica <= replicas; replica++) {
                        rig.read(metric, "C1", replica, random.nextInt(300));
                    }
                }
            }
            for (var answer : rig.pass()) {
                var decision = answer.decision();
                if (isUnknown(answer, rig.evaluation())) {
                    unknowns++;
                    var least = Math.min(decision.from(), answer.max());
                    if (decision.target() < least) {
                        assertThat(decision.target())
                                .as("%s: %s", which, decision)
                                .isGreaterThanOrEqualTo(least);
                    }
                }
            }
            // often long enough for stabilisation and rate limits to let go
            rig.clock.advance(Duration.ofSeconds(random.nextBoolean() ? 10 : 400));
        }
    }

    /** True if one of the statements that could lead has a part that is not known. */
    private static boolean isUnknown(Pipeline.Answer answer, Evaluation evaluation) {
        var active = evaluation.candidates().stream()
                .filter(c -> c.variable().equals(answer.decision().variable()))
                .filter(c -> !(c.active() instanceof Value.Known(var holds)) || holds != 0)
                .toList();
        var highest = active.stream().mapToInt(Candidate::priority).max().orElse(0);
        return active.stream()
                .filter(c -> c.priority() == highest)
                .anyMatch(c -> !isKnown(c.active()) || !isKnown(c.raw()) || !isKnown(c.min()) || !isKnown(c.max()));
    }

    private static boolean isKnown(@Nullable Value value) {
        return value == null || value instanceof Value.Known;
    }
}
