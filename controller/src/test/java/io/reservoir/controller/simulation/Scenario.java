package io.reservoir.controller.simulation;

import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.List;

/** A fixed course of events that comes by all steps there are, so that each can be made to go wrong. */
final class Scenario {
    private static final long GB = 1_000_000_000;

    private static final Step DEFINES = new Step("Ledger.append Claimed DEFINE");

    private final World world;
    private boolean fillsAtNextStart;

    Scenario(World world) {
        this.world = world;
    }

    void begin() {
        var one = world.workload().services().getFirst();
        at(60, () -> world.workload().change(one, 450));
        at(100, () -> world.workload().tell(one, Verb.PAUSE));
        at(120, () -> world.workload().tell(one, Verb.RESUME));
        at(130, () -> world.workload().tell(one, Verb.SUSPEND));
        at(150, () -> world.workload().tell(one, Verb.RESUME));
        at(160, () -> world.workload().tell(one, Verb.SHUTDOWN));
        at(190, () -> world.workload().tell(one, Verb.ACTIVATE));
        at(205, () -> world.workload().tell(one, Verb.DESTROY));
        at(220, () -> world.workload().change(one, 90));
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

    /** Calls to a host that has just gone are lost, and end without effect. */
    private void someHostIsDownWhenItIsNeeded() {
        for (ServiceId service : world.workload().services()) {
            world.workload().change(service, 480);
        }
        var gone = List.copyOf(world.machines()).getFirst();
        gone.down(true);
        at(45, () -> gone.down(false));
    }

    /** Somebody else takes the room that a call is about to ask for. */
    void claimed(List<Step> steps) {
        if (fillsAtNextStart && steps.contains(DEFINES)) {
            fillsAtNextStart = false;
            fill();
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

    private void everybody(java.util.function.Consumer<Controller> what) {
        world.controllers().forEach(what);
    }

    private void at(int seconds, Runnable what) {
        world.events().in(Duration.ofSeconds(seconds), what);
    }
}
