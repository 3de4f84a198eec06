package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;

/** Ends the domain, forgets it, and takes away what was made for it, all of which may be gone in part already. */
record Destroy() implements Action {
    @Override
    public Verb verb() {
        return Verb.DESTROY;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var ours = scene.ours();
        var hasLeft = false;
        var offSince = ours.now().state() == VeeState.SHUTOFF ? ours.now().since() : null;
        try (var domain = scene.domain()) {
            if (domain.isActive()) {
                end(domain);
            } else {
                hasLeft = hasLeft(ours, scene);
            }
            domain.undefine();
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.NOT_THERE) {
                throw fault;
            }
        }
        scene.site().history().forget(scene.uuid());
        var outfit = scene.site().outfit();
        if (hasLeft) {
            outfit.clear(scene.session(), ours.vee());
        } else {
            outfit.remove(scene.session(), ours.vee());
        }
        return new Outcome.Done(scene.now(), offSince);
    }

    /** Ends it at once; it may go off in the same moment. */
    static void end(Domain domain) throws Fault {
        try {
            domain.destroy();
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.WRONG_STATE) {
                throw fault;
            }
        }
    }

    /** What a move that was cut off left behind is off, while the VEE runs at the other host. */
    private static boolean hasLeft(OurDomain ours, Scene scene) {
        var to = ours.mark().to();
        return to != null && !to.equals(scene.site().settings().id());
    }
}
