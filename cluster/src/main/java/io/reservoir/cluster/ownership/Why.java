package io.reservoir.cluster.ownership;

/** Why a shard changes hands, or is not held. */
public enum Why {
    /** Nobody ever had it. */
    NEVER_TAKEN("nobody ever had it"),
    /** Its owner is no member any more. */
    OWNER_GONE("its owner is gone"),
    /** Its owner is a member that the database has not heard of for too long. */
    OWNER_CUT_OFF("its owner is cut off from the database"),
    /** Its owner is there and did not hand it over in time. */
    OWNER_OVERDUE("its owner did not hand it over in time"),
    /** It was ours, was dropped, and nobody took it. */
    OURS_BEFORE("it was ours before"),
    /** The owner before has handed it over. */
    HANDED_OVER("it was handed over to us"),
    /** A node is there that it goes to by its hash. */
    BELONGS_ELSEWHERE("it belongs to another node"),
    /** This node goes. */
    LEAVING("this node leaves the cluster"),
    /** The database names another owner. */
    TAKEN_BY_ANOTHER("another node has taken it"),
    /** Too few nodes of the list see each other. */
    NO_MAJORITY("this node sees no majority of the cluster"),
    /** The database does not answer. */
    NO_DATABASE("the database does not answer"),
    /** The register has another life of this node, or none. */
    DISPLACED("another process runs under the name of this node");

    private final String words;

    Why(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
