package io.reservoir.model.unit;

/**
 * A physical dimension: the exponents of time (second), data (byte), money and VEEs (replicas or their vCPUs).
 * Counts of things (requests, users, messages) are dimensionless, so that {@code req/s} is a frequency.
 */
public record Dimension(int time, int data, int money, int vee) {
    public static final Dimension NONE = new Dimension(0, 0, 0, 0);
    public static final Dimension TIME = new Dimension(1, 0, 0, 0);
    public static final Dimension DATA = new Dimension(0, 1, 0, 0);
    public static final Dimension MONEY = new Dimension(0, 0, 1, 0);
    public static final Dimension VEE = new Dimension(0, 0, 0, 1);
    public static final Dimension FREQUENCY = new Dimension(-1, 0, 0, 0);
    public static final Dimension DATA_RATE = new Dimension(-1, 1, 0, 0);

    public Dimension times(Dimension other) {
        return new Dimension(time + other.time, data + other.data, money + other.money, vee + other.vee);
    }

    public Dimension per(Dimension other) {
        return new Dimension(time - other.time, data - other.data, money - other.money, vee - other.vee);
    }

    /** The dimension in words a person would use, such as {@code bytes per second}. */
    public String inWords() {
        var above = new StringBuilder();
        var below = new StringBuilder();
        name(above, below, data, "bytes", "byte");
        name(above, below, money, "money", "money");
        name(above, below, vee, "VEEs", "VEE");
        name(above, below, time, "seconds", "second");
        if (above.isEmpty() && below.isEmpty()) {
            return "a plain number";
        }
        if (below.isEmpty()) {
            return above.toString();
        }
        return (above.isEmpty() ? "a number" : above) + " per " + below;
    }

    private static void name(StringBuilder above, StringBuilder below, int exponent, String many, String one) {
        if (exponent == 0) {
            return;
        }
        var side = exponent > 0 ? above : below;
        if (!side.isEmpty()) {
            side.append(' ');
        }
        side.append(exponent > 0 ? many : one);
        if (Math.abs(exponent) > 1) {
            side.append('^').append(Math.abs(exponent));
        }
    }
}
