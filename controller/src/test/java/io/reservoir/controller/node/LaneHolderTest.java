package io.reservoir.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.ownership.ShardHolder.Adoption;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneHolderTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final ServiceId SHOP = new ServiceId("Shop");
    private static final Shard SHARD = Shard.of(SHOP);
    private static final byte[] LEFT = {1, 2, 3};

    private final MemoryLedger ledger = new MemoryLedger();
    private final PooledHostCalls calls = new PooledHostCalls();
    private final Lanes lanes = new Lanes(1, pass -> {});
    private final LaneHolder holder = new LaneHolder(lanes, () -> {});
    private final CompletableFuture<Void> goesOn = new CompletableFuture<>();

    @BeforeEach
    void aLaneThatIsBusy() {
        var clock = InstantSource.fixed(NOW);
        var common = Node.Common.shipped(ledger, List.of(), clock, recorded -> {});
        lanes.start(lane -> new Node(calls.on(lane), common), Duration.ofHours(1));
        lanes.of(SHARD).execute(goesOn::join);
    }

    @AfterEach
    void stop() {
        goesOn.complete(null);
        lanes.close();
        calls.close();
    }

    @Test
    void aShardThatIsGivenAwayBeforeItIsLoadedIsHandedOnAsItCame() {
        var adopted = holder.adopt(adoption(SHOP));
        assertThat(holder.release(SHARD)).isCompletedWithValue(Map.of(SHOP, LEFT));

        goesOn.complete(null);
        adopted.join();
        assertThat(lanes.services()).isEmpty();
    }

    @Test
    void aShardThatIsDroppedBeforeItIsLoadedIsNotLoaded() {
        var adopted = holder.adopt(adoption(SHOP));
        holder.drop(SHARD);

        goesOn.complete(null);
        adopted.join();
        assertThat(lanes.services()).isEmpty();
    }

    @Test
    void aShardThatComesBackIsLoaded() {
        var first = adoption(SHOP);
        var unused = holder.adopt(first);
        holder.release(SHARD).join();
        holder.drop(SHARD);
        var mine = Objects.requireNonNull(ledger.take(SHARD, first.mine(), "mine"));
        var again = holder.adopt(new Adoption(SHARD, mine, List.of(SHOP), Map.of(), false, Duration.ZERO));

        goesOn.complete(null);
        again.join();
        assertThat(lanes.services()).containsExactly(SHOP.name());
    }

    @Test
    void theFirstOwnerNotesThePolicyHoweverSoonItGivesTheSiteAway() {
        var adopted = holder.adopt(adoption(ServiceId.SITE));
        var released = holder.release(Shard.of(ServiceId.SITE));
        assertThat(released).isNotDone();

        goesOn.complete(null);
        adopted.join();
        released.join();
        assertThat(ledger.read(ServiceId.SITE, 0, 10)).hasSize(1);
    }

    /** A shard that was taken after a start, with what was left of its service. */
    private Adoption adoption(ServiceId service) {
        var shard = Shard.of(service);
        var before = Objects.requireNonNull(ledger.take(shard, null, "before"));
        var manifest = new Entry.Submitted("shop.rsl", "service Shop\nC1(1 CPU, 1 GB, 1 GB disk)");
        if (!service.equals(ServiceId.SITE)) {
            ledger.append(service, before, 0, NOW, List.of(manifest));
        }
        var mine = Objects.requireNonNull(ledger.take(shard, before, "mine"));
        return new Adoption(shard, mine, List.of(service), Map.of(service, LEFT), true, Duration.ZERO);
    }
}
