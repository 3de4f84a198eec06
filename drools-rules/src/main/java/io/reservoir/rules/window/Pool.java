package io.reservoir.rules.window;

import io.reservoir.model.reading.Aggregation;
import java.util.Arrays;

/** Numbers on their way to becoming one; used over and over, so that readings leave no garbage. */
public final class Pool {
    private static final int FIRST_NUMBERS = 64;

    /** Keeps {@code 0.07 × 100} from being the eighth of a hundred. */
    private static final double RANK_TOLERANCE = 1e-9;

    private double[] numbers = new double[FIRST_NUMBERS];
    private int size;

    void clear() {
        size = 0;
    }

    void add(double number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    /** One number out of all; the order in which they were added matters to rounding alone. */
    double reduce(Aggregation aggregation) {
        return switch (aggregation) {
            case Aggregation.Percentile(var rank) -> percentile(rank);
            case Aggregation.Simple simple ->
                switch (simple) {
                    case SUM -> sum();
                    case AVG -> sum() / size;
                    case MIN -> Arrays.stream(numbers, 0, size).min().orElse(Double.NaN);
                    case MAX -> Arrays.stream(numbers, 0, size).max().orElse(Double.NaN);
                    case LAST, RATE, DELTA -> throw new IllegalArgumentException("replicas have no order in time");
                };
        };
    }

    /** Nearest rank: the least number that at least that share of all numbers does not exceed. */
    private double percentile(double rank) {
        Arrays.sort(numbers, 0, size);
        int place = (int) Math.ceil(rank * size - RANK_TOLERANCE);
        return numbers[Math.clamp(place, 1, size) - 1];
    }

    private double sum() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += numbers[i];
        }
        return sum;
    }
}
