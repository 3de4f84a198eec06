package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlackoutTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Blackout blackout = new Blackout();

    @Test
    void isOnOnceMoreThanHalfTurnUnknownAtOnce() {
        known(1, 10, NOON);
        unknown(1, 5, NOON);
        assertThat(blackout.why()).isNull();
        unknown(6, 6, NOON.plusSeconds(30));
        assertThat(blackout.why())
                .isEqualTo("more than half of all services turned unknown at once, by 2026-03-02T12:00:30Z");
    }

    @Test
    void isOffOnceAtMostAQuarterIsUnknown() {
        known(1, 8, NOON);
        unknown(1, 8, NOON);
        known(1, 5, NOON.plusSeconds(10));
        assertThat(blackout.why()).as("3 of 8 are unknown").isNotNull();
        known(6, 6, NOON.plusSeconds(20));
        assertThat(blackout.why()).isNull();
        unknown(1, 2, NOON.plusSeconds(30));
        assertThat(blackout.why()).as("4 of 8 are not more than half").isNull();
    }

    @Test
    void whatFadesSlowlyIsNoBlackout() {
        known(1, 4, NOON);
        for (int i = 1; i <= 4; i++) {
            unknown(i, i, NOON.plus(Blackout.AT_ONCE.multipliedBy(i)));
        }
        assertThat(blackout.why()).isNull();
    }

    @Test
    void whatNeverWasKnownAndWhatIsGoneDoNotCount() {
        known(1, 2, NOON);
        unknown(3, 9, NOON);
        assertThat(blackout.why()).isNull();
        unknown(1, 2, NOON);
        assertThat(blackout.why()).isNotNull();
        blackout.forget(service(1));
        blackout.forget(service(2));
        assertThat(blackout.why()).isNull();
    }

    @Test
    void oneServiceAloneIsNoMajority() {
        known(1, 1, NOON);
        unknown(1, 1, NOON);
        assertThat(blackout.why()).isNull();
    }

    @Test
    void goesOnWhereItWasAtAnotherNode() {
        known(1, 4, NOON);
        unknown(1, 3, NOON.plus(Duration.ofMinutes(1)));
        var other = new Blackout();
        for (int i = 1; i <= 4; i++) {
            other.restore(service(i), blackout.sight(service(i)), blackout.since());
        }
        assertThat(other.why()).isEqualTo(blackout.why()).isNotNull();
        for (int i = 1; i <= 4; i++) {
            other.told(service(i), true, NOON.plus(Duration.ofMinutes(2)));
        }
        assertThat(other.why()).isNull();
    }

    private void known(int first, int last, Instant at) {
        for (int i = first; i <= last; i++) {
            blackout.told(service(i), true, at);
        }
    }

    private void unknown(int first, int last, Instant at) {
        for (int i = first; i <= last; i++) {
            blackout.told(service(i), false, at);
        }
    }

    private static ServiceId service(int number) {
        return new ServiceId("S" + number);
    }
}
