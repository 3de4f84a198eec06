package io.reservoir.controller.simulation;

import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.simulation.Life.Reply;
import io.reservoir.controller.simulation.Step.Mode;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.NodeRegister;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One database for all controllers: what it has carried out is durable, whether anybody hears of it or not. */
final class Database {
    static final String NAME = "db";
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /** The bare store, for the checker. */
    final MemoryLedger memory = new MemoryLedger();

    private final World world;
    private final Ledger store;
    private final NodeRegister register;
    private final HandOvers handOvers = new MemoryHandOvers();
    private boolean down;
    private boolean slow;

    Database(World world) {
        this.world = world;
        store = world.defect().store(memory);
        register = new MemoryNodeRegister(world.events());
    }

    void down(boolean isDown) {
        down = isDown;
    }

    void slow(boolean isSlow) {
        slow = isSlow;
    }

    /** The ledger as a process reaches it. */
    Ledger ledger(Life life) {
        return reached(Ledger.class, store, life);
    }

    NodeRegister register(Life life) {
        return reached(NodeRegister.class, register, life);
    }

    HandOvers handOvers(Life life) {
        return reached(HandOvers.class, handOvers, life);
    }

    private <T> T reached(Class<T> port, T target, Life life) {
        return Remote.of(
                port,
                target,
                (method, arguments, call) -> Step.isRemote(method)
                        ? life.<@Nullable Object>await(reply -> request(life, method, arguments, call, reply))
                        : null);
    }

    private void request(
            Life life, Method method, @Nullable Object[] arguments, Remote.Call call, Reply<@Nullable Object> reply) {
        if (down || !world.network().delivers(life.name(), NAME)) {
            fail(reply, TIMEOUT, "the database does not answer");
            return;
        }
        var mode = world.fate(life, method, arguments);
        if (mode == null && !slow && !isWrite(method) && !world.dice().chance(World.SEEN_TO_TAKE_TIME)) {
            reply.complete(call.make());
            return;
        }
        world.events().in(latency(), () -> arrives(life, method, arguments, call, reply, mode));
    }

    private void arrives(
            Life life,
            Method method,
            @Nullable Object[] arguments,
            Remote.Call call,
            Reply<@Nullable Object> reply,
            @Nullable Mode mode) {
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
        carriedOut(life, method, arguments, answer);
        if (mode == Mode.TWICE) {
            carriedOut(life, method, arguments, call.make());
        }
        if (Step.isClaim(arguments)) {
            world.scenario().claimed((List<?>) Objects.requireNonNull(arguments[arguments.length - 1]));
        }
        if (Step.isClaim(arguments) && world.strikes(Fault.PAUSE, World.PAUSES_AFTER_CLAIMS)) {
            world.pause(life);
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

    private void carriedOut(Life life, Method method, @Nullable Object[] arguments, @Nullable Object answer) {
        if (method.getDeclaringClass() == Ledger.class) {
            world.checker().stored(life.owner(), method, arguments);
        }
        if (method.getName().equals("leave")
                && arguments[0] instanceof Shard shard
                && arguments[1] instanceof Epoch epoch) {
            world.checker().leftStates(shard, epoch);
        }
        if (isWrite(method)) {
            world.trace(() -> life.name() + " " + text(method, arguments) + " -> " + answer);
        }
    }

    /** Those that only ask are many. */
    private static boolean isWrite(Method method) {
        return switch (method.getName()) {
            case "append", "take", "enter", "leave" -> true;
            default -> false;
        };
    }

    private void fail(Reply<@Nullable Object> reply, Duration after, String why) {
        world.events().in(after, () -> reply.fail(new StoreUnavailable(why)));
    }

    private Duration latency() {
        return slow ? world.dice().millis(200, 2_500) : world.dice().millis(1, 4);
    }

    private static String text(Method method, @Nullable Object[] arguments) {
        return Step.of(method, arguments)
                + switch (method.getName()) {
                    case "append" -> " " + arguments[0] + " after " + arguments[2];
                    case "take" -> " " + arguments[0] + " from " + arguments[1] + " for " + arguments[2];
                    default -> "";
                };
    }
}
