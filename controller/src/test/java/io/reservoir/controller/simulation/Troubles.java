package io.reservoir.controller.simulation;

import io.reservoir.controller.simulation.Network.Cut;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What befalls a world, one thing after another and several at once. */
final class Troubles {
    private static final long GB = 1_000_000_000;

    /** Those that befall a call, a launch or a reading come by themselves. */
    private static final Set<Fault> EPISODES = EnumSet.of(
            Fault.CRASH,
            Fault.LEAVE,
            Fault.PAUSE,
            Fault.CLOCK_STEP,
            Fault.DATABASE_DOWN,
            Fault.DATABASE_SLOW,
            Fault.PARTITION,
            Fault.ONE_WAY,
            Fault.LOSS,
            Fault.HOST_DOWN,
            Fault.HOST_REBOOT,
            Fault.HOST_FULL,
            Fault.VANISH,
            Fault.STRANGER,
            Fault.SILENCE);

    private final World world;
    private final Dice dice;
    private final List<Fault> kinds;
    private final int gapMillis;
    private int strangers = 100;

    Troubles(World world, Set<Fault> faults) {
        this.world = world;
        dice = world.dice();
        kinds = EPISODES.stream().filter(faults::contains).toList();
        gapMillis = dice.between(8_000, 60_000);
    }

    void begin() {
        next();
        tenants();
    }

    private void next() {
        if (kinds.isEmpty()) {
            return;
        }
        world.events().in(dice.millis(1_000, 2 * gapMillis), () -> {
            if (!world.isCalm()) {
                befall(dice.oneOf(kinds));
                next();
            }
        });
    }

    /** Tenants go on meanwhile. */
    private void tenants() {
        world.events().in(dice.seconds(10, 60), () -> {
            if (world.isCalm()) {
                return;
            }
            var service = dice.oneOf(world.workload().services());
            switch (dice.between(0, 13)) {
                case 0 -> world.workload().order(service, dice.chance(0.4) ? "undeployed" : "active");
                case 1, 2, 3 -> world.workload().tell();
                case 4 -> world.workload().plug(service, dice.chance(0.6));
                case 5 -> world.workload().replace(service);
                case 6, 7, 8 -> {
                    world.workload().move(service);
                    if (dice.chance(0.3)) {
                        world.events()
                                .in(dice.seconds(0, 3), () -> world.workload().stay(service));
                    }
                }
                default -> world.workload().change(service);
            }
            tenants();
        });
    }

    private void befall(Fault fault) {
        world.count(fault);
        var controller = dice.oneOf(world.controllers());
        var machine = dice.oneOf(List.copyOf(world.machines()));
        switch (fault) {
            case CRASH -> {
                var life = controller.life();
                if (life != null) {
                    world.crash(life);
                }
            }
            case PAUSE -> {
                var life = controller.life();
                if (life != null) {
                    world.pause(life);
                }
            }
            case CLOCK_STEP -> {
                world.steps();
                // mostly as when it was left alone for too long, and sometimes as after a start without its battery
                var by = dice.chance(0.8) ? dice.seconds(1, 40) : dice.seconds(40, 36_000);
                controller.step(dice.chance(0.5) ? by : by.negated());
            }
            case LEAVE -> controller.leave();
            case DATABASE_DOWN -> {
                world.database().down(true);
                after(dice.seconds(1, 40), () -> world.database().down(false));
            }
            case DATABASE_SLOW -> {
                world.database().slow(true);
                after(dice.seconds(5, 60), () -> world.database().slow(false));
            }
            case PARTITION -> {
                var sides = sides();
                cut(new Cut(sides.getFirst(), sides.getLast()), new Cut(sides.getLast(), sides.getFirst()));
            }
            case ONE_WAY -> {
                var sides = sides();
                cut(new Cut(sides.getFirst(), sides.getLast()));
            }
            case LOSS -> {
                world.network().lose(dice.between(2, 30) / 100.0);
                after(dice.seconds(5, 60), () -> world.network().lose(0));
            }
            case HOST_DOWN -> {
                machine.down(true);
                after(dice.seconds(3, 120), () -> machine.down(false));
            }
            case HOST_REBOOT -> {
                machine.reboot();
                machine.down(true);
                after(dice.seconds(10, 60), () -> machine.down(false));
            }
            case HOST_FULL -> fill(machine);
            case VANISH -> {
                var there = List.copyOf(machine.truth());
                if (!there.isEmpty()) {
                    machine.vanish(dice.oneOf(there).vee());
                }
            }
            case STRANGER -> stranger(machine);
            case SILENCE -> {
                var service = dice.oneOf(world.workload().services());
                world.workload().silence(service, true);
                after(dice.seconds(20, 240), () -> world.workload().silence(service, false));
            }
            case DATABASE_ERROR, DATABASE_REPLY_LOST, REQUEST_LOST, REPLY_LOST, LATE, TWICE, LAUNCH, READINGS_GARBLED ->
                throw new IllegalStateException("not an episode: " + fault);
        }
    }

    private void after(Duration time, Runnable what) {
        world.events().in(time, () -> {
            if (!world.isCalm()) {
                what.run();
            }
        });
    }

    /** Everything there is, parted in two. */
    private List<List<String>> sides() {
        var all = new ArrayList<String>(world.names());
        world.machines().forEach(machine -> all.add(machine.name()));
        all.add(Database.NAME);
        var one = new ArrayList<String>();
        var other = new ArrayList<String>();
        for (var name : all) {
            (dice.chance(0.4) ? one : other).add(name);
        }
        return List.of(one, other);
    }

    private void cut(Cut... cuts) {
        for (var cut : cuts) {
            world.network().cut(cut);
        }
        after(dice.seconds(3, 90), () -> {
            for (var cut : cuts) {
                world.network().mend(cut);
            }
        });
    }

    private void fill(Machine machine) {
        var capacity = machine.capacity();
        var free = capacity.total().minus(capacity.taken());
        var most = free.vcpus() - 1;
        if (most > 0) {
            machine.foreign(new Size(Math.min(most, dice.between(1, 2)), GB, GB));
        }
    }

    private void stranger(Machine machine) {
        var service = dice.oneOf(world.workload().services());
        var tenure = world.database().memory.tenure(Shard.of(service));
        if (tenure != null && world.workload().isOrdered(service)) {
            var vee = new VeeId(service, "C1", ++strangers, 1);
            world.checker().stranger(vee);
            machine.stranger(vee, new Size(1, GB, GB), tenure.epoch());
        }
    }
}
