package io.reservoir.rules.window;

import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Basis;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input of a program is worth: the samples of a metric in (now − window, now], as one number.
 *
 * <p>What is asked of one replica comes from its own series. Of the component, a fresh service-level series stands for
 * the component. Else it is put together from the fresh series of ready replicas, if at least half of the ready replicas
 * have one. A sum over replicas then counts those that are silent, and have been ready for three periods, as the mean of
 * the others: what was lost on the way is no load that went away. Percentiles are taken over samples of all of them; any
 * other value is first computed per replica.
 */
public final class InputWindow {
    private static final long NEVER = Long.MIN_VALUE;

    private final MetricSeries metric;
    private final Replicas replicas;
    private final Pool pool;
    private final Aggregation overTime;
    private final Aggregation reduction;
    private final boolean pooled;
    private final boolean addsUp;
    private final boolean isCounter;
    private final long windowNanos;
    private final int replica;

    private long validUntil = Long.MIN_VALUE;

    InputWindow(Input.Windowed input, MetricSeries metric, Replicas replicas, Pool pool) {
        this.metric = metric;
        this.replicas = replicas;
        this.pool = pool;
        overTime = input.overTime();
        windowNanos = EventTime.nanos(input.window());
        replica = input.replica();
        isCounter = metric.metric().kind() == Metric.Kind.COUNTER;
        pooled = isPooled(overTime, metric.metric().acrossReplicas());
        addsUp = !pooled && metric.metric().acrossReplicas().equals(Aggregation.SUM);
        reduction = pooled ? overTime : metric.metric().acrossReplicas();
    }

    /** True if samples of all replicas are thrown together before anything is computed from them. */
    private static boolean isPooled(Aggregation overTime, Aggregation acrossReplicas) {
        return switch (overTime) {
            case Aggregation.Percentile _ignored -> true;
            case Aggregation.Simple simple ->
                acrossReplicas instanceof Aggregation.Percentile
                        && switch (simple) {
                            case AVG, SUM, MIN, MAX -> true;
                            case LAST, RATE, DELTA -> false;
                        };
        };
    }

    /** The number, NaN where it is unknown. */
    public double value(long now) {
        validUntil = Long.MAX_VALUE;
        return compute(now);
    }

    /**
     * Until when the number that was asked for last is the same, that time excluded, if no sample comes, no replica
     * becomes ready or is no longer so.
     */
    public long validUntil() {
        return validUntil;
    }

    private double compute(long now) {
        pool.clear();
        if (replica != Reading.SERVICE_LEVEL) {
            return gather(metric.of(replica), now) ? pool.reduce(reduction) : Double.NaN;
        }
        if (gather(metric.of(Reading.SERVICE_LEVEL), now)) {
            return pool.reduce(reduction);
        }
        int reporting = 0;
        int missing = 0;
        for (int i = 0; i < replicas.count(); i++) {
            if (gather(metric.of(replicas.ordinal(i)), now)) {
                reporting++;
            } else if (isOverdue(i, now)) {
                missing++;
            }
        }
        if (reporting == 0 || 2 * reporting < replicas.count()) {
            return Double.NaN;
        }
        double reduced = pool.reduce(reduction);
        return missing > 0 && addsUp ? reduced * (reporting + missing) / reporting : reduced;
    }

    /** True if a ready replica should have reported by now; one that has just come up carries nothing yet. */
    private boolean isOverdue(int index, long now) {
        long due = EventTime.after(replicas.since(index), metric.freshNanos());
        if (now < due) {
            validUntil = Math.min(validUntil, due);
            return false;
        }
        return true;
    }

    /** Adds what a series has to say to the pool; false if that is nothing. */
    private boolean gather(@Nullable Series series, long now) {
        if (series == null) {
            return false;
        }
        int to = series.firstAfter(now);
        if (to < series.size()) {
            validUntil = Math.min(validUntil, series.time(to));
        }
        if (to == 0 || !isFresh(series.time(to - 1), now)) {
            return false;
        }
        validUntil = Math.min(validUntil, EventTime.after(series.time(to - 1), metric.freshNanos() + 1));
        int from = series.firstAfter(EventTime.before(now, windowNanos));
        if (from < to) {
            validUntil = Math.min(validUntil, EventTime.after(series.time(from), windowNanos));
        }
        return gather(series, from, to);
    }

