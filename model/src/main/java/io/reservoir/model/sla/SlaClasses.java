package io.reservoir.model.sla;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SLA classes in force, best first. */
public record SlaClasses(List<SlaClass> classes) {
    /** The classes as shipped: section 7 of the language's specification. */
    public static final SlaClasses SHIPPED = new SlaClasses(List.of(
            new SlaClass(
                    "Platinum",
                    0.9995,
                    ResponseTime.p95(Duration.ofMillis(200)),
                    Duration.ofMinutes(2),
                    0.25,
                    0,
                    Duration.ofMinutes(15),
                    new SpreadPromise(false, 2, 3),
                    100,
                    new BigDecimal("1.6"),
                    List.of(credit(0.9995, "0.10"), credit(0.99, "0.30"), credit(0.95, "1.00"))),
            new SlaClass(
                    "Gold",
                    0.999,
                    ResponseTime.p95(Duration.ofMillis(500)),
                    Duration.ofMinutes(5),
                    0.15,
                    0,
                    Duration.ofMinutes(10),
                    new SpreadPromise(false, 0, 2),
                    80,
                    new BigDecimal("1.3"),
                    List.of(credit(0.999, "0.10"), credit(0.99, "0.30"), credit(0.95, "1.00"))),
            new SlaClass(
                    "Silver",
                    0.995,
                    ResponseTime.p95(Duration.ofSeconds(1)),
                    Duration.ofMinutes(15),
                    0.10,
                    0.05,
                    Duration.ofMinutes(5),
                    new SpreadPromise(true, 0, 2),
                    50,
                    new BigDecimal("1.0"),
                    List.of(credit(0.995, "0.10"), credit(0.95, "0.50"))),
            new SlaClass(
                    "Bronze",
                    0.99,
                    ResponseTime.p95(Duration.ofSeconds(3)),
                    Duration.ofMinutes(60),
                    0,
                    0.10,
                    Duration.ofMinutes(3),
                    SpreadPromise.NONE,
                    20,
                    new BigDecimal("0.8"),
                    List.of(credit(0.99, "0.05"))),
            new SlaClass(
                    "BestEffort",
                    null,
                    null,
                    null,
                    0,
                    0.10,
                    Duration.ofMinutes(1),
                    SpreadPromise.NONE,
                    0,
                    new BigDecimal("0.5"),
                    List.of())));

    private static SlaClass.Credit credit(double below, String share) {
        return new SlaClass.Credit(below, new BigDecimal(share));
    }

    /** The class of that name, ignoring case; null where there is none. */
    public @Nullable SlaClass named(@Nullable String name) {
        return name == null
                ? null
                : classes.stream().filter(c -> c.isCalled(name)).findFirst().orElse(null);
    }
}
