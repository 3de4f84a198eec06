package io.reservoir.model.vee;

/** Where a VEE stands in the eyes of its controller. All but {@link #GONE} count as owned. */
public enum VeePhase {
    /** Wanted, but no allowed host has room: it waits, and is never placed elsewhere. */
    PENDING,
    /** A host has it; it is being defined, activated or booting. It counts as capacity that is on its way. */
    STARTING,
    /** It serves. */
    READY,
    /** To be stopped once what it does has ended: owned, no capacity, and taken back first when capacity is needed. */
    DRAINING,
    /** Stopped by the tenant's own verb (pause, suspend): owned, no capacity, left alone by elasticity. */
    HELD,
    /** On its way out: owned, no capacity. */
    STOPPING,
    /** It did not come up, or broke: to be reaped before it is replaced. */
    FAILED,
    /** Its host does not answer for it. */
    UNKNOWN,
    /** Removed from its host. */
    GONE;

    public boolean isOwned() {
        return this != GONE;
    }

    /** True for VEEs that serve or are about to: what a target is compared with. */
    public boolean isCapacity() {
        return this == PENDING || this == STARTING || this == READY;
    }
}
