package io.reservoir.rules.window;

import io.reservoir.model.reading.Aggregation;
import java.util.Arrays;

/** Numbers on their way to becoming one; used over and over, so that readings leave no garbage. */
public final class Pool {
    private static final int FIRST_NUMBERS = 64;

    /** Keeps {@code 0.07 × 100} from being the eighth of a hundred. */
    private static final double RANK_TOLERANCE = 1e-9;

    /** Below that, sorting by insertion is faster. */
    private static final int FEW = 24;

    /** Halving 2^31 numbers takes half of that. */
    private static final int MOST_SPLITS = 62;

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
        int place = (int) Math.ceil(rank * size - RANK_TOLERANCE);
        // a zero is a zero, whichever of both was found first
        return select(Math.clamp(place, 1, size) - 1) + 0.0;
    }

    /**
     * The number that would be at that place if all were sorted, by Hoare's selection: linear, and without the garbage
     * of sorting. Where splitting goes wrong too often, what is left is sorted.
     */
    private double select(int place) {
        int from = 0;
        int to = size - 1;
        for (int splits = MOST_SPLITS; to - from >= FEW; splits--) {
            if (splits == 0) {
                Arrays.sort(numbers, from, to + 1);
                return numbers[place];
            }
            double pivot = middle(numbers[from], numbers[(from + to) >>> 1], numbers[to]);
            int low = from;
            int high = to;
            while (low <= high) {
                while (numbers[low] < pivot) {
                    low++;
                }
                while (numbers[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    double number = numbers[low];
                    numbers[low++] = numbers[high];
                    numbers[high--] = number;
                }
            }
            if (place <= high) {
                to = high;
            } else if (place >= low) {
                from = low;
            } else {
                return numbers[place];
            }
        }
        insertionSort(from, to);
        return numbers[place];
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            double number = numbers[i];
            int j = i - 1;
            for (; j >= from && numbers[j] > number; j--) {
                numbers[j + 1] = numbers[j];
            }
            numbers[j + 1] = number;
        }
    }

    private double sum() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += numbers[i];
        }
        return sum;
    }
}
