package io.reservoir.controller.simulation;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.Roster;
import io.reservoir.cluster.ownership.ShardHolder;
import io.reservoir.cluster.ownership.Timing;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.node.Blackout;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.node.Round;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine on which a controller runs, is killed, stands still, leaves its cluster and is started again. */
final class Controller {
    private static final Duration PASS_EVERY = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BUSY_TICK = Duration.ofMillis(50);

    /** So long a release waits for calls at hosts. */
    private static final Duration RELEASE = Duration.ofMillis(400);

    private static final PolicyRules POLICY = PolicyCompiler.shipped();
    private static final List<Tariff> TARIFFS = StandardTariff.load();

    private final World world;
    private final String name;
    private final InstantSource clock;
    private Duration skew = Duration.ZERO;
    private int lives;
    private @Nullable Running process;

    /** What one life of the process consists of. */
    private record Running(Life life, NodeAddress address, Node node, Keeper keeper, Set<Shard> lost) {}

    Controller(World world, String name) {
        this.world = world;
        this.name = name;
        clock = () -> world.events().instant().plus(skew);
    }

    String name() {
        return name;
    }

    void step(Duration by) {
        skew = skew.plus(by);
    }

    /** Its wall clock shows the time again. */
    void setRight() {
        if (!skew.isZero()) {
            skew = Duration.ZERO;
            world.steps();
        }
    }

    /** The process that runs, null while none does. */
    @Nullable
    Life life() {
        var now = process;
        return now == null ? null : now.life;
    }

    @Nullable
    NodeAddress address() {
        var now = process;
        return now == null ? null : now.address;
    }

    void start() {
        lives++;
        var life =
                new Life(name + "/life" + lives, name, world.events(), e -> world.trace(() -> name + " fails: " + e));
        var address = new NodeAddress(name + "/life" + lives, name, 1, 2);
        var lost = new TreeSet<Shard>();
        var node = node(life);
        var made = new Running(life, address, node, keeper(life, address, new Holder(life, node, lost)), lost);
        process = made;
        life.lane();
        life.thread("look", () -> look(made));
        life.thread("keeper", () -> keep(made));
        life.thread("guard", () -> guard(made));
    }

    private Node node(Life life) {
        List<Host> hosts = world.machines().stream()
                .map(machine -> world.defect().host(machine.host(life), clock))
                .toList();
        var common = new Node.Common(
                world.defect().ledger(world.database().ledger(life), life, clock),
                hosts,
                clock,
                SlaClasses.SHIPPED,
                TARIFFS,
                new Blackout(),
                POLICY,
                world.shapes(),
                recorded -> {});
        return new Node(world.defect().calls(life.calls(), clock), common);
    }

    private Keeper keeper(Life life, NodeAddress address, ShardHolder holder) {
        return new Keeper(new Keeper.Parts(
                address,
                "test",
                new Roster(world.names()),
                Timing.DEFAULT,
                world.membership().seenBy(name, address),
                world.database().register(life),
                world.defect().ledger(world.database().ledger(life), life, clock),
                world.database().handOvers(life),
                world.defect().holder(holder),
                () -> world.defect()
                        .uptime(Duration.between(World.NOON, world.events().instant()), clock),
                clock));
    }

    /** What the thread of the keeper does. */
    private void keep(Running made) {
        try {
            made.keeper.enter();
        } catch (RuntimeException e) {
            world.trace(() -> name + " cannot start: " + e);
            world.events().in(Duration.ZERO, () -> world.crash(made.life));
            made.life.sleep(TICK);
        }
        while (true) {
            try {
                made.keeper.tick();
            } catch (RuntimeException e) {
                world.trace(() -> name + " fails in a tick: " + e);
            }
            made.life.sleep(made.keeper.isBusy() ? BUSY_TICK : TICK);
        }
    }

    private void guard(Running made) {
        while (true) {
            made.life.sleep(TICK);
            made.keeper.guard();
        }
    }

    /** What the thread beside the lane does: look at the hosts, have the lane pass over its services, rest. */
    private void look(Running made) {
        while (true) {
            try {
                var view = made.node.look();
                Boolean unused =
                        made.life.await(reply -> made.life.post(() -> walk(made, made.node.round(view), reply)));
            } catch (RuntimeException e) {
                world.trace(() -> name + " cannot look: " + e);
            }
            made.life.sleep(PASS_EVERY);
        }
    }

    private void walk(Running made, Round round, Life.Reply<Boolean> done) {
        var goesOn = false;
        try {
            goesOn = round.walk(() -> true);
        } catch (RuntimeException e) {
            world.trace(() -> name + " fails in its pass: " + e);
        }
        if (goesOn) {
            made.life.post(() -> walk(made, round, done));
        } else {
            made.lost.addAll(made.node.lost());
            world.events().in(Duration.ZERO, () -> done.complete(true));
        }
    }

    /** Has the node do something on its lane, if there is one. */
    void call(Consumer<Node> work) {
        var now = process;
        if (now != null) {
            now.life.post(() -> work.accept(now.node));
        }
    }

    /** Hands everything over, ends, and is started again. */
    void leave() {
        var now = process;
        if (now != null && !now.life.isFrozen()) {
            now.keeper.leave();
            world.events().in(Duration.ofSeconds(6), () -> world.crash(now.life));
        }
    }

    void leaveIfFirst() {
        if (world.controllers().getFirst() == this) {
            leave();
        }
    }

    void dieIfLast() {
        var now = process;
        if (world.controllers().getLast() == this && now != null) {
            world.crash(now.life);
        }
    }

    void die() {
        var dying = process;
        process = null;
        if (dying != null) {
            world.membership().gone(name, dying.address);
            dying.life.die();
        }
    }

    /** Brings what the keeper orders to the lane, as production does with several lanes. */
    private final class Holder implements ShardHolder {
        private final Life life;
        private final Node node;
        private final Set<Shard> lost;

        Holder(Life life, Node node, Set<Shard> lost) {
            this.life = life;
            this.node = node;
            this.lost = lost;
        }

        @Override
        public CompletableFuture<?> adopt(Adoption adoption) {
            var adopted = new CompletableFuture<Shard>();
            life.post(() -> {
                try {
                    world.defect().adopting(() -> node.adopt(adoption));
                    adopted.complete(adoption.shard());
                } catch (RuntimeException e) {
                    adopted.completeExceptionally(e);
                }
            });
            return adopted;
        }

        @Override
        public CompletableFuture<Map<ServiceId, byte[]>> release(Shard shard) {
            var released = new CompletableFuture<Map<ServiceId, byte[]>>();
            life.post(() -> {
                var unused = node.release(shard).whenComplete((states, thrown) -> {
                    if (thrown == null) {
                        released.complete(states);
                    } else {
                        released.completeExceptionally(thrown);
                    }
                });
            });
            world.events().in(RELEASE, () -> life.post(() -> node.hurry(shard)));
            return released;
        }

        @Override
        public void drop(Shard shard) {
            life.post(() -> node.drop(shard));
        }

        @Override
        public Set<Shard> lost() {
            var taken = new TreeSet<>(lost);
            lost.clear();
            return taken;
        }
    }
}
