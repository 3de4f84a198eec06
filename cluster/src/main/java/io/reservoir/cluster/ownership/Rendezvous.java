package io.reservoir.cluster.ownership;

import io.reservoir.model.ledger.Shard;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Rendezvous hashing: each shard goes to the name with the greatest weight for it. A name that comes or goes moves its
 * own shards and no others. The same on every node and in every release.
 */
public final class Rendezvous {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Rendezvous() {}

    /** The name that a shard goes to, null where there are none. */
    public static @Nullable String owner(Shard shard, Collection<String> names) {
        @Nullable String best = null;
        long greatest = 0;
        for (var name : names) {
            var weight = weight(shard, name);
            var order = best == null ? 1 : Long.compareUnsigned(weight, greatest);
            if (order > 0 || (order == 0 && best != null && name.compareTo(best) < 0)) {
                best = name;
                greatest = weight;
            }
        }
        return best;
    }

    /** FNV-1a over the name, mixed with the shard by the finaliser of SplitMix64. */
    private static long weight(Shard shard, String name) {
        var hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return mixed(mixed(hash) + shard.number());
    }

    private static long mixed(long value) {
        var z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
