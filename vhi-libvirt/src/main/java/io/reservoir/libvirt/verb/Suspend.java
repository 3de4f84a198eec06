package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/** Writes the domain's memory to the host's disk and ends it. */
record Suspend() implements Action {
    @Override
    public Verb verb() {
        return Verb.SUSPEND;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        return scene.bring(scene.ours(), VeeState.SUSPENDED, Domain::save);
    }
}
