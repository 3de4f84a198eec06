package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.vee.Verb;

/** Gives up the domain's move, if it is on its way. */
record Stay() implements Action {
    @Override
    public Verb verb() {
        return Verb.STAY;
    }

    @Override
    public Outcome on(Scene scene) throws Fault, NotDone {
        var ours = scene.ours();
        if (ours.mark().to() == null
                || ours.mark().to().equals(scene.site().settings().id())) {
            return new Outcome.Done(ours.now().since());
        }
        try (var domain = scene.domain()) {
            if (domain.job().isRunning()) {
                domain.abortJob();
            }
        }
        if (!scene.site().moves().awaitEnd(ours.vee())) {
            throw new NotDone(Refusal.FAILED, "its move does not end");
        }
        try (var domain = scene.session().domain(scene.uuid())) {
            if (domain == null) {
                throw new NotDone(Refusal.WRONG_STATE, ours.vee() + " has moved");
            }
            Scene.write(
                    domain,
                    ours.mark()
                            .by(scene.order().epoch(), scene.order().intent())
                            .in(ours.mark().brought(), ours.mark().since()));
        }
        return new Outcome.Done(scene.now());
    }
}
