package io.reservoir.cluster.link;

import io.reservoir.model.site.ReleaseLine;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes may speak with each other: those of one cluster, release line and schema, which are the same that take each
 * other as members. While a cluster is brought to another release of its line node by node, both work together.
 */
final class Handshake {
    /** The version of what goes over a link. */
    static final int LINK = 1;

    private Handshake() {}

    /** Why not, in one line, from the view of {@code own}; null if they may. */
    static @Nullable String objection(LinkIdentity own, int link, LinkIdentity other) {
        if (link != LINK) {
            return "it speaks version " + link + " of the link, this node version " + LINK
                    + ": bring both to one release";
        }
        if (!other.cluster().equals(own.cluster())) {
            return "it is of cluster `" + other.cluster() + "`, this node of `" + own.cluster() + "`";
        }
        if (other.node().equals(own.node())) {
            return "it is this node itself: two nodes have the id `" + own.node() + "`, or a peer's address is wrong";
        }
        if (!ReleaseLine.of(other.release()).equals(ReleaseLine.of(own.release()))) {
            return "it is of release " + other.release() + ", this node of " + own.release()
                    + ": only releases of one line work together";
        }
        if (other.schema() != own.schema()) {
            return "it works with schema " + other.schema() + ", this node with " + own.schema();
        }
        return null;
    }
}
