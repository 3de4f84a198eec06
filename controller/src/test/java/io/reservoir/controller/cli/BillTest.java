package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.explain.Baselines;
import io.reservoir.controller.explain.ShopLedger;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BillTest {
    @TempDir
    private static Path data;

    private static String tariff;
    private static String tooNew;

    @BeforeAll
    static void write() throws IOException {
        try (var ledger = SqliteLedger.open(data)) {
            ShopLedger.writeTo(ledger);
        }
        tariff = Path.of("../samples/tariffs/standard.rsl").toString();
        var text = Files.readString(Path.of(tariff)).replace("1998-01-01", "2026-01-01");
        tooNew = Files.writeString(data.resolve("new.rsl"), text).toString();
    }

    private static Run bill(String... options) {
        return Run.of(Stream.concat(Stream.of("bill", "--data", data.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void printsAStatementFromALedger() {
        Baselines.assertSame(bill("--tariff", tariff).exits(0).out(), "cli/bill.txt");
        Baselines.assertSame(bill("--tariff", tariff, "--entries").exits(0).out(), "cli/bill-entries.txt");
    }

    @Test
    void takesTheStandardTariffWhereNoneIsNamed() {
        assertThat(bill().exits(0).out()).isEqualTo(bill("--tariff", tariff).out());
    }

    @Test
    void printsTheSameFromAServer() throws JsonProcessingException {
        var json = bill("--tariff", tariff, "-o", "json").exits(0).out();
        var statement = Json.MAPPER.readValue(json, Statement.class);
        try (var server = ShopServer.started()
                .when(
                        "GET /v1/services/Shop/statement?from=1998-06-10T12%3A00%3A00Z",
                        CannedServer.sending(200, "application/json", json))
                .when("GET /v1/services/Shop/statement", statement)) {
            var remote = Run.of("bill", "--server", server.url()).exits(0);
            assertThat(remote.out()).isEqualTo(bill("--tariff", tariff).out());
            var fromThen = Run.of("bill", "--from", "1998-06-10T12:00", "--server", server.url())
                    .exits(0);
            assertThat(fromThen.out()).isEqualTo(remote.out());
        }
    }

    @Test
    void chargesNothingOutsideThePeriod() {
        var part = bill("--tariff", tariff, "--from", "1998-06-10T12:10", "--to", "1998-06-10T12:20", "-o", "json")
                .exits(0)
                .json();
        assertThat(part.path("veeHours").decimalValue()).isLessThan(new BigDecimal("0.5"));
    }

    @Test
    void saysWhyThereIsNoBill() {
        bill("--tariff", tooNew).exits(1).printsNothing().tells("no tariff is valid at 1998-06-10");
        bill("--tariff", "nowhere.rsl").exits(1).printsNothing().tells("there is no such file");
        bill("--tariff", "../samples/seed/seed.rsl").exits(1).printsNothing().tells("is no provider's file");
        bill("--from", "2030-01-01").exits(1).printsNothing().tells("ends at 1998-06-10T12:50:22Z, before that time");
        bill("--from", "1999-01-01", "--to", "1998-01-01").exits(2).tells("--to is before --from");
        Run.of("bill", "--tariff", tariff).exits(2).tells("--tariff goes with --data");
    }
}
