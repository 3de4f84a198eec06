package io.reservoir.model.decision;

import io.reservoir.model.sla.SlaClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a variable follows its statement: the author's clauses over the SLA class's values over the defaults of the
 * language.
 *
 * @param headroom share of a replica's capacity kept free: the raw value is divided by {@code 1 − headroom}
 * @param step targets are multiples of it
 * @param within how soon a wanted size is to be there, null where nobody said
 */
public record Policy(
        double bandUp,
        double bandDown,
        double headroom,
        Duration stabiliseUp,
        Duration stabiliseDown,
        Rate rateUp,
        Rate rateDown,
        OnUnknown onUnknown,
        double step,
        Duration cooldownOut,
        Duration cooldownIn,
        Combination combine,
        @Nullable Duration within) {
    private static final double MEMORY_STEP_BYTES = 256 * 0x1p20;

    /** What the language says where neither author nor class says anything. */
    public static Policy defaults(Variable.Kind kind) {
        var unlimited = new Rate(0, Double.MAX_VALUE, Duration.ofSeconds(1));
        return switch (kind) {
            case REPLICAS ->
                new Policy(
                        0.05,
                        0.10,
                        0,
                        Duration.ZERO,
                        Duration.ofSeconds(300),
                        new Rate(1.0, 4, Duration.ofSeconds(15)),
                        new Rate(0.25, 1, Duration.ofSeconds(60)),
                        new OnUnknown.Hold(),
                        1,
                        Duration.ZERO,
                        Duration.ZERO,
                        Combination.MAX,
                        null);
            case CPU -> vertical(1, unlimited);
            case MEMORY -> vertical(MEMORY_STEP_BYTES, unlimited);
        };
    }

    private static Policy vertical(double step, Rate unlimited) {
        var betweenChanges = Duration.ofMinutes(10);
        return new Policy(
                0.05,
                0.10,
                0,
                Duration.ZERO,
                Duration.ofMinutes(30),
                unlimited,
                unlimited,
                new OnUnknown.Hold(),
                step,
                betweenChanges,
                betweenChanges,
                Combination.MAX,
                null);
    }

    /** The policy in force. A class's headroom, band and stabilisation concern how many replicas there are. */
    public static Policy of(Variable.Kind kind, @Nullable SlaClass slaClass, Clauses clauses) {
        var defaults = defaults(kind);
        var classWide = slaClass != null && kind == Variable.Kind.REPLICAS
                ? new Policy(
                        slaClass.bandUp(),
                        defaults.bandDown,
                        slaClass.headroom(),
                        defaults.stabiliseUp,
                        slaClass.stabiliseDown(),
                        defaults.rateUp,
                        defaults.rateDown,
                        defaults.onUnknown,
                        defaults.step,
                        defaults.cooldownOut,
                        defaults.cooldownIn,
                        defaults.combine,
                        defaults.within)
                : defaults;
        return new Policy(
                or(clauses.bandUp(), classWide.bandUp),
                or(clauses.bandDown(), classWide.bandDown),
                or(clauses.headroom(), classWide.headroom),
                or(clauses.stabiliseUp(), classWide.stabiliseUp),
                or(clauses.stabiliseDown(), classWide.stabiliseDown),
                or(clauses.rateUp(), classWide.rateUp),
                or(clauses.rateDown(), classWide.rateDown),
                or(clauses.onUnknown(), classWide.onUnknown),
                or(clauses.step(), classWide.step),
                or(clauses.cooldownOut(), classWide.cooldownOut),
                or(clauses.cooldownIn(), classWide.cooldownIn),
                or(clauses.combine(), classWide.combine),
                clauses.within());
    }

    private static <T> T or(@Nullable T written, T otherwise) {
        return written == null ? otherwise : written;
    }
}
