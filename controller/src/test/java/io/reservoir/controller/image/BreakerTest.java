package io.reservoir.controller.image;

import static io.reservoir.controller.image.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private Breaker breaker = Breaker.closed(Breaker.Rule.COMPONENT);

    @Test
    void isClosedToBeginWith() {
        assertThat(breaker.isOpen(Instant.MIN)).isFalse();
        assertThat(breaker.isOpen(NOON)).isFalse();
        assertThat(breaker.failures()).isZero();
    }

    @Test
    void opensAtTheThirdFailureInARowAndNotBefore() {
        launches(false, false);
        assertThat(breaker.isOpen(NOON)).isFalse();
        assertThat(breaker.failures()).isEqualTo(2);
        launches(false);
        assertThat(breaker.isOpen(NOON)).isTrue();
    }

    @Test
    void lastsAMinuteToTheInstant() {
        launches(false, false, false);
        assertThat(breaker.isOpen(NOON.plusSeconds(60).minusNanos(1))).isTrue();
        assertThat(breaker.isOpen(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void isOpenForNoLonger() {
        launches(false, false, false);
        assertThat(breaker.openedBy(NOON)).isEqualTo(breaker);
        var hourBefore = NOON.minus(Duration.ofHours(1));
        assertThat(breaker.openedBy(hourBefore).openUntil()).isEqualTo(hourBefore.plusSeconds(60));
        launches(false);
        assertThat(breaker.openedBy(hourBefore).openUntil()).isEqualTo(hourBefore.plusSeconds(120));
        launches(true);
        assertThat(breaker.openedBy(NOON)).as("as it may have been for longer").isEqualTo(breaker);
        assertThat(breaker.openedBy(hourBefore).openUntil()).isEqualTo(hourBefore.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aSuccessBetweenBreaksTheRow() {
        launches(false, false, true, false, false);
        assertThat(breaker.isOpen(NOON)).isFalse();
    }

    @Test
    void opensAtHalfOfTheLastTen() {
        launches(false, true, false, true, false, true, false, true);
        assertThat(breaker.isOpen(NOON)).isFalse();
        launches(false);
        assertThat(breaker.isOpen(NOON)).isTrue();
    }

    @Test
    void forgetsWhatIsMoreThanTenLaunchesAgo() {
        launches(false, true, false, true, false, true, false, true, true, true);
        launches(true, false, true);
        assertThat(breaker.lastTen()).hasSize(10);
        assertThat(breaker.isOpen(NOON)).isFalse();
    }

    @Test
    void lessIsBorneOfAHost() {
        breaker = Breaker.closed(Breaker.Rule.HOST);
        launches(true, true, false, true, true, false, true, true);
        assertThat(breaker.isOpen(NOON)).isFalse();
        launches(false);
        assertThat(breaker.isOpen(NOON)).isTrue();
    }

    @Test
    void backsOffTwiceAsLongEachTimeUpToHalfAnHour() {
        launches(false, false);
        var minutes = new ArrayList<Long>();
        var now = NOON;
        for (int i = 0; i < 8; i++) {
            breaker = breaker.after(false, now);
            minutes.add(Duration.between(now, breaker.openUntil()).toMinutes());
            now = breaker.openUntil();
        }
        assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void aSuccessClosesItForGood() {
        launches(false, false, false);
        var later = breaker.openUntil();
        breaker = breaker.after(false, later).after(true, later.plusSeconds(600));
        assertThat(breaker.opened()).isZero();
        assertThat(breaker.inARow()).isZero();
        breaker = breaker.after(false, later.plusSeconds(700));
        assertThat(breaker.isOpen(later.plusSeconds(700))).isFalse();
    }

    private void launches(boolean... outcomes) {
        for (var outcome : outcomes) {
            breaker = breaker.after(outcome, NOON);
        }
    }
}
