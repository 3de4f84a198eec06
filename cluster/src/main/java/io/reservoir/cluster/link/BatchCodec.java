package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Readings as bytes: the series that occur, each once; then for each reading the number of its series, its replica, its
 * value, and how much later it was measured than the one before it. Belongs to one thread.
 */
final class BatchCodec {
    /** A reading takes at least so many bytes: no count of them is believed that the frame has no room for. */
    private static final int LEAST_BYTES = 12;

    private static final int GREATEST_REPLICA = 1_000_000;
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long NANOS = 1_000_000_000;

    private final SeriesTable series = new SeriesTable();
    private final NameCache names = new NameCache();
    private ServiceId[] services = new ServiceId[0];
    private String[] metrics = new String[0];
    private String[] components = new String[0];

    void write(List<Reading> readings, ByteWriter to) {
        series.of(readings);
        to.putVarint(series.count());
        for (var i = 0; i < series.count(); i++) {
            var first = series.first(i);
            to.putName(first.service().name());
            to.putName(first.metric());
            to.putName(first.component());
        }
        to.putVarint(readings.size());
        var seconds = 0L;
        var nanos = 0;
        for (var i = 0; i < readings.size(); i++) {
            var reading = readings.get(i);
            var at = reading.at();
            to.putVarint(series.numberOf(i));
            to.putVarint(reading.replica());
            to.putDouble(reading.value());
            to.putSigned(at.getEpochSecond() - seconds);
            to.putSigned(at.getNano() - nanos);
            seconds = at.getEpochSecond();
            nanos = at.getNano();
        }
    }

    List<Reading> read(ByteReader from, int most) throws FrameUnreadable {
        var count = from.getCount(Math.min(most, from.left()));
        room(count);
        for (var i = 0; i < count; i++) {
            services[i] = names.service(from);
            metrics[i] = names.name(from);
            components[i] = names.name(from);
        }
        var size = from.getCount(Math.min(most, from.left() / LEAST_BYTES));
        var readings = new ArrayList<Reading>(size);
        var at = Instant.EPOCH;
        for (var i = 0; i < size; i++) {
            var number = from.getCount(count - 1);
            var replica = from.getCount(GREATEST_REPLICA);
            var value = from.getDouble();
            if (!Double.isFinite(value)) {
                throw new FrameUnreadable("a value in a frame is not finite");
            }
            at = time(at, from.getSigned(), from.getSigned());
            readings.add(new Reading(services[number], metrics[number], components[number], replica, value, at));
        }
        return readings;
    }

    /** Most readings of a batch are of the same time: it is made once. */
    private static Instant time(Instant before, long moreSeconds, long moreNanos) throws FrameUnreadable {
        if (moreSeconds == 0 && moreNanos == 0) {
            return before;
        }
        var seconds = before.getEpochSecond() + moreSeconds;
        var nanos = before.getNano() + moreNanos;
        if (seconds < EARLIEST || seconds > LATEST || nanos < 0 || nanos >= NANOS) {
            throw new FrameUnreadable("a time in a frame is none");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private void room(int count) {
        if (services.length < count) {
            services = new ServiceId[count];
            metrics = new String[count];
            components = new String[count];
        }
    }
}
