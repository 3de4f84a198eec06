package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Frames of every kind, made by chance. */
final class Samples {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final RandomGenerator chance;

    Samples(RandomGenerator chance) {
        this.chance = chance;
    }

    Frame any() {
        return switch (chance.nextInt(11)) {
            case 0 -> new Frame.Hello(chance.nextInt(9), identity());
            case 1 -> new Frame.Welcome(chance.nextInt(9), identity(), chance.nextLong());
            case 2 -> new Frame.Refused(text());
            case 3 -> new Frame.Batch(chance.nextLong(), chance.nextLong(), readings(chance.nextInt(40)));
            case 4 -> new Frame.Ack(chance.nextLong(), new Taken(small(), small(), small()));
            case 5 -> new Frame.Request(chance.nextLong(), "POST", "/v1/x?y=%20" + text(), "text/plain", small());
            case 6 ->
                new Frame.Reply(
                        chance.nextLong(), 200, "application/json", List.of(new LinkReply.Header("Age", "7")), small());
            case 7 -> new Frame.Body(chance.nextLong(), Buffer.buffer(bytes(chance.nextInt(300))));
            case 8 -> new Frame.Word(List.of(new News(service(), 1 + small(), 1_001 + small(), chance.nextBoolean())));
            case 9 -> new Frame.Ping();
            default -> new Frame.Pong();
        };
    }

    private int small() {
        return chance.nextInt(1_000);
    }

    private LinkIdentity identity() {
        return new LinkIdentity(text(), "1." + small() + ".0", small(), text());
    }

    private String text() {
        return "näme-" + chance.nextInt();
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    }

    private ServiceId service() {
        return new ServiceId("Service-" + chance.nextInt(50));
    }

    List<Reading> readings(int count) {
        var readings = new ArrayList<Reading>();
        for (var i = 0; i < count; i++) {
            readings.add(new Reading(
                    service(),
                    "metric_" + chance.nextInt(5),
                    "C" + chance.nextInt(5),
                    chance.nextInt(3) == 0 ? chance.nextInt(100_000) : Reading.SERVICE_LEVEL,
                    chance.nextBoolean() ? chance.nextDouble() * 1e9 : -chance.nextInt(100),
                    chance.nextBoolean() ? NOW : NOW.plusNanos(chance.nextLong(-600_000_000_000L, 5_000_000_000L))));
        }
        return readings;
    }

    /** As many readings as a batch may hold, each as long as one may be. */
    static List<Reading> largest(int count) {
        var readings = new ArrayList<Reading>();
        for (var i = 0; i < count; i++) {
            var tail = String.format("%063d", i);
            readings.add(new Reading(
                    new ServiceId("S" + tail),
                    "m" + tail,
                    "c" + tail,
                    100_000,
                    Math.PI * i,
                    i % 2 == 0 ? NOW : NOW.minusSeconds(599).plusNanos(999_999_999)));
        }
        return readings;
    }
}
