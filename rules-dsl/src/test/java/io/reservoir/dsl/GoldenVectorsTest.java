package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden vectors of the language's specification, as far as the language alone decides them. */
final class GoldenVectorsTest {
    private static final String RPS = "Replicas(C1) = RequestPerSecond(C1) / 500";

    @Test
    void vector01TheRawValueOf3412RequestsOver500Is6824() {
        var program = Evaluated.of(RPS).with("RequestPerSecond(C1)", 3_412);

        assertThat(program.raw("Replicas(C1)")).isEqualTo(new Value.Known(6.824));
    }

    @Test
    void vector08AnUnknownInputIsUnknownAndNotZero() {
        assertThat(Evaluated.of(RPS).raw("Replicas(C1)")).isInstanceOf(Value.Unknown.class);
    }

    @Test
    void vector08OrElseGivesTheOtherSideWhereTheInputIsUnknown() {
        assertThat(Evaluated.of(RPS + " ?? 8").raw("Replicas(C1)")).isEqualTo(new Value.Known(8));
    }

    @Test
    void vector09TheGreaterOfUnknownAnd10IsAtLeast10() {
        var program = Evaluated.of("Replicas(C1) = max(RequestPerSecond(C1)/500, Queue(C1)/20)")
                .with("Queue(C1)", 200);

        assertThat(program.raw("Replicas(C1)"))
                .isInstanceOfSatisfying(
                        Value.AtLeast.class, v -> assertThat(v.number()).isEqualTo(10));
    }

    @Test
    void vector11TheRawValueOf2300UsersOver1000Is23() {
        var program = Evaluated.of("CPU(C1) = Users(C1)/1000 max 8").with("Users(C1)", 2_300);

        assertThat(program.raw("CPU(C1)")).isEqualTo(new Value.Known(2.3));
    }

    @Test
    void vector12TheEffectiveLoadIsTheGreaterOfMeasuredAndDerived() {
        var program =
                Evaluated.of("Load(C3) = 3* Load(C1)").with("Load(C1)", 100).with("Load(C3)", 340);

        assertThat(program.indicator("Load(C3)")).isEqualTo(new Value.Known(340));
    }

    @Test
    void vector12TheDerivedLoadStandsAloneWhereNothingIsMeasured() {
        var program = Evaluated.of("Load(C3) = 3* Load(C1)").with("Load(C1)", 100);

        assertThat(program.indicator("Load(C3)")).isEqualTo(new Value.Known(300));
    }

    @Test
    void vector13ACycleIsAnErrorAtItsSecondLine() {
        var compilation = Rsl.compile("cycle.rsl", "Load(A)=2*Load(B)\nLoad(B)=Load(A)\n");

        assertThat(compilation.service()).isNull();
        assertThat(compilation.diagnostics())
                .filteredOn(d -> d.code().equals("RSL-032"))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.span()).hasToString("cycle.rsl:2:1");
                    assertThat(d.message()).contains("`Load(A)` → `Load(B)` → `Load(A)`");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"5MBS", "5 MB/s", "40 Mbps", "5mbs"})
    void vector17ThreeSpellingsOfASpeedAreFiveMillionBytesASecond(String speed) {
        var network =
                Evaluated.compiled("SPEED(RED) = " + speed).spec().networks().getFirst();

        assertThat(network.floorBytesPerSecond()).isEqualTo(5_000_000L);
        assertThat(network.ceilingBytesPerSecond()).isEqualTo(5_000_000L);
    }
}
