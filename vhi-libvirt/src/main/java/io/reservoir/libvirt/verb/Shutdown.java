package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.Verb;

/**
 * Asks the guest to go off, through its agent where one answers, else by its power button. Who asks again presses it
 * again; what does not go off is for its owner to destroy.
 */
record Shutdown() implements Action {
    @Override
    public Verb verb() {
        return Verb.SHUTDOWN;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        try (var domain = scene.domain()) {
            Scene.write(
                    domain,
                    scene.ours().mark().by(scene.order().epoch(), scene.order().intent()));
            domain.shutdown();
            return new Outcome.InProgress();
        }
    }
}
