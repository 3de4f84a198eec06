package io.reservoir.controller.replay;

import io.reservoir.controller.intake.RawReading;
import io.reservoir.controller.sim.Chance;
import io.reservoir.model.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The way that readings take from where they are measured to the intake, with its faults. */
public final class ReadingChannel {
    /** How many a sender puts into one batch: what is bad spoils no more than that. */
    public static final int BATCH = 10;

    private static final Duration YEAR = Duration.ofDays(365);

    private final ReadingFaults faults;
    private final PriorityQueue<InTransit> inTransit = new PriorityQueue<>(Comparator.comparing(InTransit::arrival)
            .thenComparingDouble(InTransit::place)
            .thenComparingLong(InTransit::number));
    private long number;

    /** A reading, when it arrives, and at which place among those of the same time. */
    private record InTransit(Instant arrival, double place, long number, RawReading reading) {}

    public ReadingChannel(ReadingFaults faults) {
        this.faults = faults;
    }

    /** Takes readings that were measured now, and gives those that have arrived by now, in batches. */
    public List<List<RawReading>> through(List<Reading> measured, Instant now) {
        measured.forEach(this::send);
        var arrived = new ArrayList<RawReading>();
        for (var next = inTransit.peek(); next != null && !next.arrival.isAfter(now); next = inTransit.peek()) {
            arrived.add(inTransit.remove().reading);
        }
        var batches = new ArrayList<List<RawReading>>();
        for (int from = 0; from < arrived.size(); from += BATCH) {
            batches.add(List.copyOf(arrived.subList(from, Math.min(arrived.size(), from + BATCH))));
        }
        return batches;
    }

    private void send(Reading reading) {
        if (falls(faults.lost(), "lost", reading)) {
            return;
        }
        put("first", reading, raw(reading));
        if (falls(faults.doubled(), "doubled", reading)) {
            put("second", reading, raw(reading));
        }
        if (falls(faults.garbled(), "garbled", reading)) {
            put("garbage", reading, garbage(reading));
        }
    }

    private void put(String what, Reading reading, RawReading sent) {
        var delay = falls(faults.late(), "late " + what, reading)
                ? Duration.ofMillis((long)
                        (chance("delay " + what, reading) * faults.latest().toMillis()))
                : Duration.ZERO;
        var place = faults.none() ? 0 : chance("place " + what, reading);
        inTransit.add(new InTransit(reading.at().plus(delay), place, number++, sent));
    }

    private static RawReading raw(Reading reading) {
        return new RawReading(
                reading.service().name(),
                reading.metric(),
                reading.component(),
                reading.replica(),
                reading.value(),
                reading.at());
    }

    /** One of the kinds of nonsense that an intake refuses. */
    private RawReading garbage(Reading reading) {
        var service = reading.service().name();
        var metric = reading.metric();
        var component = reading.component();
        var at = reading.at();
        return switch ((int) (chance("garbage", reading) * 8)) {
            case 0 -> new RawReading(service, metric, component, reading.replica(), Double.NaN, at);
            case 1 -> new RawReading(service, metric, component, reading.replica(), Double.NEGATIVE_INFINITY, at);
            case 2 -> new RawReading(service, metric, "nobody", reading.replica(), 0, at);
            case 3 -> new RawReading(service, "not a metric", component, reading.replica(), 0, at);
            case 4 -> new RawReading(service, metric, component, -1, 0, at);
            case 5 -> new RawReading(service, metric, component, reading.replica(), 0, at.plus(YEAR));
            case 6 -> new RawReading(service, metric, component, reading.replica(), 0, at.minus(YEAR));
            default -> new RawReading(null, null, null, null, null, null, null, Map.of("", "is no object"));
        };
    }

    private boolean falls(double share, String what, Reading reading) {
        return share > 0 && chance(what, reading) < share;
    }

    private double chance(String what, Reading reading) {
        var series = what + " " + reading.metric() + " " + reading.component() + " " + reading.replica();
        return Chance.of(faults.seed(), series, reading.at().toEpochMilli());
    }
}
