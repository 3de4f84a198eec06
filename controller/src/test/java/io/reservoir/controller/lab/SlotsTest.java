package io.reservoir.controller.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.lab.Slots.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Backend ONE = new Backend("Shop/C1[1]#1", "10.1.1.1", 8080, true);
    private static final Backend TWO = new Backend("Shop/C1[2]#1", "10.1.1.2", 8080, true);
    private static final Backend THREE = new Backend("Shop/C1[3]#1", "10.1.1.3", 8080, true);

    private final Slots slots = new Slots(2);

    @Test
    void eachBackendHasAPlaceOfItsOwnAndKeepsIt() {
        assertThat(slots.follow(List.of(ONE, TWO))).containsExactly(new Change.Serve(1, ONE), new Change.Serve(2, TWO));
        assertThat(slots.follow(List.of(TWO, ONE))).isEmpty();
    }

    @Test
    void whatStopsIsDrainedAndThenForgotten() {
        slots.follow(List.of(ONE, TWO));
        assertThat(slots.follow(List.of(stopping(ONE), TWO))).containsExactly(new Change.Drain(1));
        assertThat(slots.follow(List.of(stopping(ONE), TWO))).isEmpty();
        assertThat(slots.follow(List.of(TWO))).containsExactly(new Change.Clear(1));
    }

    @Test
    void whatNeverServedIsNotDrained() {
        assertThat(slots.follow(List.of(stopping(ONE)))).isEmpty();
    }

    @Test
    void whatFindsNoPlaceGetsTheNextThatIsFree() {
        assertThat(slots.follow(List.of(ONE, TWO, THREE))).hasSize(2);
        assertThat(slots.follow(List.of(stopping(ONE), TWO, THREE))).containsExactly(new Change.Drain(1));
        assertThat(slots.follow(List.of(TWO, THREE))).containsExactly(new Change.Clear(1), new Change.Serve(1, THREE));
    }

    @Test
    void anotherAddressIsAnotherBackend() {
        slots.follow(List.of(ONE));
        var moved = new Backend(ONE.vee(), "10.1.1.9", 8080, true);
        assertThat(slots.follow(List.of(moved))).containsExactly(new Change.Clear(1), new Change.Serve(1, moved));
    }

    private static Backend stopping(Backend backend) {
        return new Backend(backend.vee(), backend.address(), backend.port(), false);
    }
}
