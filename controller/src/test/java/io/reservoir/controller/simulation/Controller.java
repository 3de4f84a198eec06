package io.reservoir.controller.simulation;

import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.node.Blackout;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.node.Round;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.port.Host;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine on which a controller runs, is killed, stands still and is started again. */
final class Controller {
    static final Duration PASS_EVERY = Duration.ofSeconds(5);

    private static final PolicyRules POLICY = PolicyCompiler.shipped();
    private static final List<Tariff> TARIFFS = StandardTariff.load();

    private final World world;
    private final String name;
    private final InstantSource clock;
    private Duration skew = Duration.ZERO;
    private int lives;
    private @Nullable Life life;
    private @Nullable Node node;

    Controller(World world, String name) {
        this.world = world;
        this.name = name;
        clock = () -> world.events().instant().plus(skew);
    }

    String name() {
        return name;
    }

    InstantSource clock() {
        return clock;
    }

    void step(Duration by) {
        skew = skew.plus(by);
    }

    /** The process that runs, null while none does. */
    @Nullable
    Life life() {
        return life;
    }

    boolean isRunning() {
        return node != null;
    }

    void start() {
        lives++;
        var born = new Life(name, world.events(), e -> world.trace(() -> name + " fails: " + e));
        life = born;
        node = null;
        born.lane(() -> begin(born));
    }

    private void begin(Life born) {
        try {
            var made = make(born);
            node = made;
            born.thread("look", () -> look(born, made));
        } catch (RuntimeException e) {
            world.trace(() -> name + " cannot start: " + e);
            world.events().in(Duration.ZERO, () -> world.crash(born));
        }
    }

    private Node make(Life born) {
        var number = lives;
        List<Host> hosts = world.machines().stream()
                .map(machine -> world.defect().host(machine.host(born), clock))
                .toList();
        var common = new Node.Common(
                world.defect().ledger(world.database().ledger(born), clock),
                hosts,
                clock,
                SlaClasses.SHIPPED,
                TARIFFS,
                new Blackout(),
                POLICY,
                recorded -> {});
        return new Node(
                name, () -> "life" + number, service -> true, world.defect().calls(born.calls(), clock), common);
    }

    /** What the thread beside the lane does: look at the hosts, have the lane pass over its services, rest. */
    private void look(Life born, Node made) {
        while (true) {
            try {
                var view = made.look();
                Boolean unused = born.await(reply -> born.post(() -> walk(born, made.round(view), reply)));
            } catch (RuntimeException e) {
                world.trace(() -> name + " cannot look: " + e);
            }
            born.sleep(PASS_EVERY);
        }
    }

    private void walk(Life born, Round round, Life.Reply<Boolean> done) {
        var goesOn = false;
        try {
            goesOn = round.walk(() -> true);
        } catch (RuntimeException e) {
            world.trace(() -> name + " fails in its pass: " + e);
        }
        if (goesOn) {
            born.post(() -> walk(born, round, done));
        } else {
            world.events().in(Duration.ZERO, () -> done.complete(true));
        }
    }

    /** Has the node do something on its lane, if there is one. */
    void call(Consumer<Node> work) {
        var now = life;
        var asked = node;
        if (now != null && asked != null) {
            now.post(() -> work.accept(asked));
        }
    }

    void die() {
        var dying = life;
        life = null;
        node = null;
        if (dying != null) {
            dying.die();
        }
    }
}
