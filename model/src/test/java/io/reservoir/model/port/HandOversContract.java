package io.reservoir.model.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link HandOvers} keeps to. A test of one extends this. */
public abstract class HandOversContract {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123Z");
    private static final ServiceId SHOP = new ServiceId("Shop");
    private static final ServiceId BANK = new ServiceId("Bank");
    private static final Shard SHARD = new Shard(7);
    private static final Epoch EPOCH = new Epoch(3);

    protected HandOvers handOvers;

    /** One in which nothing was ever left. */
    protected abstract HandOvers openEmpty();

    @BeforeEach
    void open() {
        handOvers = openEmpty();
    }

    @Test
    void nothingIsThereInTheBeginning() {
        assertThat(handOvers.left(SHARD, EPOCH, Instant.EPOCH)).isEmpty();
    }

    @Test
    void whatWasLeftIsFoundByteForByte() {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        handOvers.leave(SHARD, EPOCH, NOON, Map.of(SHOP, all, BANK, new byte[0]));

        var left = handOvers.left(SHARD, EPOCH, NOON);
        assertThat(left).containsOnlyKeys(SHOP, BANK);
        assertThat(left.get(SHOP)).isEqualTo(all);
        assertThat(left.get(BANK)).isEmpty();
        assertThat(handOvers.left(SHARD, EPOCH, NOON))
                .as("as often as one asks")
                .hasSize(2);
    }

    @Test
    void whatIsLeftLaterReplacesWhatWasThere() {
        handOvers.leave(SHARD, EPOCH, NOON, Map.of(SHOP, new byte[] {1}, BANK, new byte[] {1}));
        handOvers.leave(SHARD, new Epoch(4), NOON, Map.of(SHOP, new byte[] {2}));

        assertThat(handOvers.left(SHARD, EPOCH, NOON)).containsOnlyKeys(BANK);
        assertThat(handOvers.left(SHARD, new Epoch(4), NOON).get(SHOP)).containsExactly(2);
    }

    @Test
    void anotherShardEpochOrATimeBeforeIsNotFound() {
        handOvers.leave(SHARD, EPOCH, NOON, Map.of(SHOP, new byte[] {1}));

        assertThat(handOvers.left(new Shard(8), EPOCH, NOON)).isEmpty();
        assertThat(handOvers.left(SHARD, new Epoch(2), NOON)).isEmpty();
        assertThat(handOvers.left(SHARD, EPOCH, NOON.plusMillis(1))).isEmpty();
    }
}
