package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.SizeView;
import io.reservoir.model.reading.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How values are written for people. */
public final class Words {
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;
    private static final double MEBIBYTE = 0x1p20;
    private static final double GIBIBYTE = 0x1p30;

    private Words() {}

    /** {@code LEGAL_PLACEMENT} as {@code legal placement}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** To the second: what is finer stands in JSON. */
    public static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The two greatest units that count: {@code 45 s}, {@code 2 min 5 s}, {@code 3 h 10 min}. */
    public static String of(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds < 60) {
            return duration.toMillis() < 1_000 && !duration.isZero() ? duration.toMillis() + " ms" : seconds + " s";
        }
        return seconds < 3_600
                ? two(seconds / 60, "min", seconds % 60, "s")
                : seconds < 86_400
                        ? two(seconds / 3_600, "h", seconds / 60 % 60, "min")
                        : two(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }

    private static String two(long great, String unit, long small, String smallUnit) {
        return great + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    public static String of(SizeView size) {
        return size.vcpus() + " vCPU, " + bytes(size.memoryBytes()) + ", " + bytes(size.diskBytes()) + " disk";
    }

    /** A value of a variable such as {@code Memory(C1)}: bytes get a unit, counts stand alone. */
    public static String of(String variable, double value) {
        return variable.startsWith("Memory(") && Math.abs(value) < Double.MAX_VALUE ? bytes(value) : number(value);
    }

    /** The greatest double stands for a wish without a bound. */
    public static String number(double value) {
        return Math.abs(value) >= Double.MAX_VALUE ? "no limit" : Numbers.plain(value);
    }

    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** In powers of ten, unless it is a whole number of binary units alone. */
    public static String bytes(double bytes) {
        if (bytes >= GIBIBYTE && bytes % MEGABYTE != 0 && bytes % GIBIBYTE == 0) {
            return number(bytes / GIBIBYTE) + " GiB";
        }
        if (bytes >= MEBIBYTE && bytes % MEGABYTE != 0 && bytes % MEBIBYTE == 0) {
            return number(bytes / MEBIBYTE) + " MiB";
        }
        return bytes >= GIGABYTE ? number(bytes / GIGABYTE) + " GB" : number(bytes / MEGABYTE) + " MB";
    }
}
