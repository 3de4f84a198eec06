package io.reservoir.controller.api.backend;

import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Told;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.port.Host;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks hosts what guests printed, on a few threads for each, beside those of its verbs: who asks much, or asks a host
 * that hangs, delays nobody but those who ask the same host the same. Safe for use by many threads.
 */
public final class ConsoleDesk implements AutoCloseable {
    /** A little longer than a host takes at most, behind an agent or not. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Map<HostId, Consoles> consoles;
    private final HostThreads threads;

    public ConsoleDesk(Collection<Host> hosts) {
        this(hosts, PATIENCE);
    }

    /** @param patience how long a host is waited for */
    ConsoleDesk(Collection<Host> hosts, Duration patience) {
        consoles = hosts.stream().collect(Collectors.toUnmodifiableMap(Host::id, Consoles::of));
        threads = new HostThreads("console", consoles.keySet(), patience);
    }

    /** A part of what a guest printed at that host; {@link Unavailable} where the host gives no answer in time. */
    public Told ask(HostId host, VeeId vee, Part part) {
        var asked = consoles.get(host);
        if (asked == null) {
            return new Untold("this controller has no host " + host + ": name it with --host");
        }
        var told = threads.await(threads.begin(host, () -> asked.console(vee, part)));
        if (told == null) {
            throw new Unavailable("host " + host + " does not answer");
        }
        return told;
    }

    @Override
    public void close() {
        threads.close();
    }
}
