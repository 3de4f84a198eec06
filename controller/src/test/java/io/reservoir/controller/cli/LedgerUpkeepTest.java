package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.explain.ShopLedger;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerUpkeepTest {
    @TempDir
    private Path directory;

    private String data;

    @BeforeEach
    void writeLedger() {
        data = directory.resolve("data").toString();
        try (var ledger = SqliteLedger.open(Path.of(data))) {
            ShopLedger.writeTo(ledger);
        }
    }

    @Test
    void verifiesAWholeLedger() {
        var run = Run.of("ledger", "verify", "--data", data).exits(0).says("Shop", "whole");
        assertThat(run.out()).containsPattern("[0-9a-f]{64}");
        assertThat(run.err()).isEmpty();
        var json = Run.of("ledger", "verify", "Shop", "--data", data, "-o", "json")
                .exits(0)
                .json();
        assertThat(json.at("/services/0/ok").asBoolean()).isTrue();
    }

    @Test
    void namesTheFirstEntryThatWasChanged() throws SQLException {
        tamper("update entry set payload = replace(payload, '1', '2') where seq in (3, 5)");

        Run.of("ledger", "verify", "--data", data)
                .exits(1)
                .says("broken at #3")
                .tells("entry 3 of service `Shop` is not as it was written: its checksum is wrong");
        Run.of("ledger", "--data", data).exits(1).tells("entry 3 of service `Shop` cannot be read");
        var json = Run.of("ledger", "verify", "--data", data, "-o", "json")
                .exits(1)
                .json();
        assertThat(json.at("/services/0/seq").asLong()).isEqualTo(3);
    }

    @Test
    void bringsALedgerElsewhere() {
        var file = directory.resolve("backup").toString();
        var other = directory.resolve("other").toString();

        Run.of("ledger", "backup", file, "--data", data).exits(0).says("wrote ", " entries of 1 services");
        Run.of("ledger", "backup", file, "--data", data).exits(1).tells("is there already", "name another file");
        Run.of("ledger", "restore", file, "--data", other).exits(0).says("restored ");
        Run.of("ledger", "restore", file, "--data", other).exits(1).tells("is not empty");

        var before = Run.of("ledger", "verify", "--data", data).exits(0);
        assertThat(Run.of("ledger", "verify", "--data", other).exits(0).out()).isEqualTo(before.out());
        assertThat(Run.of("get", "vees", "--data", other).exits(0).out())
                .isEqualTo(Run.of("get", "vees", "--data", data).exits(0).out());
    }

    @Test
    void prunesWhatAServiceDidBeforeItWasUndeployed() {
        try (var ledger = SqliteLedger.open(Path.of(data))) {
            var gone = new ServiceId("Gone");
            var mine = Objects.requireNonNull(ledger.take(Shard.of(gone), ledger.tenure(Shard.of(gone)), "node"));
            ledger.append(
                    gone,
                    mine,
                    0,
                    ShopLedger.NOON,
                    List.of(new Entry.Submitted("gone.rsl", "C1(1 CPU, 1 GB, 8 GB disk)\n"), new Entry.Undeployed()));
        }

        Run.of("ledger", "prune", "--data", data, "--older-than", "400d", "--dry-run")
                .exits(0)
                .says("Gone", "WOULD DELETE", "#2");
        Run.of("ledger", "--service", "Gone", "--data", data).exits(0).says("manifest gone.rsl accepted");
        var json = Run.of("ledger", "prune", "--data", data, "--older-than", "400d", "-o", "json")
                .exits(0)
                .json();
        assertThat(json.at("/services/0/service").asText()).isEqualTo("Gone");
        assertThat(json.at("/services/0/upTo").asLong()).isEqualTo(2);
        assertThat(json.get("services")).hasSize(1);

        Run.of("ledger", "--service", "Gone", "--data", data).exits(0).says("#2", "pruned");
        Run.of("ledger", "verify", "--data", data).exits(0).says("Gone", "Shop", "whole");
        Run.of("get", "service", "Gone", "--data", data).exits(0).says("undeployed");
        Run.of("bill", "--service", "Gone", "--data", data, "--from", "1998-01-01T00:00:00Z")
                .exits(1)
                .tells("is pruned from the ledger");
        Run.of("ledger", "prune", "--data", data, "--older-than", "400d")
                .exits(0)
                .says("nothing to prune");
    }

    @Test
    void refusesABackupThatIsNone() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "nothing of the kind")
                .toString();
        var other = directory.resolve("other").toString();

        Run.of("ledger", "restore", file, "--data", other).exits(1).tells("cannot be restored");
        Run.of("ledger", "restore", file + "x", "--data", other).exits(1).tells("there is no such file");
        Run.of("ledger", "backup", directory + "/no/where", "--data", data)
                .exits(1)
                .tells("cannot write");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger verifi --data x | there is no verb `verifi`",
                "ledger backup --data x | ledger backup takes a file",
                "ledger prune --data x | ledger prune takes an age of at least 62 days",
                "ledger prune --data x --older-than 61d | ledger prune takes an age of at least 62 days",
                "ledger prune --data x --older-than year | is no number of days such as 400d",
                "ledger verify | say which ledger",
                "ledger verify --data x --database jdbc:postgresql:x | exclude each other",
                "ledger verify --database mysql://x | not the address of a PostgreSQL database",
                "ledger verify --database jdbc:postgresql://h/d?password=x | holds neither user nor password",
                "get --database jdbc:postgresql://h/d --server http://x | exclude each other",
                "ledger verify --database-password-file x --data y | goes with --database",
            })
    void refusesWhatCannotBeUnderstood(String typed, String message) {
        Run.of(typed.split(" ", -1)).exits(2).printsNothing().tells(message);
    }

    @Test
    void thePasswordStandsInAFileOrInTheEnvironmentAndInNoMessage() throws IOException {
        var file = Files.writeString(directory.resolve("password"), "s3cret\nand more\n")
                .toString();
        var nowhere = "jdbc:postgresql://localhost:1/ledger";

        var byFile = Run.of("get", "--database", nowhere, "--database-password-file", file)
                .exits(1);
        var byEnvironment = Run.PIPE.with(DatabaseOptions.PASSWORD, "s3cret").run("get", "--database", nowhere);

        for (var run : new Run[] {byFile, byEnvironment}) {
            run.exits(1).tells("the ledger " + nowhere + " cannot be opened", "is the server there");
            assertThat(run.err()).doesNotContain("s3cret");
        }
        Run.of("get", "--database", nowhere, "--database-password-file", file + "x")
                .exits(1)
                .tells("there is no file");
    }

    private void tamper(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data + "/" + SqliteLedger.FILE);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
