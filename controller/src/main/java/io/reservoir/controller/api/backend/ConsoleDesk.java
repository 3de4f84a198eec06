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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks hosts what guests printed, on a few threads for each, beside those of its verbs: who asks much, or asks a host
 * that hangs, delays nobody but those who ask the same host the same. Safe for use by many threads.
 */
public final class ConsoleDesk implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 16;

    /** A little longer than a host takes at most, behind an agent or not. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Map<HostId, Desk> desks;
    private final Duration patience;

    /** One host and the threads on which it is asked. */
    private record Desk(Consoles consoles, ThreadPoolExecutor threads) {}

    public ConsoleDesk(Collection<Host> hosts) {
        this(hosts, PATIENCE);
    }

    /** @param patience how long a host is waited for */
    ConsoleDesk(Collection<Host> hosts, Duration patience) {
        this.patience = patience;
        desks = hosts.stream().collect(Collectors.toUnmodifiableMap(Host::id, ConsoleDesk::desk));
    }

    private static Desk desk(Host host) {
        var threads = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform()
                        .name("console-" + host.id() + "-", 0)
                        .daemon()
                        .factory());
        threads.allowCoreThreadTimeOut(true);
        return new Desk(Consoles.of(host), threads);
    }

    /** A part of what a guest printed at that host; {@link Unavailable} where the host gives no answer in time. */
    public Told ask(HostId host, VeeId vee, Part part) {
        var desk = desks.get(host);
        if (desk == null) {
            return new Untold("this controller has no host " + host + ": name it with --host");
        }
        try {
            var told = await(desk.threads.submit(() -> desk.consoles.console(vee, part)));
            if (told == null) {
                throw new Unavailable("host " + host + " does not answer");
            }
            return told;
        } catch (RejectedExecutionException e) {
            throw new Unavailable("too many ask host " + host + " what its guests print");
        }
    }

    private @Nullable Told await(Future<@Nullable Told> asked) {
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the node is stopping");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        desks.values().forEach(desk -> desk.threads.shutdownNow());
    }
}
