package io.reservoir.model.plan;

import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;

/** One thing to be done with one VEE. */
public sealed interface Step {
    VeeId vee();

    Reason reason();

    /** Owned from now on, but no allowed host has room. */
    record Await(VeeId vee, Size size, Reason reason) implements Step {}

    /** Define and activate on that host. */
    record Start(VeeId vee, Size size, HostId host, Reason reason) implements Step {}

    /** Serve what is begun and take nothing new: it is stopped by a later plan. */
    record Drain(VeeId vee, Reason reason) implements Step {}

    /** Serve on after all: it is needed again while it drains. */
    record Keep(VeeId vee, Reason reason) implements Step {}

    /** Shut down; what does not go off in time is destroyed by a later plan. */
    record Stop(VeeId vee, Reason reason) implements Step {}

    /** Destroy and forget: what failed, went off, or was never placed. */
    record Remove(VeeId vee, Reason reason) implements Step {}

    /** Move a VEE to that host while it goes on. */
    record Move(VeeId vee, HostId host, Reason reason) implements Step {}

    /** Change the vCPUs or memory of a VEE. */
    record Resize(VeeId vee, Size size, Reason reason) implements Step {}
}
