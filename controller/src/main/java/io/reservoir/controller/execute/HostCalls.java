package io.reservoir.controller.execute;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

/** How calls reach a host: at once, in a simulation, or on threads of their own where a host may take its time. */
public interface HostCalls {
    /** Makes the call and tells {@code done} how it ended, on the thread of the caller's loop. */
    void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done);

    /** A clock that nobody puts back, from any beginning, which goes on while this process stands still. */
    Duration uptime();

    /** At once, on the caller's thread, and in the time of a clock that nobody puts back. */
    static HostCalls direct(InstantSource clock) {
        return new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                done.accept(call.apply(host));
            }

            @Override
            public Duration uptime() {
                return Duration.between(Instant.EPOCH, clock.instant());
            }
        };
    }
}
