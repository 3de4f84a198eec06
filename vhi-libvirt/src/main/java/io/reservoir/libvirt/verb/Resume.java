package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/** Lets the domain's CPUs run again, or starts it from its saved memory. */
record Resume() implements Action {
    @Override
    public Verb verb() {
        return Verb.RESUME;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        return scene.bring(
                scene.ours(), VeeState.ACTIVE, scene.state() == VeeState.PAUSED ? Domain::resume : Domain::start);
    }
}
