package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.vee.Verb;

/** One verb at a libvirt host. It is done only in a state in which it can be done, under an epoch that is not over. */
sealed interface Action
        permits Activate,
                Attach,
                Define,
                Destroy,
                Detach,
                Limit,
                Migrate,
                Pause,
                Resize,
                Resume,
                Shutdown,
                Stay,
                Suspend {
    Verb verb();

    /** Does it. What is thrown left no effect, but for a {@link Fault} whose reply did not come. */
    Outcome on(Scene scene) throws Fault, NotDone;
}
