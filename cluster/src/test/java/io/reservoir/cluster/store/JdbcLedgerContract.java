package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.EntrySamples;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.Ledger.Snapshot;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.LedgerContract;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every ledger in a database keeps to beyond the {@link LedgerContract}. */
abstract class JdbcLedgerContract extends LedgerContract {
    private static final ServiceId BANK = new ServiceId("bank");

    @TempDir
    Path files;

    /** A node's connection to the database of {@link #ledger}, which is closed, made anew. */
    protected abstract JdbcLedger reopen();

    /** An empty ledger elsewhere. */
    protected abstract JdbcLedger openAnother();

    /** A connection past the ledger. */
    protected abstract Connection connect() throws SQLException;

    protected final void tamper(String sql) throws SQLException {
        try (var connection = connect()) {
            execute(connection, sql);
        }
    }

    protected static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private JdbcLedger jdbc() {
        return (JdbcLedger) ledger;
    }

    // entries that cannot be read

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind = 'abolished'                    | its kind `abolished` is not known to this release
            version = 2                           | it is a `submitted` of version 2, and this release reads version 1
            payload = ''                          | its JSON is not that of a `submitted`: No content to map due to end-of-input
            payload = '{"file":"f","te'           | its JSON is not that of a `submitted`: Unexpected end-of-input
            payload = '{"file":"f","text":"t"} {}'| its JSON is not that of a `submitted`: Trailing token
            payload = '{"file":"f"}'              | its JSON is not that of a `submitted`: Missing creator property 'text'
            recorded_at = 'noon'                  | `noon` is not a time
            """)
    void namesAnEntryThatCannotBeRead(String change, String why) throws SQLException {
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3));
        ledger.close();
        tamper("update entry set " + change + " where seq = 2");
        try (var connection = connect()) {
            Chaining.chain(connection);
        }
        ledger = reopen();

        assertThat(ledger.read(SHOP, 0, 1)).hasSize(1);
        assertThat(ledger.read(SHOP, 2, 9)).hasSize(1);
        assertThatThrownBy(this::everything)
                .isInstanceOfSatisfying(EntryUnreadable.class, e -> {
                    assertThat(e.service()).isEqualTo(SHOP);
                    assertThat(e.seq()).isEqualTo(2);
                })
                .hasMessageStartingWith("entry 2 of service `shop` cannot be read: ")
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void namesAnEntryThatIsMissing() throws SQLException {
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3));
        ledger.close();
        tamper("delete from entry where seq = 2");
        ledger = reopen();

        for (var afterSeq : new long[] {0, 1}) {
            assertThatThrownBy(() -> ledger.read(SHOP, afterSeq, 9))
                    .isInstanceOf(EntryUnreadable.class)
                    .hasMessage("entry 2 of service `shop` cannot be read: it is not there, and later ones are");
        }
    }

    // checksums

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update entry set payload = replace(payload, 'manifest 2', 'manifest 7') where seq = 2 | 2
            update entry set payload = replace(payload, '{', '{ ') where seq = 2                  | 2
            update entry set recorded_at = '1998-06-30T12:00:00.123456780Z' where seq = 2         | 2
            update entry set epoch = 7 where seq = 2                                              | 2
            update entry set hash = replace(hash, substr(hash, 1, 1), 'x') where seq = 2          | 2
            update entry set hash = (select hash from entry where seq = 3) where seq = 2          | 2
            update entry set seq = seq + 10 where seq > 1                                         | 2
            update entry set payload = (select payload from entry where seq = 3) where seq = 1    | 1
            """)
    void whatWasChangedIsNamedAndNotRead(String change, long first) throws SQLException {
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3), submitted(4));
        assertThat(jdbc().audit(SHOP)).isInstanceOf(Audit.Whole.class);
        tamper(change);

        assertThat(jdbc().audit(SHOP)).isInstanceOfSatisfying(Audit.Broken.class, broken -> {
            assertThat(broken.seq()).isEqualTo(first);
            assertThat(broken.why()).isNotBlank().doesNotContain("\n");
        });
        assertThatThrownBy(this::everything)
                .isInstanceOf(EntryUnreadable.class)
                .hasMessageStartingWith("entry " + first + " of service `shop` cannot be read: ");
    }

    @Test
    void aTornOffEndIsNoticedThoughWhatIsLeftIsWhole() throws SQLException {
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3));
        tamper("delete from entry where seq = 3");

        assertThat(jdbc().audit(SHOP)).isEqualTo(new Audit.Broken(SHOP, 3, "it is not there, and 3 were written"));
        var mine = own(SHOP);
        assertThatThrownBy(() -> append(mine, 3, submitted(4))).isInstanceOf(EntryUnreadable.class);
    }

    @Test
    void theChecksumStandsForAllThatIsBefore() {
        append(own(SHOP), 0, submitted(1));
        var one = ((Audit.Whole) jdbc().audit(SHOP)).hash();
        append(own(SHOP), 1, submitted(2));
        var two = ((Audit.Whole) jdbc().audit(SHOP));

        assertThat(two.entries()).isEqualTo(2);
        assertThat(two.hash()).matches("[0-9a-f]{64}").isNotEqualTo(one);
        assertThat(jdbc().audit(BANK)).isEqualTo(new Audit.Whole(BANK, 0, Chain.BEGINNING));
    }

    @Test
    void aSnapshotOfWhatIsNoLongerThereDoesNotCount() throws SQLException {
        var mine = own(SHOP);
        append(mine, 0, submitted(1), submitted(2));
        ledger.keep(SHOP, new Snapshot(2, "two"));
        tamper("update snapshot set hash = 'of another history'");

        assertThat(ledger.snapshot(SHOP)).isNull();
        ledger.keep(SHOP, new Snapshot(1, "one"));
        assertThat(ledger.snapshot(SHOP)).isEqualTo(new Snapshot(1, "one"));
    }

    // pruning

    private static final Entry.Pruned LEFT = new Entry.Pruned(
            new Entry.Submitted("shop.rsl", "service shop"), 1, new TreeMap<>(Map.of("C1[1]", 2)), null);

    private Tenure pruned() {
        var mine = own(SHOP);
        append(mine, 0, submitted(1), new Entry.Undeployed(), submitted(2), submitted(3));
        assertThat(jdbc().prune(SHOP, 2, LEFT)).isTrue();
        return mine;
    }

    @Test
    void whatIsPrunedIsGoneAndTheRestFollowsOn() {
        append(own(SHOP), 0, submitted(1), new Entry.Undeployed(), submitted(2));
        var whole = everything();
        var audit = jdbc().audit(SHOP);

        assertThat(jdbc().prune(SHOP, 2, LEFT)).isTrue();

        var first = new Recorded(SHOP, 2, whole.get(1).epoch(), whole.get(1).at(), LEFT);
        assertThat(everything()).containsExactly(first, whole.get(2));
        assertThat(ledger.read(SHOP, 1, 1)).containsExactly(first);
        assertThat(ledger.read(SHOP, 2, 9)).containsExactly(whole.get(2));
        assertThat(jdbc().audit(SHOP)).isEqualTo(audit);
        assertThat(jdbc().prune(SHOP, 2, LEFT)).isFalse();
        assertThat(jdbc().prune(SHOP, 9, LEFT)).isFalse();
        assertThat(everything()).hasSize(2);
    }

    @Test
    void aPrunedServiceGoesOn() {
        var mine = own(SHOP);
        append(mine, 0, submitted(1), new Entry.Undeployed());
        jdbc().prune(SHOP, 2, LEFT);

        assertThat(ledger.append(SHOP, mine, 2, NOON, List.of(submitted(3)))).isEqualTo(new Appended.At(3));
        assertThat(everything()).extracting(Recorded::seq).containsExactly(2L, 3L);
        assertThat(jdbc().audit(SHOP)).isInstanceOf(Audit.Whole.class);
        assertThat(jdbc().prune(SHOP, 3, LEFT)).isTrue();
        assertThat(everything()).extracting(Recorded::seq).containsExactly(3L);
        assertThat(jdbc().audit(SHOP)).isInstanceOf(Audit.Whole.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update entry set payload = replace(payload, '2', '3') where seq = 2",
                "update entry set recorded_at = '1998-06-30T12:00:00.123456780Z' where seq = 2",
                "delete from pruned",
                "delete from entry where seq = 2",
                "update pruned set seq = 3",
            })
    void whatIsLeftOfPrunedEntriesHasAChecksumToo(String change) throws SQLException {
        pruned();
        tamper(change);

        assertThat(jdbc().audit(SHOP)).isInstanceOf(Audit.Broken.class);
        assertThatThrownBy(this::everything).isInstanceOf(EntryUnreadable.class);
    }

    @Test
    void aPrunedLedgerIsBackedUpAndRestored() throws Exception {
        pruned();
        ledger.append(BANK, own(BANK), 0, NOON, List.of(submitted(1)));
        var file = files.resolve("ledger.backup");
        var written = jdbc().backUp(file, NOON);

        try (var other = openAnother()) {
            assertThat(other.restore(file)).isEqualTo(written);
            assertThat(other.read(SHOP, 0, 9)).isEqualTo(everything());
            assertThat(other.audit(SHOP)).isEqualTo(jdbc().audit(SHOP));
            assertThat(other.audit(BANK)).isEqualTo(jdbc().audit(BANK));
        }
    }

    // backup

    @Test
    void aBackupRestoredElsewhereIsTheSameLedger() throws Exception {
        append(own(SHOP), 0, EntrySamples.all().toArray(Entry[]::new));
        ledger.append(BANK, own(BANK), 0, NOON, List.of(submitted(1)));
        var file = files.resolve("ledger.backup");

        var written = jdbc().backUp(file, NOON);

        assertThat(written)
                .isEqualTo(new Backup.Contents(NOON, 2, EntrySamples.all().size() + 1L));
        try (var other = openAnother()) {
            assertThat(other.restore(file)).isEqualTo(written);
            assertThat(other.services()).isEqualTo(ledger.services());
            for (var service : ledger.services()) {
                assertThat(other.read(service, 0, 100)).isEqualTo(ledger.read(service, 0, 100));
                assertThat(other.audit(service)).isEqualTo(jdbc().audit(service));
            }
            var before = ledger.tenure(SHARD).epoch();
            var restored = other.tenure(SHARD);
            assertThat(restored.epoch().number()).isGreaterThan(before.number() + 1_000);
            var mine = other.take(SHARD, restored, "node-b");
            assertThat(other.append(SHOP, mine, EntrySamples.all().size(), NOON, List.of(submitted(1))))
                    .isEqualTo(new Appended.At(EntrySamples.all().size() + 1L));
        }
    }

    @Test
    void aBackupIsOfOneMomentThoughSomebodyAppendsMeanwhile() throws Exception {
        var mine = own(SHOP);
        append(mine, 0, submitted(1));
        var appending = new Thread(() -> {
            for (var last = 1L; last < 200; last += 2) {
                append(mine, last, submitted(1), submitted(2));
            }
        });
        appending.start();
        for (var i = 0; appending.isAlive(); i++) {
            var file = files.resolve("backup-" + i);
            var written = jdbc().backUp(file, NOON);
            assertThat(written.entries() % 2).isEqualTo(1);
            assertThat(BackupReader.read(file, BackupReader.Nobody.AT_ALL)).isEqualTo(written);
        }
    }

    @Test
    void refusesToRestoreToALedgerThatIsNotEmpty() throws Exception {
        var mine = own(SHOP);
        append(mine, 0, submitted(1));
        var file = files.resolve("backup");
        jdbc().backUp(file, NOON);

        assertThatThrownBy(() -> jdbc().restore(file))
                .isInstanceOf(BackupRefused.class)
                .hasMessageEndingWith(" is not empty: restore to another one");
        assertThat(ledger.tenure(SHARD)).isEqualTo(mine);
        assertThat(everything()).hasSize(1);
    }

    @Test
    void refusesToWriteABackupOverAFile() throws IOException {
        var file = Files.createFile(files.resolve("backup"));

        assertThatThrownBy(() -> jdbc().backUp(file, NOON)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).isEmptyFile();
        assertThatThrownBy(() -> jdbc().backUp(files.resolve("nowhere/backup"), NOON))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest 2=manifest 7",
                "\"seq\":2=\"seq\":3",
                "\"version\":1,\"takenAt\"=\"version\":2,\"takenAt\"",
                "\"entries\":3=\"entries\":4",
                "\"services\":1=\"services\":0",
                "\"epoch\":1=\"epoch\":2",
                "\"is\":\"end\"=\"is\":\"fin\"",
                "\"is\":\"reservoir-backup\"=\"is\":\"shard\"",
                "\"owner\":\"node-a\"=\"owner\":null",
                "\"shop\"=\"../shop\"",
                "\"kind\":\"submitted\"=\"kind\":\"abolished\"",
                "{\"is\":\"end\"={\"is\":\"entry\"}{\"is\":\"end\"",
                "{=[[[{",
            })
    void refusesABackupThatWasChanged(String change) throws Exception {
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3));
        var file = files.resolve("backup");
        jdbc().backUp(file, NOON);
        var words = change.split("=", 2);
        rewrite(file, words[0], words[1]);

        refuses(file);
    }

    @Test
    void refusesABackupThatIsCutShortAnywhere() throws Exception {
        append(own(SHOP), 0, submitted(1), submitted(2), submitted(3));
        var file = files.resolve("backup");
        jdbc().backUp(file, NOON);
        var whole = Files.readAllBytes(file);
        for (var length : new int[] {0, 1, 5, 20, whole.length / 2, whole.length - 9, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            refuses(file);
        }
        Files.writeString(file, "no backup at all");
        refuses(file);
    }

    private void refuses(Path file) {
        try (var other = openAnother()) {
            assertThatThrownBy(() -> other.restore(file))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageStartingWith(file + " cannot be restored: ")
                    .message()
                    .doesNotContain("\n");
            assertThat(other.services()).isEmpty();
            assertThat(other.tenures()).isEmpty();
        }
    }

    private static void rewrite(Path file, String from, String to) throws IOException {
        String text;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(text).contains(from);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
        }
    }
}
