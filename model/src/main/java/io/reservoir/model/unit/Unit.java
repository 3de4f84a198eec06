package io.reservoir.model.unit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A unit of measure as people type it: {@code base value = typed value × factor}, the base units being second, byte,
 * one unit of money and one VEE. Prefixes are decimal (MB = 10⁶ bytes, as {@code SPEED(RED) = 5MBS} needs it) unless
 * they are binary by name (MiB = 2²⁰ bytes).
 */
public record Unit(String symbol, Dimension dimension, double factor) {
    public static final Unit ONE = new Unit("", Dimension.NONE, 1);

    private static final Map<String, Unit> BY_NAME = new TreeMap<>();

    static {
        for (var count : List.of("req", "requests", "users", "sessions", "msgs", "messages", "items", "jobs", "conn")) {
            add(count, Dimension.NONE, 1);
        }
        add("%", Dimension.NONE, 0.01);
        add("ns", Dimension.TIME, 1e-9);
        add("us", Dimension.TIME, 1e-6);
        add("ms", Dimension.TIME, 1e-3);
        add("s", Dimension.TIME, 1, "sec", "second", "seconds");
        add("min", Dimension.TIME, 60, "minute", "minutes");
        add("h", Dimension.TIME, 3_600, "hour", "hours");
        add("d", Dimension.TIME, 86_400, "day", "days");
        add("B", Dimension.DATA, 1, "byte", "bytes");
        add("bit", Dimension.DATA, 0.125, "bits");
        prefixed("K", 1e3, 0x1p10);
        prefixed("M", 1e6, 0x1p20);
        prefixed("G", 1e9, 0x1p30);
        prefixed("T", 1e12, 0x1p40);
        add("VEE", Dimension.VEE, 1, "VEEs", "replicas");
        for (var currency : List.of("EUR", "USD", "GBP", "CHF")) {
            add(currency, Dimension.MONEY, 1);
        }
    }

    private static void prefixed(String prefix, double decimal, double binary) {
        add(prefix + "B", Dimension.DATA, decimal);
        add(prefix + "iB", Dimension.DATA, binary);
        add(prefix + "bit", Dimension.DATA, decimal / 8);
        add(prefix + "BS", Dimension.DATA_RATE, decimal);
        add(prefix + "bps", Dimension.DATA_RATE, decimal / 8);
    }

    private static void add(String symbol, Dimension dimension, double factor, String... alsoWritten) {
        var unit = new Unit(symbol, dimension, factor);
        BY_NAME.put(symbol.toLowerCase(Locale.ROOT), unit);
        for (var name : alsoWritten) {
            BY_NAME.put(name.toLowerCase(Locale.ROOT), unit);
        }
    }

    /**
     * The unit of that spelling, ignoring case: a name ({@code ms}, {@code MBS}) or a quotient of two
     * ({@code req/s}, {@code MB/s}); null where there is none.
     */
    public static @Nullable Unit named(String spelling) {
        var slash = spelling.indexOf('/');
        if (slash < 0) {
            return BY_NAME.get(spelling.strip().toLowerCase(Locale.ROOT));
        }
        var above = BY_NAME.get(spelling.substring(0, slash).strip().toLowerCase(Locale.ROOT));
        var below = BY_NAME.get(spelling.substring(slash + 1).strip().toLowerCase(Locale.ROOT));
        return above == null || below == null ? null : above.per(below);
    }

    /** The spelling with the case that the symbol has: {@code Mb/S} is {@code MB/s}; what is no unit stays as it is. */
    public static String respelled(String spelling) {
        var slash = spelling.indexOf('/');
        if (slash >= 0) {
            return respelled(spelling.substring(0, slash)) + "/" + respelled(spelling.substring(slash + 1));
        }
        var lower = spelling.toLowerCase(Locale.ROOT);
        var unit = BY_NAME.get(lower);
        if (unit == null) {
            return spelling;
        }
        return List.of(unit.symbol, "VEEs").stream()
                .filter(spelling::equalsIgnoreCase)
                .findFirst()
                .orElse(lower);
    }

    /** All names of simple units, lower case: for completion and for "did you mean". */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    public Unit per(Unit other) {
        return new Unit(symbol + "/" + other.symbol, dimension.per(other.dimension), factor / other.factor);
    }

    /** A value typed in this unit, in base units. */
    public double toBase(double value) {
        return value * factor;
    }

    /** A value of base units in this unit. */
    public double fromBase(double value) {
        return value / factor;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
