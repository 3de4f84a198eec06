package io.reservoir.controller.simulation;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.simulation.Life.Reply;
import io.reservoir.controller.simulation.Step.Mode;
import io.reservoir.model.port.Ledger;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One database for all controllers: what it has carried out is durable, whether anybody hears of it or not. */
final class Database {
    static final String NAME = "db";
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /** The bare store, for the checker. */
    final MemoryLedger memory = new MemoryLedger();

    private final World world;
    private final Ledger store;
    private boolean down;
    private boolean slow;

    /** A call that nobody answered, or that failed: it may have been carried out or not. */
    static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Silent(String message) {
            super(message, null, false, false);
        }
    }

    Database(World world) {
        this.world = world;
        store = world.defect().store(memory);
    }

    void down(boolean isDown) {
        down = isDown;
    }

    void slow(boolean isSlow) {
        slow = isSlow;
    }

    /** The ledger as a process reaches it. */
    Ledger ledger(Life life) {
        return Remote.of(Ledger.class, store, (method, arguments, call) -> Step.isRemote(method)
                ? life.<@Nullable Object>await(reply -> request(life, method, arguments, call, reply))
                : null);
    }

    private void request(
            Life life, Method method, @Nullable Object[] arguments, Remote.Call call, Reply<@Nullable Object> reply) {
        if (down || !world.network().delivers(life.name(), NAME)) {
            fail(reply, TIMEOUT, "the database does not answer");
            return;
        }
        world.events().in(latency(), () -> arrives(life, method, arguments, call, reply));
    }

    private void arrives(
            Life life, Method method, @Nullable Object[] arguments, Remote.Call call, Reply<@Nullable Object> reply) {
        var mode = world.fate(life, method, arguments);
        if (down || mode == Mode.ERROR) {
            fail(reply, latency(), "the database failed");
            return;
        }
        if (mode == Mode.CRASH_BEFORE) {
            world.crash(life);
            return;
        }
        Object answer;
        try {
            answer = call.make();
        } catch (RuntimeException fault) {
            world.events().in(latency(), () -> reply.fail(fault));
            return;
        }
        world.checker().stored();
        world.trace(() -> life.name() + " " + text(method, arguments) + " -> " + answer);
        if (mode == Mode.TWICE) {
            call.make();
            world.checker().stored();
        }
        if (mode == Mode.CRASH_AFTER) {
            world.crash(life);
        } else if (mode == Mode.REPLY_LOST || !world.network().delivers(NAME, life.name())) {
            fail(reply, TIMEOUT, "the database's answer was lost");
        } else {
            world.events().in(latency(), () -> {
                world.checker().acknowledged(arguments, answer);
                reply.complete(answer);
            });
        }
    }

    private void fail(Reply<@Nullable Object> reply, Duration after, String why) {
        world.events().in(after, () -> reply.fail(new Silent(why)));
    }

    private Duration latency() {
        return slow ? world.dice().millis(200, 2_500) : world.dice().millis(1, 4);
    }

    private static String text(Method method, @Nullable Object[] arguments) {
        return Step.of(method, arguments) + (method.getName().equals("append") ? " " + arguments[0] + " after " + arguments[2] : "");
    }
}
