package io.reservoir.libvirt.binding;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one libvirt: calls with a deadline over one open connection, a bounded number of them at once. While it
 * is not open, calls are answered at once and one thread tries to open it again: a host that hangs costs its callers
 * one deadline, then nothing. No call is ever repeated. Safe for use by many threads.
 *
 * <p>libvirtd serves five requests of a client at a time and hears no keepalive while they hang, so what looks at a
 * host and what changes it take a connection each.
 */
public final class LibvirtConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnection.class);

    /** One below what libvirtd serves of a client at a time. */
    private static final int MOST_CALLS = 4;

    private final String uri;
    private final String name;
    private final ExecutorService callers;
    private final Semaphore free = new Semaphore(MOST_CALLS);
    private final Opener opener;

    /**
     * Begins to open it, in the background.
     *
     * @param name of the host, for threads and messages
     * @param uri of libvirt, such as {@code qemu:///system}
     * @param listener told of what happens there, null for nobody
     */
    public LibvirtConnection(String name, String uri, @Nullable LibvirtListener listener) {
        this.name = name;
        this.uri = uri;
        callers = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("libvirt-" + name + "-", 0).daemon().factory());
        opener = new Opener(Libvirt.get(), name, uri, listener);
        opener.start();
    }

    public String uri() {
        return uri;
    }

    /** Why it is not open, in one line; null while it is. */
    public @Nullable String trouble() {
        return opener.trouble();
    }

    /**
     * Opens it if need be, which counts as part of the deadline the first time, does the work on a thread of this
     * connection and waits for it. Work that is not done in time goes on, and what it says then is not heard.
     */
    public <T> Answer<T> call(Duration deadline, Session.Work<T> work) {
        var until = System.nanoTime() + deadline.toNanos();
        try {
            var open = opener.await(deadline);
            if (open == null) {
                return new Answer.Silent<>(name + " cannot be reached: " + opener.trouble());
            }
            if (!free.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return new Answer.Silent<>(name + " hangs: " + MOST_CALLS + " calls wait for its answer");
            }
            var answer = callers.submit(() -> {
                try {
                    return answer(open, work);
                } finally {
                    free.release();
                }
            });
            return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Answer.Silent<>(name + " did not answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Silent<>("nobody waits any more for the answer of " + name);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private <T> Answer<T> answer(OpenSession open, Session.Work<T> work) {
        if (!open.enter()) {
            return new Answer.Silent<>(name + " was cut off");
        }
        try {
            return new Answer.Is<>(work.with(open.session()));
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.DISCONNECTED && open.session().isAlive()) {
                return new Answer.Failed<>(fault);
            }
            opener.lost(open, fault.text());
            return new Answer.Silent<>(name + " was cut off: " + fault.text());
        } finally {
            open.leave();
        }
    }

    /** Ends it. What is under way is not waited for. */
    @Override
    public void close() {
        LOG.debug("closing the connection to {}", uri);
        opener.close();
        callers.shutdown();
    }
}
