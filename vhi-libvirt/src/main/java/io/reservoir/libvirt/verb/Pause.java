package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/** Stops the domain's CPUs. */
record Pause() implements Action {
    @Override
    public Verb verb() {
        return Verb.PAUSE;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        return scene.bring(scene.ours(), VeeState.PAUSED, Domain::suspend);
    }
}
