package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long WAIT = Duration.ofMillis(50).toNanos();

    private final Outbox outbox = new Outbox(LinkSettings.DEFAULT);
    private final Samples samples = new Samples(new Random(1));
    private long now = 7;

    private List<Reading> readings(int count) {
        return samples.readings(count);
    }

    @Test
    void aFullBatchIsDueAtOnceAndAPartOfOneLater() {
        outbox.add(readings(1_001), now);
        var first = outbox.next(now);
        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.readings()).hasSize(1_000);
        assertThat(outbox.next(now)).isNull();
        assertThat(outbox.nanosUntilDue(now)).isEqualTo(WAIT);
        assertThat(outbox.next(now + WAIT - 1)).isNull();
        assertThat(outbox.next(now + WAIT).readings()).hasSize(1);
        assertThat(outbox.nanosUntilDue(now)).isNegative();
    }

    @Test
    void theFirstReadingOfABatchDecidesHowLongItWaits() {
        outbox.add(readings(1), now);
        now += WAIT - 1;
        outbox.add(readings(1), now);
        assertThat(outbox.nanosUntilDue(now)).isEqualTo(1);
        assertThat(outbox.next(now + 1).readings()).hasSize(2);
    }

    @Test
    void noMoreAreUnderWayThanMayBe() {
        outbox.add(readings(16_000), now);
        for (var i = 1; i <= 16; i++) {
            assertThat(outbox.next(now).seq()).isEqualTo(i);
        }
        outbox.add(readings(1_000), now);
        assertThat(outbox.next(now)).isNull();
        assertThat(outbox.acknowledged(3)).isTrue();
        assertThat(outbox.next(now).seq()).isEqualTo(17);
        assertThat(outbox.acknowledged(3)).isFalse();
    }

    @Test
    void whatHasNoRoomCostsTheOldestThatWaits() {
        var oldest = readings(1_000);
        assertThat(outbox.add(oldest, now)).isZero();
        assertThat(outbox.isFull(15_000)).isFalse();
        assertThat(outbox.add(readings(15_000), now)).isZero();
        assertThat(outbox.isFull(0)).isFalse();
        assertThat(outbox.isFull(1)).isTrue();
        assertThat(outbox.add(readings(999), now)).isZero();
        assertThat(outbox.depth()).isEqualTo(16_999);
        assertThat(outbox.add(readings(1), now)).isEqualTo(1_000);
        assertThat(outbox.depth()).isEqualTo(16_000);
        assertThat(outbox.next(now).readings()).isNotEqualTo(oldest);
    }

    @Test
    void whatWasUnderWayIsLostWithTheConnectionAndCountingBeginsAnew() {
        outbox.add(readings(3_000), now);
        outbox.next(now);
        outbox.next(now);
        outbox.acknowledged(1);
        assertThat(outbox.disconnected()).isEqualTo(1_000);
        assertThat(outbox.depth()).isEqualTo(1_000);
        assertThat(outbox.next(now).seq()).isEqualTo(1);
    }

    @Test
    void everyReadingIsAcknowledgedDroppedLostOrStillThere() {
        var random = new Random(3);
        long added = 0;
        long gone = 0;
        for (var step = 0; step < 20_000; step++) {
            now += random.nextInt(20_000_000);
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    var count = random.nextInt(2_000);
                    added += count;
                    gone += outbox.add(readings(count), now);
                }
                case 2, 3 -> {
                    var due = outbox.next(now);
                    if (due != null && random.nextBoolean() && outbox.acknowledged(due.seq())) {
                        gone += due.readings().size();
                    }
                }
                default -> gone += random.nextInt(20) == 0 ? outbox.disconnected() : 0;
            }
            assertThat(outbox.depth()).isEqualTo((int) (added - gone)).isLessThanOrEqualTo(33_000);
        }
    }
}
