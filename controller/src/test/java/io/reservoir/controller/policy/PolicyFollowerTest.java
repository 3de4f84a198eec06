package io.reservoir.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.Owners;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFollowerTest {
    private static final Shard SITE = Shard.of(ServiceId.SITE);
    private static final PolicyRules SHIPPED = PolicyCompiler.shipped();

    private final MemoryLedger ledger = new MemoryLedger();
    private final Tenure tenure = ledger.take(SITE, null, "n2/b");
    private final List<String> taken = new ArrayList<>();
    private boolean isOurs;
    private boolean isOwned = true;
    private final PolicyFollower follower = follower(ledger);

    private PolicyFollower follower(Ledger followed) {
        var owners = new Owners() {
            @Override
            public @Nullable NodeAddress ownerOf(Shard shard) {
                return isOwned ? new NodeAddress("n2/b", "h", 1, 2) : null;
            }

            @Override
            public boolean isOurs(Shard shard) {
                return isOurs;
            }
        };
        return new PolicyFollower(followed, owners, "of the directory", rules -> taken.add(rules.hash()));
    }

    private void apply(String hash, long after) {
        ledger.append(
                ServiceId.SITE, tenure, after, Instant.EPOCH, List.of(new Entry.PolicyApplied(hash, "ops", List.of())));
    }

    @Test
    void takesWhatTheSitesLedgerHasInForceOnce() {
        follower.look();
        assertThat(taken).isEmpty();

        apply(SHIPPED.hash(), 0);
        follower.look();
        follower.look();
        assertThat(taken).containsExactly(SHIPPED.hash());
    }

    @Test
    void keepsItsOwnWhereTheSiteIsOursOrNobodys() {
        apply(SHIPPED.hash(), 0);
        isOurs = true;
        follower.look();
        isOurs = false;
        isOwned = false;
        follower.look();

        assertThat(taken).isEmpty();
    }

    @Test
    void goesOnLookingWhereAnEntryCannotBeRead(@TempDir Path directory) throws SQLException {
        try (var store = SqliteLedger.open(directory)) {
            var owner = Objects.requireNonNull(store.take(SITE, null, "n2/b"));
            var applied = new Entry.PolicyApplied(SHIPPED.hash(), "ops", List.of());
            store.append(ServiceId.SITE, owner, 0, Instant.EPOCH, List.of(applied));
            var following = follower(store);
            change(directory, "update entry set kind = kind || '_of_a_newer_release'");
            following.look();
            following.look();
            assertThat(taken).isEmpty();

            change(directory, "update entry set kind = replace(kind, '_of_a_newer_release', '')");
            following.look();
            assertThat(taken).containsExactly(SHIPPED.hash());
        }
    }

    private static void change(Path directory, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteLedger.FILE));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void keepsTheOneBeforeWhereTheNewOneDoesNotCompile() {
        ledger.append(
                ServiceId.SITE,
                tenure,
                0,
                Instant.EPOCH,
                List.of(new Entry.PolicyApplied(
                        "broken", "ops", List.of(new Entry.PolicyText("x.drl", "rule nonsense")))));
        follower.look();

        assertThat(taken).isEmpty();
    }
}
