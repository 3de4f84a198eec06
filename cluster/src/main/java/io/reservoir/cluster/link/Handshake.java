package io.reservoir.cluster.link;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes may speak with each other. While a cluster is brought to a new release node by node, neighbouring minor
 * releases work together, each with the schema that it knows; nodes of one release must be of one schema.
 */
final class Handshake {
    /** The version of what goes over a link. */
    static final int LINK = 1;

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:[.-].*)?");

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
        if (!areNeighbours(own.release(), other.release())) {
            return "it is of release " + other.release() + ", this node of " + own.release()
                    + ": only neighbouring minor releases work together";
        }
        if (other.release().equals(own.release()) && other.schema() != own.schema()) {
            return "it works with schema " + other.schema() + ", this node with " + own.schema();
        }
        return null;
    }

    private static boolean areNeighbours(String one, String other) {
        var ones = RELEASE.matcher(one);
        var others = RELEASE.matcher(other);
        if (!ones.matches() || !others.matches()) {
            return one.equals(other);
        }
        var apart = Math.abs(Integer.parseInt(ones.group(2)) - Integer.parseInt(others.group(2)));
        return ones.group(1).equals(others.group(1)) && apart <= 1;
    }
}
