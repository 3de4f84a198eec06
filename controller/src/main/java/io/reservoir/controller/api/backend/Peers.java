package io.reservoir.controller.api.backend;

import io.reservoir.cluster.link.LinkReply;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.cluster.link.PeerLink;
import io.reservoir.cluster.link.PeerNetwork;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Owners;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The other nodes of the cluster, as this one sees them now. */
public final class Peers {
    private final Owners owners;
    private final String self;
    private final boolean alone;
    private volatile @Nullable PeerNetwork network;

    /**
     * Whom there is to ask.
     *
     * @param nodes that own something, but for this one
     * @param orphans shards of which no owner is known
     */
    public record Others(Set<NodeAddress> nodes, int orphans) {}

    private Peers(Owners owners, String self, boolean alone) {
        this.owners = owners;
        this.self = self;
        this.alone = alone;
    }

    /** Those of a node that is a cluster of its own: there are none. */
    public static Peers none(Owners owners) {
        return new Peers(owners, "", true);
    }

    /**
     * Those of a node in a cluster.
     *
     * @param self the id of this node, as it stands in its own address
     */
    public static Peers of(Owners owners, String self) {
        return new Peers(owners, self, false);
    }

    /** From now on they can be reached. */
    public void reachBy(PeerNetwork links) {
        network = links;
    }

    /** True where there is no cluster. */
    public boolean areNone() {
        return alone;
    }

    public boolean isOurs(ServiceId service) {
        return owners.isOurs(Shard.of(service));
    }

    /** The owner of a service that is not ours; {@link Unavailable} while none can be told. */
    public NodeAddress owner(ServiceId service) {
        var owner = owners.ownerOf(Shard.of(service));
        if (owner == null && !alone) {
            throw new Unavailable("no node is known to own service `" + service + "` now");
        }
        if (owner == null || alone || owner.node().equals(self)) {
            throw new Unavailable("this node has not taken service `" + service + "` over yet");
        }
        return owner;
    }

    /** All nodes that own something. */
    public Others others() {
        var nodes = new LinkedHashSet<NodeAddress>();
        var orphans = 0;
        for (var shard : Shard.ALL) {
            var owner = owners.isOurs(shard) ? null : owners.ownerOf(shard);
            if (owner != null && !owner.node().equals(self)) {
                nodes.add(owner);
            } else if (!owners.isOurs(shard)) {
                orphans++;
            }
        }
        return new Others(nodes, orphans);
    }

    /** The link to a node. */
    public PeerLink link(NodeAddress node) {
        var links = network;
        if (links == null) {
            throw new Unavailable("this node is not linked with others yet");
        }
        return links.to(node);
    }

    /** Has a node do something and waits for its answer; {@link Unavailable} where none comes. */
    public LinkReply ask(NodeAddress node, LinkRequest request) {
        try {
            return link(node).ask(request).toCompletableFuture().join();
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new Unavailable(String.valueOf(cause.getMessage()));
        }
    }
}