    private boolean gather(Series series, int from, int to) {
        if (pooled) {
            int first = isCounter ? from + 1 : from;
            for (int i = first; i < to; i++) {
                pool.add(isCounter ? OverTime.stepRate(series, i) : series.value(i));
            }
            return first < to;
        }
        var simple = (Aggregation.Simple) overTime;
        double number =
                isCounter ? OverTime.counter(series, from, to, simple) : OverTime.gauge(series, from, to, simple);
        if (Double.isNaN(number)) {
            return false;
        }
        pool.add(number);
        return true;
    }

    private boolean isFresh(long newest, long now) {
        return now - newest <= metric.freshNanos();
    }

    /** Why there is no number at that time, for people. */
    public String cause(long now) {
        if (replica != Reading.SERVICE_LEVEL) {
            return "no fresh reading of " + metric.metric().name() + "(" + replicas.component() + "[" + replica + "])";
        }
        var name = metric.metric().name() + "(" + replicas.component() + ")";
        long newest = newestOf(metric.of(Reading.SERVICE_LEVEL), now);
        int reporting = 0;
        for (int i = 0; i < replicas.count(); i++) {
            var series = metric.of(replicas.ordinal(i));
            newest = Math.max(newest, newestOf(series, now));
            pool.clear();
            if (gather(series, now)) {
                reporting++;
            }
        }
        if (reporting > 0) {
            return reporting + " of " + replicas.count() + " ready replicas of " + replicas.component() + " report "
                    + metric.metric().name() + ", half are needed";
        }
        if (newest == NEVER) {
            return hasAny(now)
                    ? "no ready replica of " + replicas.component() + " reports "
                            + metric.metric().name()
                    : "no reading of " + name + " yet";
        }
        if (!isFresh(newest, now)) {
            return "newest reading of " + name + " is " + EventTime.inWords(now - newest) + " old, at most "
                    + EventTime.inWords(metric.freshNanos()) + " is fresh";
        }
        var tooFew = newest <= EventTime.before(now, windowNanos) ? "no reading of " : "fewer than two readings of ";
        return tooFew + name + " within " + EventTime.inWords(windowNanos);
    }

    /** What the value at that time rests on, null where there is no value. */
    public @Nullable Basis basis(long now) {
        if (Double.isNaN(value(now))) {
            return null;
        }
        pool.clear();
        List<Integer> contributing = new ArrayList<>();
        boolean isService = replica == Reading.SERVICE_LEVEL && gather(metric.of(Reading.SERVICE_LEVEL), now);
        if (replica != Reading.SERVICE_LEVEL || isService) {
            contributing.add(replica);
        } else {
            for (int i = 0; i < replicas.count(); i++) {
                if (gather(metric.of(replicas.ordinal(i)), now)) {
                    contributing.add(replicas.ordinal(i));
                }
            }
        }
        int samples = 0;
        for (int ordinal : contributing) {
            var series = metric.of(ordinal);
            samples +=
                    series == null ? 0 : series.firstAfter(now) - series.firstAfter(EventTime.before(now, windowNanos));
        }
        return new Basis(
                AggregationWords.of(overTime, metric.metric().acrossReplicas(), pooled, contributing.size()),
                EventTime.instant(EventTime.before(now, windowNanos)),
                EventTime.instant(now),
                samples,
                List.copyOf(contributing));
    }

    private boolean hasAny(long now) {
        for (int i = 0; i < metric.count(); i++) {
            if (newestOf(metric.at(i), now) != NEVER) {
                return true;
            }
        }
        return false;
    }

    private static long newestOf(@Nullable Series series, long now) {
        int to = series == null ? 0 : series.firstAfter(now);
        return series == null || to == 0 ? NEVER : series.time(to - 1);
    }
}
