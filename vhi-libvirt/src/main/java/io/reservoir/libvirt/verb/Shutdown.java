package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
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
            shutdown(domain);
            return new Outcome.InProgress();
        }
    }

    /** A guest that its agent tells may be off, or about to be, before the agent answers: then ACPI cannot tell it. */
    private static void shutdown(Domain domain) throws Fault {
        try {
            domain.shutdown();
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.WRONG_STATE || !isGoingOff(domain)) {
                throw fault;
            }
        }
    }

    private static boolean isGoingOff(Domain domain) throws Fault {
        return switch (domain.state()) {
            case IN_SHUTDOWN, SHUTOFF -> true;
            case NONE, RUNNING, BLOCKED, PAUSED, CRASHED, ASLEEP -> false;
        };
    }
}
