package io.reservoir.rules.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the two come to equal decisions is checked by the benchmark itself; how fast they are is no matter of a test. */
class RulesBenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30})
    void theEngineAndTheLoopComeToEqualDecisions(int shapes) {
        var result = RulesBenchmark.run(new Workload(30, shapes), 5_000);

        assertThat(result.services()).isEqualTo(30);
        assertThat(result.readingsPerSecond()).isPositive();
        assertThat(result.ratioToLoop()).isPositive();
        assertThat(result.checksum()).isNotZero();
    }

    @Test
    void theSameWorkloadComesToEqualDecisionsTwice() {
        var once = RulesBenchmark.run(Workload.ofOneShape(10), 2_000);
        var twice = RulesBenchmark.run(Workload.ofOneShape(10), 2_000);
        assertThat(once.checksum()).isEqualTo(twice.checksum());
    }
}
