package io.reservoir.controller.execute;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for calls, a few for each host, so that one that hangs delays nobody but itself. */
public final class PooledHostCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PooledHostCalls.class);

    /** Mutating calls that a host gets at once. */
    private static final int PER_HOST = 4;

    private final Map<HostId, ExecutorService> threads = new ConcurrentHashMap<>();

    /** Calls whose results are handed over on that loop. */
    public HostCalls on(Executor loop) {
        return new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                threads.computeIfAbsent(host.id(), PooledHostCalls::pool).execute(() -> {
                    var outcome = made(host, call);
                    try {
                        loop.execute(() -> done.accept(outcome));
                    } catch (RejectedExecutionException e) {
                        // the claim stays open in the ledger, and whoever owns the service next resolves it
                        LOG.debug("an answer of {} came after its loop had ended: {}", host.id(), outcome);
                    }
                });
            }

            @Override
            public Duration uptime() {
                return Duration.ofNanos(System.nanoTime());
            }
        };
    }

    /** Whatever an adapter throws, nobody knows what its call did: only what the host lists will tell. */
    private static Outcome made(Host host, Function<Host, Outcome> call) {
        try {
            return call.apply(host);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a call at {} ended in a fault of its adapter", host.id(), e);
            return new Outcome.Lost("the adapter of " + host.id() + " failed: " + e);
        }
    }

    private static ExecutorService pool(HostId host) {
        return Executors.newFixedThreadPool(
                PER_HOST,
                Thread.ofPlatform().name("host-" + host + "-", 0).daemon().factory());
    }

    @Override
    public void close() {
        threads.values().forEach(ExecutorService::shutdownNow);
    }
}
