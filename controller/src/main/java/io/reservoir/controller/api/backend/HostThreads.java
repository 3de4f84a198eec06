package io.reservoir.controller.api.backend;

import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A few threads for each host, beside those of its verbs: who asks much, or asks a host that hangs, delays nobody but
 * those who ask the same host the same. Safe for use by many threads.
 */
final class HostThreads implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 16;

    private final Map<HostId, ThreadPoolExecutor> threads;
    private final Duration patience;

    /**
     * Those for one purpose.
     *
     * @param name of the threads, before that of the host
     * @param patience how long a host is waited for
     */
    HostThreads(String name, Collection<HostId> hosts, Duration patience) {
        this.patience = patience;
        threads = hosts.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), host -> threads(name + "-" + host + "-")));
    }

    private static ThreadPoolExecutor threads(String prefix) {
        var threads = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name(prefix, 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Begins to ask a host that it knows; {@link Unavailable} where too many do. */
    <T extends @Nullable Object> Future<T> begin(HostId host, Callable<T> question) {
        try {
            return Objects.requireNonNull(threads.get(host)).submit(question);
        } catch (RejectedExecutionException e) {
            throw new Unavailable("too many ask host " + host + " the same");
        }
    }

    /** The answer, null where it does not come in time. */
    <T extends @Nullable Object> @Nullable T await(Future<T> asked) {
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
        threads.values().forEach(ThreadPoolExecutor::shutdownNow);
    }
}
