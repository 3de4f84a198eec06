package io.reservoir.rules.window;

import io.reservoir.model.reading.Aggregation;

/**
 * One number out of a stretch of a series, samples {@code from} (inclusive) to {@code to} (exclusive); NaN where
 * there are too few samples for it.
 */
final class OverTime {
    private static final double NANOS_PER_SECOND = 1e9;

    private OverTime() {}

    static double gauge(Series series, int from, int to, Aggregation.Simple aggregation) {
        if (from >= to) {
            return Double.NaN;
        }
        return switch (aggregation) {
            case AVG -> sum(series, from, to) / (to - from);
            case SUM -> sum(series, from, to);
            case MIN -> {
                double least = Double.POSITIVE_INFINITY;
                for (int i = from; i < to; i++) {
                    least = Math.min(least, series.value(i));
                }
                yield least;
            }
            case MAX -> {
                double greatest = Double.NEGATIVE_INFINITY;
                for (int i = from; i < to; i++) {
                    greatest = Math.max(greatest, series.value(i));
                }
                yield greatest;
            }
            case LAST -> series.value(to - 1);
            case DELTA -> to - from < 2 ? Double.NaN : series.value(to - 1) - series.value(from);
            case RATE ->
                to - from < 2
                        ? Double.NaN
                        : (series.value(to - 1) - series.value(from)) / seconds(series, from, to - 1);
        };
    }

    /**
     * A counter is read as a rate: {@code AVG} and {@code RATE} are its increase per second over the stretch,
     * {@code SUM} and {@code DELTA} the increase itself, the others look at the rate between neighbouring samples.
     */
    static double counter(Series series, int from, int to, Aggregation.Simple aggregation) {
        if (to - from < 2) {
            return Double.NaN;
        }
        return switch (aggregation) {
            case AVG, RATE -> increase(series, from, to) / seconds(series, from, to - 1);
            case SUM, DELTA -> increase(series, from, to);
            case MIN -> {
                double least = Double.POSITIVE_INFINITY;
                for (int i = from + 1; i < to; i++) {
                    least = Math.min(least, stepRate(series, i));
                }
                yield least;
            }
            case MAX -> {
                double greatest = Double.NEGATIVE_INFINITY;
                for (int i = from + 1; i < to; i++) {
                    greatest = Math.max(greatest, stepRate(series, i));
                }
                yield greatest;
            }
            case LAST -> stepRate(series, to - 1);
        };
    }

    /** The rate of a counter from the sample before to this one. */
    static double stepRate(Series series, int index) {
        return step(series, index) / seconds(series, index - 1, index);
    }

    private static double increase(Series series, int from, int to) {
        double sum = 0;
        for (int i = from + 1; i < to; i++) {
            sum += step(series, i);
        }
        return sum;
    }

    /** A counter that has fallen was set back to zero in between: all that it shows has come since. */
    private static double step(Series series, int index) {
        double before = series.value(index - 1);
        double now = series.value(index);
        return now >= before ? now - before : now;
    }

    private static double sum(Series series, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += series.value(i);
        }
        return sum;
    }

    private static double seconds(Series series, int first, int last) {
        return (series.time(last) - series.time(first)) / NANOS_PER_SECOND;
    }
}
