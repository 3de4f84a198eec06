package io.reservoir.rules;

import static io.reservoir.rules.Texts.compiled;
import static io.reservoir.rules.Workbench.indicator;
import static io.reservoir.rules.Workbench.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.reading.Value;
import org.junit.jupiter.api.Test;

/**
 * The golden vectors of the language's specification, section 8, from text and readings to what the rules propose.
 * What the pipeline makes of that is the controller's.
 */
class GoldenVectorsTest {
    private static final String RPS = "Replicas(C1) = RequestPerSecond(C1) / 500";

    private final Workbench bench = new Workbench();

    @Test
    void vector1TheRawValueOf3412RequestsIs6824() {
        bench.deploy(compiled(RPS)).ready("C1", 1, 2, 3, 4, 5, 6);
        bench.read("RequestPerSecond", "C1", 3412, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.known(6.824));
    }

    @Test
    void vector8UnknownRequestsMakeAnUnknownTarget() {
        bench.deploy(compiled(RPS)).ready("C1", 1, 2, 3, 4, 5, 6);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("no reading of RequestPerSecond(C1) yet"));
    }

    @Test
    void vector8OrElseTakesTheOtherSideOnlyWhileRequestsAreUnknown() {
        bench.deploy(compiled(RPS + " ?? 8")).ready("C1", 1, 2, 3, 4, 5, 6);

        assertThat(bench.raw(0)).isEqualTo(Value.known(8));
        bench.read("RequestPerSecond", "C1", 1000, 1);
        assertThat(bench.raw(1)).isEqualTo(Value.known(2));
    }

    @Test
    void vector9TheGreaterOfUnknownAndTenIsAtLeastTen() {
        bench.deploy(compiled("Replicas(C1) = max(RequestPerSecond(C1)/500, Queue(C1)/20)"));
        bench.read("Queue", "C1", 200, 0);

        assertThat(bench.raw(0)).isEqualTo(new Value.AtLeast(10, "no reading of RequestPerSecond(C1) yet"));
    }

    @Test
    void vector11TheRawValueOf2300UsersIs23AtMost8() {
        bench.deploy(compiled("CPU(C1) = Users(C1)/1000 max 8"));
        bench.read("Users", "C1", 2300, 0);

        var candidate = only(bench.evaluate(0));

        assertThat(candidate.raw()).isEqualTo(Value.known(2.3));
        assertThat(candidate.max()).isEqualTo(Value.known(8));
    }

    @Test
    void vector12TheMeasuredLoadWinsWhereItIsGreater() {
        bench.deploy(compiled("Load(C3) = 3* Load(C1)"));
        bench.read("Load", "C1", 100, 0);
        bench.read("Load", "C3", 340, 0);

        assertThat(indicator(bench.evaluate(0), "Load(C3)")).isEqualTo(Value.known(340));
    }

    @Test
    void vector12TheDerivedLoadStandsAloneWhereNothingIsMeasured() {
        bench.deploy(compiled("Load(C3) = 3* Load(C1)"));
        bench.read("Load", "C1", 100, 0);

        assertThat(indicator(bench.evaluate(0), "Load(C3)")).isEqualTo(Value.known(300));
    }
}
