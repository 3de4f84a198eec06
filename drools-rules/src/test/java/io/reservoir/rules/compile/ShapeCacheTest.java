package io.reservoir.rules.compile;

import static io.reservoir.rules.Texts.compiled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.dsl.program.CheckedService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeCacheTest {
    private final ShapeCache cache = new ShapeCache();

    private static CheckedService perReplica(int requests) {
        return compiled("Replicas(C1) = RequestPerSecond(C1) / " + requests);
    }

    @Test
    void aHundredServicesOfDifferentConstantsShareOneBaseOfRules() {
        var acquired = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> cache.acquire(perReplica(i)).kieBase())
                .toList();

        assertThat(cache.size()).isEqualTo(1);
        assertThat(acquired).allSatisfy(base -> assertThat(base).isSameAs(acquired.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Replicas(C1) = 500 / RequestPerSecond(C1)",
                "Replicas(C2) = RequestPerSecond(C2) / 500",
                "Replicas(C1) = RequestPerSecond(C1) / 500 min 1",
                "Replicas(C1) = RequestPerSecond(C1) / 500 when RequestPerSecond(C1) > 1",
                "Replicas(C1) = Users(C1) / 500",
                "CPU(C1) = RequestPerSecond(C1) / 500",
                "Replicas(C1) = avg(RequestPerSecond(C1), 5 min) / 500"
            })
    void anotherFormulaTargetClauseOrWindowIsAnotherShape(String statement) {
        cache.acquire(perReplica(500));
        cache.acquire(compiled(statement));

        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void aShapeIsDroppedWithTheLastServiceThatHasIt() {
        var first = cache.acquire(perReplica(1));
        var second = cache.acquire(perReplica(2));

        cache.release(first);
        assertThat(cache.size()).isEqualTo(1);
        cache.release(second);
        assertThat(cache.size()).isZero();
        assertThat(cache.acquire(perReplica(3))).isNotSameAs(first);
    }

    @Test
    void aShapeIsNotReleasedMoreOftenThanAcquired() {
        var only = cache.acquire(perReplica(1));
        cache.release(only);

        assertThatThrownBy(() -> cache.release(only)).isInstanceOf(IllegalStateException.class);
    }
}
