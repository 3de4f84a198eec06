package io.reservoir.controller.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.Owners;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyFollowerTest {
    private static final Shard SITE = Shard.of(ServiceId.SITE);
    private static final PolicyRules SHIPPED = PolicyCompiler.shipped();

    private final MemoryLedger ledger = new MemoryLedger();
    private final Tenure tenure = ledger.take(SITE, null, "n2/b");
    private final List<String> taken = new ArrayList<>();
    private boolean isOurs;
    private boolean isOwned = true;
    private final PolicyFollower follower = new PolicyFollower(
            ledger,
            new Owners() {
                @Override
                public NodeAddress ownerOf(Shard shard) {
                    return isOwned ? new NodeAddress("n2/b", "h", 1, 2) : null;
                }

                @Override
                public boolean isOurs(Shard shard) {
                    return isOurs;
                }
            },
            "of the directory",
            rules -> taken.add(rules.hash()));

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
