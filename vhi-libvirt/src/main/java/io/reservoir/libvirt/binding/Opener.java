package io.reservoir.libvirt.binding;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection open: opens it, hears when it is cut off, opens it again, at most every few seconds. An
 * attempt can hang for as long as the other end does, so each has a thread of its own, and there are few at once.
 */
final class Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);
    private static final int KEEPALIVE_SECONDS = 1;
    private static final int KEEPALIVES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 3;

    private final Libvirt libvirt;
    private final String name;
    private final String uri;
    private final @Nullable LibvirtListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable OpenSession open;
    private @Nullable String trouble = "it is being connected to";
    private boolean tried;
    private boolean closed;
    private int attempts;

    Opener(Libvirt libvirt, String name, String uri, @Nullable LibvirtListener listener) {
        this.libvirt = libvirt;
        this.name = name;
        this.uri = uri;
        this.listener = listener;
    }

    void start() {
        Thread.ofPlatform().name("libvirt-" + name + "-opener").daemon().start(this::run);
    }

    /** The open session; waits for it only until the first attempt is over. */
    @Nullable
    OpenSession await(Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            var left = deadline.toNanos();
            while (open == null && !tried && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            tried = true;
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    String trouble() {
        lock.lock();
        try {
            return open == null ? trouble : null;
        } finally {
            lock.unlock();
        }
    }

    /** That session is of no use any more; false if it was given up before. */
    boolean lost(OpenSession session, String why) {
        lock.lock();
        try {
            if (open != session) {
                return false;
            }
            open = null;
            trouble = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        log("{} was cut off: {}", why);
        session.retire();
        if (listener != null) {
            listener.disconnected(why);
        }
        return true;
    }

    /** Whatever session there is, it is taken for lost. */
    void giveUp(String why) {
        OpenSession session;
        lock.lock();
        try {
            session = open;
        } finally {
            lock.unlock();
        }
        if (session != null) {
            lost(session, why);
        }
    }

    /** A host has several connections; one of them speaks of it. */
    private void log(String format, String why) {
        if (listener == null) {
            LOG.debug(format, name, why);
        } else {
            LOG.warn(format, name, why);
        }
    }

    void close() {
        OpenSession last;
        lock.lock();
        try {
            closed = true;
            last = open;
            open = null;
            trouble = "the connection is closed";
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.retire();
        }
    }

    private void run() {
        var pause = FIRST_PAUSE;
        try {
            while (awaitNeed()) {
                Thread.ofPlatform().name("libvirt-" + name + "-open").daemon().start(this::attempt);
                if (awaitAttempt()) {
                    pause = FIRST_PAUSE;
                } else {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a connection is needed and another attempt is allowed; false when it is over. */
    private boolean awaitNeed() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && (open != null || attempts >= MOST_ATTEMPTS)) {
                changed.await();
            }
            attempts++;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the last attempt; true if there is a connection then. */
    private boolean awaitAttempt() throws InterruptedException {
        lock.lock();
        try {
            var left = PATIENCE.toNanos();
            while (!closed && open == null && attempts > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return open != null;
        } finally {
            lock.unlock();
        }
    }

    private void attempt() {
        try {
            adopt(connect());
        } catch (Fault | RuntimeException e) {
            failed(Trouble.of(uri, e));
        } finally {
            lock.lock();
            try {
                attempts--;
                tried = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private OpenSession connect() throws Fault {
        var pointer = libvirt.check(libvirt.calls.virConnectOpenAuth(uri, null, 0));
        var session = new OpenSession(new Session(libvirt, pointer));
        try {
            prepare(session);
            return session;
        } catch (Fault | RuntimeException e) {
            session.retire();
            throw e;
        }
    }

    private void prepare(OpenSession opened) throws Fault {
        var session = opened.session();
        var there = session.version();
        if (there.compareTo(Libvirt.NEEDED) < 0) {
            throw new Fault(Fault.Kind.UNSUPPORTED, "it has libvirt " + there + ", " + Libvirt.NEEDED + " is needed");
        }
        // drivers that live in this process have no keepalive and need none
        var unused = libvirt.calls.virConnectSetKeepAlive(session.pointer, KEEPALIVE_SECONDS, KEEPALIVES);
        Callbacks.register(
                libvirt,
                session.pointer,
                new Callbacks.Target() {
                    @Override
                    public void happened(DomainEvent event) {
                        if (listener != null) {
                            listener.happened(event);
                        }
                    }

                    @Override
                    public void closed(String why) {
                        // on the event thread: what follows from it may wait for a lock, but for no host
                        lost(opened, why);
                    }
                },
                listener != null);
    }

    private void adopt(OpenSession session) {
        boolean wanted;
        lock.lock();
        try {
            wanted = !closed && open == null;
            if (wanted) {
                open = session;
                trouble = null;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (!wanted) {
            session.retire();
            return;
        }
        if (listener != null) {
            LOG.info("connected to {} at {}", name, uri);
            listener.connected();
        }
    }

    private void failed(String why) {
        lock.lock();
        try {
            if (open == null && !closed && !why.equals(trouble)) {
                log("{} cannot be reached: {}", why);
            }
            trouble = open == null ? why : trouble;
        } finally {
            lock.unlock();
        }
    }
}
