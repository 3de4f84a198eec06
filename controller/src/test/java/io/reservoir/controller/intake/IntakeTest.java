package io.reservoir.controller.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.intake.Fault.Reason;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final ServiceId SHOP = new ServiceId("Shop");

    private final List<Reading> taken = new ArrayList<>();
    private final List<Admission> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Intake intake = new Intake(new Shop(), () -> now, Limits.DEFAULT, told::add);

    /** A site with one service, which reads its requests and nothing else. */
    private final class Shop implements Intake.Site {
        private final @Nullable CheckedService program =
                Rsl.compile("shop.rsl", """
                                service Shop
                                C1(1 CPU, 1 GB, 4 GB disk)
                                metric RequestPerSecond(C1) gauge req/s sum every 10 s
                                metric ResponseTime(C1) gauge ms p95 every 10 s
                                Replicas(C1) = RequestPerSecond(C1) / 500 max 6
                                """).service();

        @Override
        public @Nullable CheckedService program(ServiceId service) {
            return service.equals(SHOP) ? program : null;
        }

        @Override
        public List<String> services() {
            return List.of("Shop");
        }

        @Override
        public Admission accept(List<Reading> readings) {
            taken.addAll(readings);
            var accepted = readings.stream()
                    .filter(reading -> reading.metric().equals("RequestPerSecond"))
                    .count();
            return Admission.Taken.of((int) accepted, readings.size());
        }
    }

    private RawReading requests(double value) {
        return new RawReading("Shop", "RequestPerSecond", "C1", 0, value, now);
    }

    private static RawReading metric(String name, double value, @Nullable String unit) {
        return new RawReading("Shop", name, "C1", null, value, unit, null, Map.of());
    }

    private RawReading at(Instant time) {
        return new RawReading("Shop", "RequestPerSecond", "C1", 0, 1, time);
    }

    private void refuses(RawReading reading, @Nullable String field, Reason reason) {
        var admission = intake.accept(List.of(requests(1), reading));
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.bad()).isEqualTo(1);
            assertThat(refused.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.index()).isEqualTo(1);
                assertThat(fault.field()).isEqualTo(field);
                assertThat(fault.reason()).isEqualTo(reason);
            });
        });
        assertThat(taken).isEmpty();
    }

    private void takes(RawReading reading) {
        assertThat(intake.accept(List.of(reading))).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void aReadingThatNobodyReadsIsIgnored() {
        assertThat(intake.accept(List.of(requests(1), metric("Temperature", 20, null))))
                .isEqualTo(new Admission.Taken(1, 1, 0));
    }

    @Test
    void aReadingWithoutTimeIsOfNow() {
        takes(metric("RequestPerSecond", 1, null));
        assertThat(taken).containsExactly(new Reading(SHOP, "RequestPerSecond", "C1", Reading.SERVICE_LEVEL, 1, now));
    }

    @Test
    void aValueIsBroughtToBaseUnits() {
        takes(metric("ResponseTime", 250, null));
        takes(metric("ResponseTime", 2, "s"));
        takes(metric("RequestPerSecond", 60, "req/min"));
        assertThat(taken).extracting(Reading::value).containsExactly(0.25, 2.0, 1.0);
    }

    @Test
    void aUnitMustBeKnownAndFit() {
        refuses(metric("ResponseTime", 1, "MB"), "unit", Reason.UNIT);
        refuses(metric("ResponseTime", 1, "parsec"), "unit", Reason.UNIT);
        refuses(metric("Temperature", 1, "parsec"), "unit", Reason.UNIT);
        refuses(metric("ResponseTime", 1, "s".repeat(1_000)), "unit", Reason.UNIT);
    }

    @Test
    void aValueMustBeFiniteInBaseUnitsToo() {
        refuses(requests(Double.NaN), "value", Reason.NOT_FINITE);
        refuses(requests(Double.POSITIVE_INFINITY), "value", Reason.NOT_FINITE);
        refuses(requests(Double.NEGATIVE_INFINITY), "value", Reason.NOT_FINITE);
        refuses(metric("RequestPerSecond", 1e308, "req/ms"), "value", Reason.NOT_FINITE);
        takes(requests(Double.MAX_VALUE));
    }

    @Test
    void aReadingMayLieFiveSecondsAheadAndNoMore() {
        takes(at(now.plusSeconds(5)));
        taken.clear();
        refuses(at(now.plusSeconds(5).plusNanos(1)), "at", Reason.FUTURE);
        refuses(at(Instant.MAX), "at", Reason.FUTURE);
    }

    @Test
    void aReadingMayBeTenMinutesOldAndNoMore() {
        takes(at(now.minusSeconds(600)));
        taken.clear();
        refuses(at(now.minusSeconds(600).minusNanos(1)), "at", Reason.TOO_OLD);
        refuses(at(Instant.MIN), "at", Reason.TOO_OLD);
    }

    @Test
    void serviceAndComponentMustBeThere() {
        refuses(new RawReading("Shopp", "M", "C1", 0, 1, now), "service", Reason.UNKNOWN_SERVICE);
        refuses(new RawReading("../Shop", "M", "C1", 0, 1, now), "service", Reason.NAME);
        refuses(new RawReading("Shop", "M", "C2", 0, 1, now), "component", Reason.UNKNOWN_COMPONENT);
        refuses(new RawReading("Shop", "M", "C 2", 0, 1, now), "component", Reason.NAME);
        refuses(new RawReading("Shop", "a b", "C1", 0, 1, now), "metric", Reason.NAME);
    }

    @Test
    void aReplicaCountsFromOne() {
        takes(new RawReading("Shop", "RequestPerSecond", "C1", 100_000, 1, now));
        taken.clear();
        refuses(new RawReading("Shop", "RequestPerSecond", "C1", -1, 1, now), "replica", Reason.REPLICA);
        refuses(new RawReading("Shop", "RequestPerSecond", "C1", 100_001, 1, now), "replica", Reason.REPLICA);
    }

    @Test
    void whatIsMissingIsSaid() {
        refuses(new RawReading(null, "M", "C1", null, 1.0, null, null, Map.of()), "service", Reason.MISSING);
        refuses(new RawReading("Shop", null, "C1", null, 1.0, null, null, Map.of()), "metric", Reason.MISSING);
        refuses(new RawReading("Shop", "M", null, null, 1.0, null, null, Map.of()), "component", Reason.MISSING);
        refuses(new RawReading("Shop", "M", "C1", null, null, null, null, Map.of()), "value", Reason.MISSING);
        refuses(RawReading.nothing("it is no reading"), null, Reason.MALFORMED);
    }

    @Test
    void aThousandReadingsAreTakenAndNoMore() {
        assertThat(intake.accept(Collections.nCopies(1_000, requests(1)))).isEqualTo(new Admission.Taken(1_000, 0, 0));
        taken.clear();
        assertThat(intake.accept(Collections.nCopies(1_001, requests(1)))).isEqualTo(new Admission.TooMany(1_000));
        assertThat(taken).isEmpty();
    }

    @Test
    void aHundredFaultsAreNamedAndNoMore() {
        assertThat(intake.accept(Collections.nCopies(500, requests(Double.NaN))))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.bad()).isEqualTo(500);
                    assertThat(refused.faults()).hasSize(100);
                });
    }

    @Test
    void sixtyFourMetricsOfAComponentAreTakenAndNoMoreUntilOneIsOld() {
        var names =
                IntStream.range(0, 64).mapToObj(i -> metric("M" + i, 1, null)).toList();
        assertThat(intake.accept(names)).isEqualTo(new Admission.Taken(0, 64, 0));
        taken.clear();
        var oneMore = metric("M64", 1, null);
        assertThat(intake.accept(List.of(oneMore)))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused ->
                                assertThat(refused.faults().getFirst().reason()).isEqualTo(Reason.TOO_MANY_METRICS));
        assertThat(intake.accept(names)).isEqualTo(new Admission.Taken(0, 64, 0));
        now = now.plus(Duration.ofMinutes(10)).plusNanos(1);
        takes(oneMore);
    }

    @Test
    void aRefusedBatchUsesUpNoNames() {
        var batch = new ArrayList<RawReading>();
        IntStream.range(0, 64).forEach(i -> batch.add(metric("M" + i, 1, null)));
        batch.add(requests(Double.NaN));
        assertThat(intake.accept(batch)).isInstanceOf(Admission.Refused.class);
        takes(metric("M64", 1, null));
    }

    @Test
    void everyBatchIsTold() {
        intake.accept(List.of(requests(1)));
        intake.accept(List.of(requests(Double.NaN)));
        intake.accept(Collections.nCopies(1_001, requests(1)));
        assertThat(told)
                .hasExactlyElementsOfTypes(Admission.Taken.class, Admission.Refused.class, Admission.TooMany.class);
    }
}
