package io.reservoir.controller.bill;

import static io.reservoir.controller.bill.History.GOLD;
import static io.reservoir.controller.bill.History.SILVER;
import static io.reservoir.controller.bill.History.STANDARD;
import static io.reservoir.controller.bill.History.size;
import static io.reservoir.controller.bill.History.tariff;
import static io.reservoir.controller.bill.History.time;
import static io.reservoir.controller.bill.History.vee;
import static io.reservoir.model.vee.VeePhase.FAILED;
import static io.reservoir.model.vee.VeePhase.GONE;
import static io.reservoir.model.vee.VeePhase.READY;
import static io.reservoir.model.vee.VeePhase.STARTING;
import static io.reservoir.model.vee.VeePhase.STOPPING;
import static io.reservoir.model.vee.VeeState.ACTIVE;
import static io.reservoir.model.vee.VeeState.DEFINED;
import static io.reservoir.model.vee.VeeState.SHUTOFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.money.Tariff.Dimension;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class StatementTest {
    private static final Path BASELINES = Path.of("src/test/resources/bill");

    /** Two components, one with a class, with a resize, an orderly end and a failure. */
    private static History twoComponents() {
        var web = vee("web", 1);
        var db = vee("db", 1);
        return new History()
                .submitted(time("00:00"), Map.of("web", GOLD, "db", Terms.NONE))
                .recorded(time("00:00"), new Entry.Activated())
                .changed(web, STARTING, DEFINED, size(2, 4, 10), "00:00")
                .changed(web, STARTING, ACTIVE, size(2, 4, 10), "00:30")
                .changed(db, STARTING, ACTIVE, size(1, 2, 20), "01:00")
                .changed(db, READY, ACTIVE, size(1, 2, 20), "01:01")
                .changed(web, READY, ACTIVE, size(2, 4, 10), "00:31")
                .changed(db, FAILED, SHUTOFF, size(1, 2, 20), "04:20")
                .changed(web, READY, ACTIVE, size(4, 4, 10), "06:30")
                .recorded(time("12:00"), new Entry.Undeployed())
                .changed(web, STOPPING, ACTIVE, size(4, 4, 10), "12:00")
                .changed(web, STOPPING, SHUTOFF, size(4, 4, 10), "12:30")
                .changed(web, GONE, null, size(4, 4, 10), "13:00");
    }

    /** Two replicas under two tariffs and two classes, both running on. */
    private static History acrossATariffChange() {
        var history = new History().submitted(Instant.parse("2026-03-30T20:00:00Z"), Map.of("web", GOLD));
        for (var i = 1; i <= 2; i++) {
            var since = Instant.parse("2026-03-31T0" + i + ":00:00Z");
            history.changed(since, vee("web", i), READY, ACTIVE, size(2, 4, 10), since);
        }
        return history.submitted(Instant.parse("2026-04-01T06:00:00Z"), Map.of("web", SILVER));
    }

    private static final Tariff CHEAPER =
            tariff("spring", "2026-04-01", "EUR", Map.of(Dimension.VEE, "0.008", Dimension.DISK, "0.0001"));

    @Test
    void billsTheWorkedExampleToTheCent() {
        var statement = twoComponents().statement(time("20:00"));

        // db: 3 h 20 min of 1 vCPU, 2 GB, 20 GB; no class.
        // web, Gold: disk from 00:00 to 13:00; it runs from 00:30 to 12:30, with 2 vCPUs and, from 06:30 on, 4.
        assertThat(statement.lines())
                .extracting(
                        Statement.Line::component,
                        Statement.Line::dimension,
                        Statement.Line::slaClass,
                        line -> line.quantity().toPlainString(),
                        line -> line.unitSeconds().toPlainString(),
                        line -> line.amount().toPlainString())
                .containsExactly(
                        tuple("db", Dimension.VEE, "none", "3.3333333333", "12000", "0.03"),
                        tuple("db", Dimension.VCPU, "none", "3.3333333333", "12000", "0.07"),
                        tuple("db", Dimension.MEMORY, "none", "6.6666666667", "24000", "0.03"),
                        tuple("db", Dimension.DISK, "none", "66.6666666667", "240000", "0.01"),
                        tuple("web", Dimension.VEE, "Gold", "12.0000000000", "43200", "0.16"),
                        tuple("web", Dimension.VCPU, "Gold", "36.0000000000", "129600", "0.94"),
                        tuple("web", Dimension.MEMORY, "Gold", "48.0000000000", "172800", "0.31"),
                        tuple("web", Dimension.DISK, "Gold", "130.0000000000", "468000", "0.02"));
        assertThat(statement.total()).isEqualTo(new BigDecimal("1.57"));
        assertThat(statement.veeHours()).isEqualTo(new BigDecimal("15.3333333333"));
        assertThat(statement.entries()).isEqualTo(13);
        assertThat(statement.ledger()).isEqualTo(new SeqRange(1, 13));
        assertThat(statement.period()).isEqualTo(new Period(time("00:00"), time("20:00")));
        assertThat(statement.lines().get(7).entries()).containsExactly(new SeqRange(3, 13));
        assertThat(statement.lines().get(7).intervals()).hasSize(4);
    }

    @Test
    void keepsTenDigitsInsideAndRoundsEachLineOnce() {
        var intervals = twoComponents().metered("20:00");

        var rated = (Rated.Charges) Rating.rate(intervals, List.of(STANDARD));

        assertThat(rated.charges())
                .extracting(charge -> charge.amount().amount().toPlainString())
                .containsExactly(
                        "0.0333333333",
                        "0.0666666667",
                        "0.0333333333",
                        "0.0066666667",
                        "0.1560000000",
                        "0.9360000000",
                        "0.3120000000",
                        "0.0169000000");
    }

    @Test
    void roundsHalfACentUp() {
        var history = new History()
                .changed(vee("web", 1), READY, ACTIVE, size(0, 0, 0), "01:00")
                .changed(vee("web", 1), GONE, null, size(0, 0, 0), "02:00");

        for (var expected :
                Map.of("0.005", "0.01", "0.0049999999", "0.00", "0.015", "0.02").entrySet()) {
            var price = tariff("t", "2026-01-01", "EUR", Map.of(Dimension.VEE, expected.getKey()));
            var statement = (Statement) history.billed(List.of(price), null, time("03:00"));
            assertThat(statement.total().toPlainString()).isEqualTo(expected.getValue());
        }
    }

    @Test
    void roundsToTheDecimalsOfTheCurrency() {
        var history = new History().changed(vee("web", 1), READY, ACTIVE, size(0, 0, 0), "01:00");
        var yen = tariff("t", "2026-01-01", "JPY", Map.of(Dimension.VEE, "1.5"));

        var statement = (Statement) history.billed(List.of(yen), null, time("02:00"));

        assertThat(statement.total()).isEqualTo(new BigDecimal("2"));
    }

    @Test
    void splitsAtATariffChangeAtMidnightUtc() {
        var until = Instant.parse("2026-04-01T12:00:00Z");

        var statement = (Statement) acrossATariffChange().billed(List.of(CHEAPER, STANDARD), null, until);

        assertThat(statement.lines().stream().filter(line -> line.dimension() == Dimension.VEE))
                .extracting(
                        Statement.Line::tariff,
                        Statement.Line::slaClass,
                        line -> line.quantity().toPlainString())
                .containsExactly(
                        tuple("standard", "Gold", "45.0000000000"),
                        tuple("spring", "Gold", "12.0000000000"),
                        tuple("spring", "Silver", "12.0000000000"));
        assertThat(statement.lines().stream().filter(line -> line.dimension() == Dimension.VCPU))
                .as("the later tariff has no price for it")
                .extracting(Statement.Line::tariff)
                .containsExactly("standard");
        assertThat(statement.tariffs()).containsExactly(STANDARD, CHEAPER);
    }

    @Test
    void knowsNothingOfSummerTime() {
        var before = TimeZone.getDefault();
        try {
            // In Madrid that day had 23 hours, and began at 23:00 UTC.
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Madrid"));
            var history = new History()
                    .changed(
                            Instant.parse("2026-03-28T12:00:00Z"),
                            vee("web", 1),
                            READY,
                            ACTIVE,
                            size(1, 1, 1),
                            Instant.parse("2026-03-28T12:00:00Z"));
            var tariffs = List.of(STANDARD, tariff("sunday", "2026-03-29", "EUR", Map.of(Dimension.VEE, "1")));
            var until = Instant.parse("2026-03-30T00:00:00Z");

            var statement = (Statement) history.billed(tariffs, null, until);

            assertThat(statement.lines().getLast().quantity()).isEqualTo(new BigDecimal("24.0000000000"));
            assertThat(statement.veeHours()).isEqualTo(new BigDecimal("36.0000000000"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void saysThatNoTariffIsValid() {
        var tooLate = tariff("late", "2026-03-11", "EUR", Map.of(Dimension.VEE, "1"));

        assertThat(twoComponents().billed(List.of(tooLate), null, time("20:00")))
                .isEqualTo(new Unrated.NoTariff(time("00:00")))
                .extracting(billed -> ((Unrated) billed).told())
                .isEqualTo(
                        "no tariff is valid at 2026-03-10T00:00:00Z: give one that is valid from that day or earlier");
        assertThat(twoComponents().billed(List.of(), null, time("20:00"))).isInstanceOf(Unrated.NoTariff.class);
        assertThat(new History().billed(List.of(), null, time("20:00"))).isInstanceOf(Unrated.NoTariff.class);
    }

    @Test
    void asksForNoTariffBeforeTheFirstUse() {
        var period = new Period(Instant.parse("2025-01-01T00:00:00Z"), time("20:00"));

        assertThat(twoComponents().billed(List.of(STANDARD), period, time("20:00")))
                .isInstanceOf(Statement.class);
    }

    @Test
    void saysThatTwoTariffsAreValidFromOneDay() {
        var twin = tariff("twin", "2026-01-01", "EUR", Map.of());

        assertThat(twoComponents().billed(List.of(STANDARD, twin), null, time("20:00")))
                .isEqualTo(new Unrated.SameDay(STANDARD, twin));
    }

    @Test
    void saysThatTheCurrencyChanges() {
        var dollars = tariff("dollars", "2026-04-01", "USD", Map.of(Dimension.VEE, "1"));
        var until = Instant.parse("2026-04-01T12:00:00Z");

        assertThat(acrossATariffChange().billed(List.of(dollars, STANDARD), null, until))
                .isEqualTo(new Unrated.TwoCurrencies(STANDARD, dollars));

        var april = new Period(Instant.parse("2026-04-01T00:00:00Z"), until);
        assertThat(acrossATariffChange().billed(List.of(dollars, STANDARD), april, until))
                .isInstanceOf(Statement.class);
    }

    @Test
    void billsNothingForALedgerWithoutUsage() {
        var statement = new History().statement(time("20:00"));

        assertThat(statement.lines()).isEmpty();
        assertThat(statement.total().toPlainString()).isEqualTo("0.00");
        assertThat(statement.ledger()).isNull();
        assertThat(StatementText.of(statement)).contains("no entries").endsWith(" 0.00  EUR\n");
    }

    @Test
    void clipsToThePeriodAndToWhatIsKnown() {
        var until = Instant.parse("2026-03-31T10:00:00Z");
        var period = new Period(Instant.parse("2026-03-31T08:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

        var statement = (Statement) acrossATariffChange().billed(List.of(STANDARD), period, until);

        assertThat(statement.veeHours()).isEqualByComparingTo("4");
        assertThat(statement.until()).isEqualTo(until);
        assertThat(StatementText.of(statement)).contains("until 2026-03-31T10:00:00Z");
    }

    @Test
    void refusesTheLedgerOfAnotherService() {
        var entries = twoComponents().entries();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statement.of(
                        new ServiceId("other"),
                        entries,
                        manifest -> Map.of(),
                        List.of(),
                        Adjusting.NONE,
                        null,
                        time("20:00")));
    }

    @Test
    void takesTermsFromAClass() {
        assertThat(Terms.of(SlaClasses.SHIPPED.named("gold"))).isEqualTo(GOLD);
        assertThat(Terms.of(SlaClasses.SHIPPED.named("silver"))).isEqualTo(SILVER);
        assertThat(Terms.of(null)).isEqualTo(Terms.NONE);
    }

    @Test
    void joinsRangesOfEntriesThatTouch() {
        var history = new History();
        for (var i = 1; i <= 5; i++) {
            history.changed(vee("web", i), READY, ACTIVE, size(1, 1, 0), "01:00")
                    .changed(vee("web", i), GONE, null, size(1, 1, 0), "02:00")
                    .recorded(time("02:30"), new Entry.Activated());
        }

        var line = history.statement(time("03:00")).lines().getFirst();

        assertThat(line.entries())
                .extracting(SeqRange::toString)
                .containsExactly("1–2", "4–5", "7–8", "10–11", "13–14");
        assertThat(StatementText.of(history.statement(time("03:00"))))
                .contains("entries 1–14 in 5 ranges (5 intervals)");
    }

    @Test
    void printsTheStatementAsTheBaselineHasIt() {
        compare("statement.txt", StatementText.of(twoComponents().statement(time("20:00"))));
    }

    @Test
    void printsTheEntriesAsTheBaselineHasThem() {
        compare(
                "statement-entries.txt",
                StatementText.withEntries(twoComponents().statement(time("20:00"))));
    }

    @Test
    void printsTwoTariffsAsTheBaselineHasThem() {
        var march = new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z"));
        var until = Instant.parse("2026-04-01T12:00:00Z");

        var statement = (Statement) acrossATariffChange().billed(List.of(STANDARD, CHEAPER), march, until);

        compare("statement-tariffs.txt", StatementText.of(statement));
    }

    private static void compare(String baseline, String text) {
        var file = BASELINES.resolve(baseline);
        try {
            if (Boolean.getBoolean("baselines.rewrite")) {
                Files.createDirectories(BASELINES);
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
