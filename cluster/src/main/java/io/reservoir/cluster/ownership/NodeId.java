package io.reservoir.cluster.ownership;

/**
 * A node in one of its lives.
 *
 * @param name its name in the cluster, the same in every life
 * @param incarnation another one with each start
 */
public record NodeId(String name, String incarnation) {
    private static final char SEPARATOR = '/';

    /** As it stands in {@code Tenure.owner} and {@code NodeAddress.node}. */
    public String owner() {
        return name + SEPARATOR + incarnation;
    }

    /** The node that an owner is. */
    public static NodeId of(String owner) {
        var end = owner.indexOf(SEPARATOR);
        return end < 0 ? new NodeId(owner, "") : new NodeId(owner.substring(0, end), owner.substring(end + 1));
    }

    @Override
    public String toString() {
        return owner();
    }
}
