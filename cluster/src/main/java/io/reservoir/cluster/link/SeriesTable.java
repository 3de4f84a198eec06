package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The series of one batch, each with a number, in the order in which they come. Used again for the next batch. */
final class SeriesTable {
    private int[] slots = new int[1 << 11];
    private @Nullable Reading[] first = new @Nullable Reading[1 << 10];
    private int[] numbers = new int[1 << 10];
    private int count;

    /** Numbers the series of these readings. */
    void of(List<Reading> readings) {
        room(readings.size());
        Arrays.fill(slots, 0);
        count = 0;
        for (var i = 0; i < readings.size(); i++) {
            numbers[i] = number(readings.get(i));
        }
    }

    private void room(int readings) {
        if (numbers.length < readings) {
            numbers = new int[readings];
            first = new @Nullable Reading[readings];
            slots = new int[Integer.highestOneBit(readings) << 2];
        }
    }

    private int number(Reading reading) {
        var slot = hash(reading) & (slots.length - 1);
        while (true) {
            var taken = slots[slot] - 1;
            if (taken < 0) {
                slots[slot] = count + 1;
                first[count] = reading;
                return count++;
            }
            var other = first[taken];
            if (other != null && sameSeries(other, reading)) {
                return taken;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
    }

    private static int hash(Reading reading) {
        var hash = reading.service().name().hashCode();
        hash = 31 * hash + reading.metric().hashCode();
        hash = 31 * hash + reading.component().hashCode();
        return hash ^ (hash >>> 15);
    }

    private static boolean sameSeries(Reading one, Reading other) {
        return one.service().name().equals(other.service().name())
                && one.metric().equals(other.metric())
                && one.component().equals(other.component());
    }

    int count() {
        return count;
    }

    /** A reading of the series of that number. */
    Reading first(int series) {
        var reading = first[series];
        if (reading == null) {
            throw new IndexOutOfBoundsException(series);
        }
        return reading;
    }

    /** The number of the series of a reading, by its place in the batch. */
    int numberOf(int place) {
        return numbers[place];
    }
}
