package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reservoir.controller.sim.TraceReplay.Feed;
import io.reservoir.controller.sim.TraceReplay.Noise;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceReplayTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final Feed REQUESTS = new Feed(SHOP, "RequestPerSecond", "C1", 1.0 / 60);
    private static final Feed USERS = new Feed(SHOP, "Users", "C2", 2);
    private static final Instant START = Instant.parse("1998-06-08T00:00:00Z");

    @Test
    void givesEachFeedItsShareOfTheRowInForce() throws TraceException {
        var replay = new TraceReplay(Trace.read(TraceTest.WORLD_CUP), List.of(REQUESTS, USERS));
        var readings = replay.between(START.plusSeconds(50), START.plusSeconds(60));

        assertThat(readings)
                .containsExactly(
                        new Reading(SHOP, "RequestPerSecond", "C1", 0, 3_412 * (1.0 / 60), START.plusSeconds(60)),
                        new Reading(SHOP, "Users", "C2", 0, 6_824, START.plusSeconds(60)));
    }

    @Test
    void replaysAllFiveDaysOnceHoweverItIsAsked() throws TraceException {
        var replay = new TraceReplay(Trace.read(TraceTest.WORLD_CUP), List.of(REQUESTS));
        var whole = replay.between(Instant.EPOCH, Instant.parse("2026-01-01T00:00:00Z"));
        var pieces = new ArrayList<Reading>();
        for (var at = START.minusSeconds(7); at.isBefore(START.plusSeconds(5 * 86_400)); at = at.plusSeconds(3_607)) {
            pieces.addAll(replay.between(at, at.plusSeconds(3_607)));
        }

        assertThat(whole).hasSize(7_200 * 6).isEqualTo(pieces);
        assertThat(whole.getFirst().at()).isEqualTo(START);
        assertThat(whole.getLast().at()).isEqualTo(START.plusSeconds(5 * 86_400 - 10));
    }

    @Test
    void isSilentInALongGap() throws TraceException {
        var trace = Trace.parse("t.csv", """
                timestamp,value
                1998-06-08T00:00:00,1
                1998-06-08T00:00:10,2
                1998-06-08T00:00:20,3
                1998-06-08T00:10:00,4
                """);
        assertThat(new TraceReplay(trace, List.of(USERS)).between(START, START.plusSeconds(700)))
                .extracting(Reading::value)
                .containsExactly(4.0, 6.0, 8.0);
    }

    @Test
    void noiseIsTheSameForOneSeedAndStaysWithinItsShare() throws TraceException {
        var trace = Trace.read(TraceTest.WORLD_CUP);
        var upTo = START.plusSeconds(3_600);
        var exact = new TraceReplay(trace, List.of(REQUESTS)).between(START, upTo);
        var noisy = noisy(trace, 1).between(START, upTo);

        assertThat(noisy).isEqualTo(noisy(trace, 1).between(START, upTo)).isNotEqualTo(exact);
        assertThat(noisy).isNotEqualTo(noisy(trace, 2).between(START, upTo));
        for (var i = 0; i < exact.size(); i++) {
            var value = exact.get(i).value();
            assertThat(noisy.get(i).value()).isCloseTo(value, within(0.1 * value));
        }
    }

    private static TraceReplay noisy(Trace trace, long seed) {
        return new TraceReplay(trace, List.of(REQUESTS), TraceReplay.DEFAULT_PERIOD, new Noise(seed, 0.1));
    }
}
