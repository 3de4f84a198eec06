package io.reservoir.controller.simulation;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A fixed course of events that comes by all steps there are, so that each can be made to go wrong. */
final class Scenario {
    private static final long GB = 1_000_000_000;

    private static final int PAST = 420;

    private final World world;
    private boolean fillsAtNextStart;
    private boolean losesAtNextStart;

    Scenario(World world) {
        this.world = world;
    }

    void begin() {
        var one = world.workload().services().getFirst();
        inherit(one);
        at(60, () -> world.workload().change(one, 450));
        at(100, () -> world.workload().tell(one, Verb.PAUSE));
        at(110, () -> world.workload().plug(one, true));
        at(120, () -> world.workload().tell(one, Verb.RESUME));
        at(125, () -> world.workload().plug(one, false));
        at(130, () -> world.workload().tell(one, Verb.SUSPEND));
        at(150, () -> world.workload().tell(one, Verb.RESUME));
        at(155, () -> world.workload().plug(one, true));
        at(160, () -> world.workload().tell(one, Verb.SHUTDOWN));
        at(190, () -> world.workload().tell(one, Verb.ACTIVATE));
        at(205, () -> world.workload().tell(one, Verb.DESTROY));
        at(220, () -> world.workload().change(one, 90));
        at(240, () -> world.workload().move(one));
        at(241, () -> world.workload().stay(one));
        at(260, () -> world.workload().move(one));
        at(300, this::someHostIsDownWhenItIsNeeded);
        at(400, () -> everybody(Controller::leaveIfFirst));
        at(430, () -> {
            world.workload().change(one, 500);
            fillsAtNextStart = true;
        });
        at(445, () -> everybody(Controller::dieIfLast));
        at(500, () -> world.workload().order(one, "undeployed"));
        at(580, () -> world.workload().order(one, "active"));
    }

    /** A service with so much of a past that its next snapshot is near. */
    private void inherit(ServiceId service) {
        var memory = world.database().memory;
        var before = Objects.requireNonNull(memory.take(Shard.of(service), null, "before/life1"));
        var entries = new ArrayList<Entry>(List.of(new Entry.Submitted(service + ".rsl", Workload.manifest(service))));
        for (int i = 0; i < PAST; i++) {
            entries.add(new Entry.Noticed(new Notice(Notice.Code.INPUT_UNKNOWN, "long ago")));
        }
        memory.append(service, before, 0, World.NOON, entries);
        world.checker().inherit(service);
    }

    /** Calls to a host that has just gone are lost, and end without effect. */
    private void someHostIsDownWhenItIsNeeded() {
        for (ServiceId service : world.workload().services()) {
            world.workload().change(service, 480);
        }
        losesAtNextStart = true;
    }

    /** Calls are about to be made: somebody else takes the room that they ask for, or they find nobody. */
    void claimed(List<?> entries) {
        for (var entry : entries) {
            if (entry instanceof Entry.Claimed claim && claim.verb() == Verb.DEFINE) {
                starts(claim.host());
            }
        }
    }

    private void starts(HostId host) {
        if (fillsAtNextStart) {
            fillsAtNextStart = false;
            fill();
        }
        if (losesAtNextStart) {
            losesAtNextStart = false;
            world.machines().stream()
                    .filter(machine -> machine.id().equals(host))
                    .forEach(machine -> {
                        machine.down(true);
                        at(45, () -> machine.down(false));
                    });
        }
    }

    private void fill() {
        for (var machine : world.machines()) {
            var capacity = machine.capacity();
            var free = capacity.total().minus(capacity.taken()).vcpus();
            if (free > 0) {
                machine.foreign(new Size(free, GB, GB));
            }
        }
    }

    private void everybody(Consumer<Controller> what) {
        world.controllers().forEach(what);
    }

    private void at(int seconds, Runnable what) {
        world.events().in(Duration.ofSeconds(seconds), what);
    }
}
