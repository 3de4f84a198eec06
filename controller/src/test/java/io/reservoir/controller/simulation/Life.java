package io.reservoir.controller.simulation;

import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.simulation.Strand.Killed;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One life of a controller's process, from its start until it dies: its threads, and what is on its way to them. What
 * comes while it stands still waits; what comes after its death comes to nothing.
 */
final class Life {
    /** Calls that a host gets at once from one process. */
    private static final int CALLS_PER_HOST = 4;

    private final String owner;
    private final String name;
    private final Events events;
    private final List<Strand> strands = new ArrayList<>();
    private final Deque<Runnable> mailbox = new ArrayDeque<>();
    private final Deque<Runnable> backlog = new ArrayDeque<>();
    private final Map<HostId, Pool> pools = new HashMap<>();
    private @Nullable Reply<Boolean> laneWaits;
    private final Consumer<RuntimeException> faults;
    private boolean dead;
    private boolean frozen;

    /** What a strand waits for. */
    static final class Reply<T extends @Nullable Object> {
        private final Life life;
        private final Strand strand;
        private boolean done;
        private @Nullable T value;
        private @Nullable RuntimeException fault;

        private Reply(Life life, Strand strand) {
            this.life = life;
            this.strand = strand;
        }

        /** The answer has come. A later one changes nothing. */
        void complete(T answer) {
            end(() -> value = answer);
        }

        void fail(RuntimeException cause) {
            end(() -> fault = cause);
        }

        private void end(Runnable how) {
            if (Strand.current() == strand) {
                // it is there before anybody has waited
                done = true;
                how.run();
            } else if (!done && !life.dead) {
                life.deliver(() -> {
                    if (!done) {
                        done = true;
                        how.run();
                        strand.resume();
                    }
                });
            }
        }

        @SuppressWarnings("NullAway") // null is an answer where T allows it
        private T get() {
            var thrown = fault;
            if (thrown != null) {
                throw thrown;
            }
            return value;
        }
    }

    /** The threads that call one host. */
    private static final class Pool {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    /** @param faults told of what tasks of its lane throw */
    Life(String owner, String name, Events events, Consumer<RuntimeException> faults) {
        this.owner = owner;
        this.name = name;
        this.events = events;
        this.faults = faults;
    }

    /** The machine that it runs on. */
    String name() {
        return name;
    }

    /** As whom it owns shards. */
    String owner() {
        return owner;
    }

    boolean isDead() {
        return dead;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** Starts a thread of this process. */
    void thread(String label, Runnable body) {
        var strand = new Strand(name + " " + label, body);
        strands.add(strand);
        events.in(Duration.ZERO, () -> deliver(strand::resume));
    }

    /** Starts the thread that works off what is posted. */
    void lane() {
        thread("lane", () -> {
            while (true) {
                var task = mailbox.poll();
                if (task == null) {
                    Boolean unused = await(reply -> laneWaits = reply);
                } else {
                    work(task);
                }
            }
        });
    }

    /** A thread outlives what is done on it, as that of production does. */
    private void work(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }

    /** Puts a task to the lane, from wherever. */
    void post(Runnable task) {
        events.in(
                Duration.ZERO,
                () -> deliver(() -> {
                    mailbox.add(task);
                    var waits = laneWaits;
                    if (waits != null) {
                        laneWaits = null;
                        waits.complete(true);
                    }
                }));
    }

    /** Waits, on a strand of this process, until what {@code begin} set going has brought an answer. */
    <T extends @Nullable Object> T await(Consumer<Reply<T>> begin) {
        var strand = Strand.current();
        if (strand == null) {
            throw new IllegalStateException("only a thread of a process can wait");
        }
        mustLive();
        var reply = new Reply<T>(this, strand);
        begin.accept(reply);
        while (!reply.done) {
            strand.giveWay();
        }
        return reply.get();
    }

    void sleep(Duration time) {
        Boolean unused = await(reply -> events.in(time, () -> reply.complete(true)));
    }

    private void mustLive() {
        if (dead) {
            throw new Killed();
        }
    }

    private void deliver(Runnable what) {
        if (dead) {
            return;
        }
        if (frozen) {
            backlog.add(what);
        } else {
            what.run();
        }
    }

    /** Stands still. Called by the world. */
    void freeze() {
        frozen = true;
    }

    /** Goes on where it stood. Called by the world. */
    void thaw() {
        frozen = false;
        while (!frozen && !dead) {
            var next = backlog.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    /** Dies. Called by the world. */
    void die() {
        dead = true;
        for (var strand : List.copyOf(strands)) {
            strand.kill();
        }
        strands.clear();
        backlog.clear();
        mailbox.clear();
    }

    /** Calls to hosts as production makes them: on threads of their own, a few for each host. */
    HostCalls calls() {
        return new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                mustLive();
                var pool = pools.computeIfAbsent(host.id(), id -> new Pool());
                pool.waiting.add(() -> {
                    Outcome outcome;
                    try {
                        outcome = call.apply(host);
                    } catch (RuntimeException e) {
                        outcome = new Outcome.Lost("the adapter failed: " + e);
                    }
                    var made = outcome;
                    post(() -> done.accept(made));
                });
                work(pool, host);
            }

            @Override
            public Duration uptime() {
                return Duration.between(World.NOON, events.instant());
            }
        };
    }

    private void work(Pool pool, Host host) {
        if (pool.running < CALLS_PER_HOST) {
            pool.running++;
            thread("call " + host.id(), () -> {
                for (var next = pool.waiting.poll(); next != null; next = pool.waiting.poll()) {
                    next.run();
                }
                pool.running--;
            });
        }
    }
}
