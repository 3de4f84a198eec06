package io.reservoir.rules.bench;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Services of eight series, three indicators and seven assignments each, and readings for them, one after another and
 * all made from their number: every series is sampled once in ten seconds, each at another time within them. A value is
 * the average of the last thirty seconds.
 *
 * @param services how many there are
 * @param shapes how many different rule sets they have among them, at least 1
 */
public record Workload(int services, int shapes) {
    public static final int SERIES = 8;
    public static final int INDICATORS = 3;
    public static final int ASSIGNMENTS = 7;
    public static final int STATEMENTS = INDICATORS + ASSIGNMENTS;

    /** What a series is averaged over: its last {@link #SAMPLES} samples. */
    public static final long WINDOW_NANOS = 30_000_000_000L;

    static final int SAMPLES = 3;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long PERIOD_NANOS = WINDOW_NANOS / SAMPLES;
    /** Spreads consecutive numbers over all 64 bits, of which the upper 24 are the noise. */
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private static final int NOISE_SHIFT = 40;

    private static final String NAMES = "ABCDEFGH";

    public Workload {
        if (services < 1 || shapes < 1 || shapes > services) {
            throw new IllegalArgumentException("at least one service, and no more shapes than services");
        }
    }

    /** All services of one rule set, each with numbers of its own. */
    public static Workload ofOneShape(int services) {
        return new Workload(services, 1);
    }

    public static ServiceId id(int service) {
        return new ServiceId("s" + service);
    }

    /** What a replica of the service takes: services of one shape differ in it. */
    public static double capacity(int service) {
        return 400 + service % 200;
    }

    /** Which of the rule sets a service has. */
    public int shape(int service) {
        return service % shapes;
    }

    /** The text of one service. Shapes differ in the name of an indicator, so that no two share a rule. */
    String text(int service) {
        return """
                service Shop
                C1(1 CPU, 1 GB, 10 GB disk) { replicas max 40 }
                C2(1 CPU, 1 GB, 10 GB disk) { replicas max 40 }
                C3(1 CPU, 1 GB, 10 GB disk) { replicas max 40 }
                C4(1 CPU, 1 GB, 10 GB disk) { replicas max 40 }
                metric A(C1) gauge sum
                metric B(C1) gauge sum
                metric C(C1) gauge sum
                metric D(C1) gauge sum
                metric E(C1) gauge sum
                metric F(C1) gauge sum
                metric G(C1) gauge sum
                metric H(C1) gauge sum
                indicator %shape(C1) = A(C1) + B(C1)
                indicator %shape(C2) = 3 * %shape(C1)
                indicator %shape(C3) = 0.5 * %shape(C2) + C(C1)
                Replicas(C1) = A(C1) / %capacity
                Replicas(C2) = %shape(C2) / 900
                Replicas(C3) = max(%shape(C3) / 700, D(C1) / 50)
                Replicas(C4) = H(C1) / 300
                CPU(C1) = E(C1) / 125 max 8 when F(C1) > 400
                CPU(C2) = G(C1) > 500 ? 4 : 2
                CPU(C3) = (F(C1) + G(C1)) / 400 max 8
                """.replace("%shape", "N" + shape(service)).replace("%capacity", Double.toString(capacity(service)));
    }

    /** The program of a text. */
    static CheckedService program(String text) {
        var compilation = Rsl.compile("shop.rsl", text);
        return Objects.requireNonNull(
                compilation.service(), () -> compilation.diagnostics().toString());
    }

    /** A number of readings at least as great in which every series has equally many. */
    long wholePeriods(long readings) {
        var period = (long) services * SERIES;
        return Math.ceilDiv(readings, period) * period;
    }

    /** After so many, counted from the first, each series has more than a whole window. */
    long readingsOfFullWindows() {
        return (SAMPLES + 1L) * services * SERIES;
    }

    /** Which service the reading of that number is of. */
    int service(long number) {
        return (int) (number % services);
    }

    int series(long number) {
        return (int) (number / services % SERIES);
    }

    long nanos(long number) {
        var perRound = (long) services * SERIES;
        return number / perRound * PERIOD_NANOS + (long) (number % perRound * ((double) PERIOD_NANOS / perRound));
    }

    /** A number between 0 and 1,000 that rises and falls within 105 min, with a noise of 2 % of the greatest. */
    double value(long number) {
        var round = number / services / SERIES;
        var phase = (service(number) * 31L + series(number) * 17L) % 97;
        var noise = ((number * MIX) >>> NOISE_SHIFT) * 0x1p-24 - 0.5;
        return 500 + 480 * Math.sin(round * 0.01 + phase) + 40 * noise;
    }

    /** The series that the metric of a reading is. */
    static Map<String, Integer> seriesByName() {
        var byName = new HashMap<String, Integer>();
        for (int series = 0; series < SERIES; series++) {
            byName.put(name(series), series);
        }
        return byName;
    }

    private static String name(int series) {
        return NAMES.substring(series, series + 1);
    }

    Instant at(long number) {
        return START.plusNanos(nanos(number));
    }

    Reading reading(long number) {
        return new Reading(
                id(service(number)), name(series(number)), "C1", Reading.SERVICE_LEVEL, value(number), at(number));
    }
}
