package io.reservoir.controller.execute;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** How calls reach a host: at once, in a simulation, or on threads of their own where a host may take its time. */
public interface HostCalls {
    /** Makes the call and tells {@code done} how it ended, on the thread of the caller's loop. */
    void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done);

    /**
     * A clock that nobody puts back, from any beginning, which goes on while this process stands still. Where calls are made
     * at once it stands: none is late.
     */
    default Duration uptime() {
        return Duration.ZERO;
    }

    /** At once, on the caller's thread. */
    static HostCalls direct() {
        return (host, call, done) -> done.accept(call.apply(host));
    }
}
