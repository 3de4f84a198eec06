package io.reservoir.model.port;

import io.reservoir.model.ledger.Shard;
import io.reservoir.model.site.NodeAddress;
import org.jspecify.annotations.Nullable;

/** Who owns which services, as far as this node knows now. */
public interface Owners {
    /** The node that owns the shard, null while none is known to. */
    @Nullable
    NodeAddress ownerOf(Shard shard);

    /** True where this node holds it and may decide and act. */
    boolean isOurs(Shard shard);
}
