package io.reservoir.rules.bench;

import io.reservoir.model.reading.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Readings that follow each other, made before anything is measured, in each form that a contender may want. */
public final class Readings {
    private final int[] services;
    private final int[] series;
    private final long[] nanos;
    private final double[] values;
    private final List<Reading> readings;

    public Readings(Workload workload, long from, int count) {
        services = new int[count];
        series = new int[count];
        nanos = new long[count];
        values = new double[count];
        readings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            services[i] = workload.service(from + i);
            series[i] = workload.series(from + i);
            nanos[i] = workload.nanos(from + i);
            values[i] = workload.value(from + i);
            readings.add(workload.reading(from + i));
        }
    }

    public int count() {
        return services.length;
    }

    public int service(int index) {
        return services[index];
    }

    public int series(int index) {
        return series[index];
    }

    /** Since the first reading of the workload. */
    public long nanos(int index) {
        return nanos[index];
    }

    public double value(int index) {
        return values[index];
    }

    public Instant at(int index) {
        return readings.get(index).at();
    }

    public Reading reading(int index) {
        return readings.get(index);
    }
}
