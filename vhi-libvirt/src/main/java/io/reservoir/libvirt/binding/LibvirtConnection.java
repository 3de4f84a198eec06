package io.reservoir.libvirt.binding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one libvirt: calls with a deadline over open connections, a bounded number of them at once. While none is
 * open, calls are answered at once and threads try to open one again: a host that hangs costs its callers one deadline,
 * then nothing. No call is ever repeated. Safe for use by many threads.
 *
 * <p>A connection has one call at a time: where several wait on one that is cut off, libvirt's client (9.0) goes on with
 * the stack of a thread that has left, and takes the process down. Those that are needed beside the first are opened when
 * they are. What looks at a host and what changes it do not wait for each other if they take a way each.
 */
public final class LibvirtConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnection.class);

    private static final int MOST_CALLS = 4;

    private final String uri;
    private final String name;
    private final ExecutorService callers;
    private final Opener first;
    private final List<Opener> openers = new ArrayList<>();
    private final BlockingQueue<Opener> idle = new LinkedBlockingQueue<>();
    private boolean closed;

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
        first = new Opener(Libvirt.get(), name, uri, listener);
        openers.add(first);
        first.start();
        idle.add(first);
    }

    public String uri() {
        return uri;
    }

    /** Why it is not open, in one line; null while it is. */
    public @Nullable String trouble() {
        return first.trouble();
    }

    /**
     * Opens it if need be, which counts as part of the deadline the first time, does the work on a thread of this
     * connection and waits for it. Work that is not done in time goes on, and what it says then is not heard.
     */
    public <T> Answer<T> call(Duration deadline, Session.Work<T> work) {
        var until = System.nanoTime() + deadline.toNanos();
        try {
            var opener = take(until);
            if (opener == null) {
                return new Answer.Silent<>(name + " hangs: " + MOST_CALLS + " calls wait for its answer");
            }
            var open = open(opener, until);
            if (open == null) {
                return new Answer.Silent<>(name + " cannot be reached: " + opener.trouble());
            }
            var answer = callers.submit(() -> {
                try {
                    return answer(opener, open, work);
                } finally {
                    idle.add(opener);
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

    /** What has cut one off has most likely cut off all. */
    private synchronized void giveUp(String why) {
        openers.forEach(opener -> opener.giveUp(why));
    }

    /** One that nobody uses, an open one if there is one; waits where all are in use. Null if that takes too long. */
    private @Nullable Opener take(long until) throws InterruptedException {
        for (var opener : idle) {
            if (opener.trouble() == null && idle.remove(opener)) {
                return opener;
            }
        }
        var any = idle.poll();
        var found = any == null ? another() : any;
        return found == null ? idle.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS) : found;
    }

    /** The session of one that was taken; where it has none, it is idle again. */
    private @Nullable OpenSession open(Opener opener, long until) throws InterruptedException {
        OpenSession open = null;
        try {
            open = opener.await(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
            return open;
        } finally {
            if (open == null) {
                idle.add(opener);
            }
        }
    }

    private synchronized @Nullable Opener another() {
        if (closed || openers.size() == MOST_CALLS) {
            return null;
        }
        var opener = new Opener(Libvirt.get(), name, uri, null);
        openers.add(opener);
        opener.start();
        return opener;
    }

    private <T> Answer<T> answer(Opener opener, OpenSession open, Session.Work<T> work) {
        if (!open.enter()) {
            return new Answer.Silent<>(name + " was cut off");
        }
        try {
            return new Answer.Is<>(work.with(open.session()));
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.DISCONNECTED && open.session().isAlive()) {
                return new Answer.Failed<>(fault);
            }
            if (opener.lost(open, fault.text())) {
                giveUp(fault.text());
            }
            return new Answer.Silent<>(name + " was cut off: " + fault.text());
        } finally {
            open.leave();
        }
    }

    /** Ends it. What is under way is not waited for. */
    @Override
    public synchronized void close() {
        LOG.debug("closing the connection to {}", uri);
        closed = true;
        openers.forEach(Opener::close);
        callers.shutdown();
    }
}
