package io.reservoir.controller.node;

import io.reservoir.model.vee.Lifecycle;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/** What a tenant may tell a single VEE, and what that makes of it in the eyes of elasticity. */
final class TenantVerbs {
    private TenantVerbs() {}

    static boolean allows(Verb verb, Vee vee) {
        if (vee.phase() == VeePhase.STOPPING || vee.phase() == VeePhase.UNKNOWN) {
            return false;
        }
        return switch (verb) {
            case PAUSE, SUSPEND, SHUTDOWN -> vee.state() == VeeState.ACTIVE;
            case RESUME -> vee.state() == VeeState.PAUSED || vee.state() == VeeState.SUSPENDED;
            case ACTIVATE -> vee.phase() == VeePhase.HELD && vee.state() == VeeState.SHUTOFF;
            case DESTROY -> true;
            case ATTACH, DETACH -> vee.state() != null && Lifecycle.of(vee.state(), verb) == Lifecycle.OPEN;
            case DEFINE, RESIZE, LIMIT, MIGRATE, STAY -> false;
        };
    }

    /** A VEE that its tenant stops is held: owned, no capacity, and elasticity leaves it alone. */
    static VeePhase phaseBefore(Verb verb, Vee vee) {
        return switch (verb) {
            case PAUSE, SUSPEND, SHUTDOWN -> VeePhase.HELD;
            case DESTROY -> VeePhase.STOPPING;
            case RESUME, ACTIVATE, DEFINE, RESIZE, LIMIT, MIGRATE, STAY, ATTACH, DETACH -> vee.phase();
        };
    }
}
