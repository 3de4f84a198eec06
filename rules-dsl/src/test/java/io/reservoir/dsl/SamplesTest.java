package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.DomainRule;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.sla.SlaVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final RecursiveComparisonConfiguration DECIMALS = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
            .build();

    private static String read(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample));
    }

    private static List<Diagnostic> errors(Compilation compilation) {
        return compilation.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .toList();
    }

    @Test
    void theSeedIsTheElevenLinesOfTheSpecification() throws IOException {
        assertThat(read("seed/seed.rsl")).isEqualTo("""
                Load(C3) = 3* Load(C1)
                CPU(C1) = Users(C1)/1000
                Replicas(C1) = RequestPerSecond(C1) /500
                SLA(C1) = Gold
                SLA(C2) = Bronze
                Users (C1) = 1000
                Deploy(C11)= { Domain1, Domain 3, Domain z}
                SLA(RED) = GOLD
                CPU(C11)=2
                SPEED(RED) = 5MBS
                C1(2 CPU, 1 Gb, 10 GB disk)
                """);
    }

    @Test
    void theSeedCompilesWithNothingWorseThanInfos() throws IOException {
        var compilation = Rsl.compile("seed.rsl", read("seed/seed.rsl"));

        assertThat(compilation.diagnostics()).isNotEmpty().allMatch(d -> d.severity() == Severity.INFO);
        var service = Objects.requireNonNull(compilation.service());
        assertThat(service.spec().id().name()).isEqualTo("seed");
        assertThat(service.spec().component("C1").size().memoryBytes()).isEqualTo(1_000_000_000L);
        assertThat(service.spec().component("C1").slaClass()).isEqualTo("Gold");
        assertThat(service.spec().networks().getFirst().slaClass()).isEqualTo("Gold");
        assertThat(service.spec().contract())
                .singleElement()
                .satisfies(b -> assertThat(b.value()).isEqualTo(1_000));
        assertThat(service.replicaTargets())
                .singleElement()
                .satisfies(t -> assertThat(t.replica()).isEqualTo(1));
        assertThat(service.replicaPlacements())
                .singleElement()
                .satisfies(p -> assertThat(p.rule())
                        .isEqualTo(new DomainRule.Within(List.of("Domain1", "Domain 3", "Domain z"))));
    }

    @Test
    void theWebShopCompilesWithoutAWarning() throws IOException {
        var text = read("webshop/webshop.rsl");
        var compilation = Rsl.compile("webshop.rsl", text);

        assertThat(compilation.diagnostics())
                .as(DiagnosticText.print(compilation.diagnostics(), text))
                .isEmpty();
        assertThat(compilation.service()).isNotNull();
    }

    @Test
    void tenMistakesAreTenErrorsEachAtItsPlace() throws IOException {
        var compilation = Rsl.compile("ten.rsl", read("broken/ten-mistakes.rsl"));

        assertThat(compilation.service()).isNull();
        assertThat(errors(compilation).stream().map(d -> d.code() + " " + d.span()))
                .containsExactly(
                        "RSL-015 ten.rsl:7:12",
                        "RSL-014 ten.rsl:16:33",
                        "RSL-001 ten.rsl:17:44",
                        "RSL-021 ten.rsl:18:33",
                        "RSL-017 ten.rsl:19:16",
                        "RSL-026 ten.rsl:20:26",
                        "RSL-032 ten.rsl:22:1",
                        "RSL-016 ten.rsl:23:16",
                        "RSL-038 ten.rsl:24:16",
                        "RSL-018 ten.rsl:25:20");
    }

    /** One source of what is shipped is the program, the other one what a provider would write: they agree. */
    @Test
    void theShippedSlaClassesAreThoseOfTheirFile() throws IOException {
        var text = read("sla/shipped.rsl");
        var compilation = Rsl.provider("shipped.rsl", text);

        assertThat(compilation.diagnostics())
                .as(DiagnosticText.print(compilation.diagnostics(), text))
                .isEmpty();
        var classes =
                compilation.slaClasses().stream().map(SlaVersion::slaClass).toList();
        assertThat(classes).usingRecursiveComparison(DECIMALS).isEqualTo(SlaClasses.SHIPPED.classes());
    }

    @Test
    void theWholeLanguageCompilesAndSaysOnlyWhatIsNotCarriedOut() throws IOException {
        var text = read("language/webshop.rsl");
        var compilation = Rsl.compile("webshop.rsl", text);

        assertThat(compilation.diagnostics().stream()
                        .filter(d -> d.severity() != Severity.INFO)
                        .map(Diagnostic::code))
                .as(DiagnosticText.print(compilation.diagnostics(), text))
                .containsOnly(Code.NOT_YET.code());
        var service = Objects.requireNonNull(compilation.service());
        assertThat(service.calendars()).hasSize(1);
        assertThat(service.holds()).hasSize(1);
        assertThat(service.budget()).isNotNull();
        assertThat(service.migrations()).hasSize(1);
        assertThat(service.tests()).singleElement().satisfies(test -> {
            assertThat(test.given().getFirst().values()).hasSize(12);
            assertThat(test.expected()).hasSize(2);
        });
        assertThat(service.spec().objectives()).hasSize(1);
        assertThat(service.spec().component("C1").settings()).hasSize(2);
    }

    @Test
    void theStandardTariffHasItsPricesAsWritten() throws IOException {
        var compilation = Rsl.provider("standard.rsl", read("tariffs/standard.rsl"));

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.tariffs()).singleElement().satisfies(tariff -> {
            assertThat(tariff.validFrom()).isEqualTo(LocalDate.of(1998, 1, 1));
            assertThat(tariff.currency().getCurrencyCode()).isEqualTo("EUR");
            assertThat(tariff.perHour())
                    .isEqualTo(Map.of(
                            Tariff.Dimension.VEE, new BigDecimal("0.002"),
                            Tariff.Dimension.VCPU, new BigDecimal("0.024"),
                            Tariff.Dimension.MEMORY, new BigDecimal("0.004"),
                            Tariff.Dimension.DISK, new BigDecimal("0.0001")));
        });
    }

    @Test
    void theTariffOfTheLabIsTheStandardOneAHundredfold() throws IOException {
        var standard =
                Rsl.provider("standard.rsl", read("tariffs/standard.rsl")).tariffs();
        var compilation = Rsl.provider("lab.rsl", read("tariffs/lab.rsl"));

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.tariffs())
                .singleElement()
                .satisfies(lab -> standard.getFirst()
                        .perHour()
                        .forEach((dimension, price) -> assertThat(lab.perHour().get(dimension))
                                .as(dimension.name())
                                .isEqualByComparingTo(price.movePointRight(2))));
    }
}
