package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/** Starts the domain. What was seen of its former life is forgotten first, that its guest was up above all. */
record Activate() implements Action {
    @Override
    public Verb verb() {
        return Verb.ACTIVATE;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var ours = scene.ours();
        scene.site().history().forget(ours.view().uuid());
        return scene.bring(ours, VeeState.ACTIVE, domain -> {
            if (ours.view().seen() != null) {
                Scene.forgetSeen(domain);
            }
            domain.start();
        });
    }
}
