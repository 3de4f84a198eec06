package io.reservoir.controller.sla;

/** Whole minutes by how they count. */
public record Minutes(long good, long bad, long unknown, long excluded) {
    static final Minutes NONE = new Minutes(0, 0, 0, 0);

    Minutes plus(Quality quality, long count) {
        return switch (quality) {
            case GOOD -> new Minutes(good + count, bad, unknown, excluded);
            case BAD -> new Minutes(good, bad + count, unknown, excluded);
            case UNKNOWN -> new Minutes(good, bad, unknown + count, excluded);
            case EXCLUDED -> new Minutes(good, bad, unknown, excluded + count);
        };
    }

    /** Those that the SLA is owed for. */
    public long owed() {
        return good + bad + unknown;
    }

    /** Share of the owed minutes that were not bad: unknown ones count as good for billing. 1 where none is owed. */
    public double availability() {
        return owed() == 0 ? 1 : (double) (good + unknown) / owed();
    }
}
