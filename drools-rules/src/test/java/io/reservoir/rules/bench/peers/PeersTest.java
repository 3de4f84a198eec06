package io.reservoir.rules.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Comparison;
import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.Outcome;
import io.reservoir.rules.bench.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contender comes to the decisions of the loop; the comparison refuses it otherwise. */
class PeersTest {
    private static final int SERVICES = 4;
    private static final Duration LONG = Duration.ofMinutes(10);

    static Stream<Arguments> contendersAndShapes() {
        return Peers.ALL.stream()
                .map(Contender.Entry::name)
                .flatMap(name -> Stream.of(2, SERVICES).map(shapes -> Arguments.of(name, shapes)));
    }

    @ParameterizedTest
    @MethodSource("contendersAndShapes")
    void comesToTheDecisionsOfTheLoop(String name, int shapes) {
        var loop = new Contender.Entry(ClosureLoop.NAME, ClosureLoop::new);

        var result = Comparison.run(new Workload(SERVICES, shapes), 10_000, LONG, List.of(loop, Peers.of(name)));

        assertThat(result.decisions()).isGreaterThan(500);
        assertThat(result.outcomes())
                .hasOnlyElementsOfType(Outcome.Measured.class)
                .extracting(Outcome::contender)
                .containsExactly(ClosureLoop.NAME, name);
    }
}
