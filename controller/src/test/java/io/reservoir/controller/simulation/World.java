package io.reservoir.controller.simulation;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.controller.simulation.Step.Mode;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import io.reservoir.rules.compile.ShapeCache;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cluster and all that it lives on, from its beginning until it has come to rest after the last fault. */
final class World {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static final long GB = 1_000_000_000;

    /** A component whose launches fail is left alone for half an hour at most. */
    private static final Duration REST_WITHIN = Duration.ofMinutes(70);

    private static final Duration GONE_WITHIN = Duration.ofMinutes(70);
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final double CALL_FAULTS = 0.0003;
    /** What only asks takes no time at all, save that often: most of what happens would be such questions. */
    static final double SEEN_TO_TAKE_TIME = 0.1;

    /** A process that stands still just there acts on a claim that others have given up. */
    static final double PAUSES_AFTER_CLAIMS = 0.005;

    private static final double CHANGE_FAULTS = 0.01;

    private final Options options;
    private final Dice dice;
    private final Events events = new Events(NOON);
    private final Trace trace = new Trace();
    private final ShapeCache shapes = new ShapeCache();
    private final Network network;
    private final Database database;
    private final Checker checker;
    private final Workload workload;
    private final Membership membership;
    private final Scenario scenario;
    private final SimulatedSite site = new SimulatedSite();
    private final List<Machine> machines = new ArrayList<>();
    private final List<Controller> controllers = new ArrayList<>();
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private Instant steppedAt = Instant.MIN;
    private boolean calm;

    /**
     * What to simulate.
     *
     * @param faults those that may befall it
     * @param changeFaults how often a call that changes something goes wrong in each way
     * @param defect a bug that is planted
     * @param failpoint the one thing that goes wrong, where nothing else does
     * @param trouble for how long they do
     */
    record Options(
            long seed,
            Set<Fault> faults,
            double changeFaults,
            int controllers,
            Duration trouble,
            Defect defect,
            @Nullable Failpoint failpoint) {
        static Options of(long seed, Set<Fault> faults) {
            return new Options(seed, faults, CHANGE_FAULTS, 3, Duration.ofMinutes(25), Defect.NONE, null);
        }

        /** Calls that change something go wrong ten times as often. */
        Options often() {
            return new Options(
                    seed, faults, 10 * CHANGE_FAULTS, controllers, Duration.ofMinutes(12), defect, failpoint);
        }

        Options with(Defect planted) {
            return new Options(seed, faults, changeFaults, controllers, trouble, planted, failpoint);
        }

        Options with(Failpoint point) {
            return new Options(seed, faults, changeFaults, 2, Duration.ofMinutes(11), defect, point);
        }

        String replay() {
            var named = Fault.print(faults);
            return "-Dsimulation.seed=" + seed + (named.isEmpty() ? "" : " -Dsimulation.faults=" + named);
        }
    }

    /** What was simulated. */
    record Result(
            Duration time,
            long events,
            Map<Fault, Integer> faults,
            int scaleIns,
            int drained,
            int moves,
            int takeovers,
            int staleRefused,
            long entries,
            long effects,
            int billedExactly,
            long digest,
            Duration toRest) {
        int faultCount() {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    World(Options options) {
        this.options = options;
        dice = new Dice(options.seed);
        network = new Network(dice);
        checker = new Checker(this);
        database = new Database(this);
        var hosts = dice.between(3, 4);
        for (int i = 1; i <= hosts; i++) {
            machines.add(new Machine(this, site, "h" + i, size(dice.between(5, 9)), failures()));
        }
        for (int i = 1; i <= options.controllers; i++) {
            controllers.add(new Controller(this, "n" + i));
        }
        workload = new Workload(this, dice.between(2, 3));
        membership = new Membership(this);
        scenario = new Scenario(this);
    }

    private static Size size(int vcpus) {
        return new Size(vcpus, 4 * GB * vcpus, 40 * GB * vcpus);
    }

    private FailurePlan failures() {
        if (options.failpoint != null) {
            return FailurePlan.NONE.withFailedLaunches(4);
        }
        if (!options.faults.contains(Fault.LAUNCH) || dice.chance(0.5)) {
            return FailurePlan.NONE;
        }
        injected.merge(Fault.LAUNCH, 1, Integer::sum);
        var plan = FailurePlan.NONE;
        return switch (dice.between(0, 3)) {
            case 0 -> plan.withFailedLaunches(dice.between(4, 12));
            case 1 -> plan.withHungBoots(dice.between(5, 15));
            case 2 -> plan.withCrashes(dice.between(4, 12), dice.seconds(1, 300));
            default -> plan.withRefusals(dice.between(8, 30));
        };
    }

    static Result run(Options options) {
        var world = new World(options);
        try {
            return world.run();
        } catch (Broken e) {
            throw e.replayedBy(options.replay(), world.trace.last());
        } catch (RuntimeException e) {
            throw new Broken("nothing throws", String.valueOf(e.getCause() == null ? e : e.getCause()))
                    .replayedBy(options.replay(), world.trace.last());
        } finally {
            world.controllers.forEach(Controller::die);
        }
    }

    private Result run() {
        controllers.forEach(controller -> events.in(dice.seconds(0, 2), controller::start));
        workload.begin();
        membership.begin();
        if (options.failpoint == null) {
            new Troubles(this, options.faults).begin();
        } else {
            scenario.begin();
        }
        var end = events.instant().plus(options.trouble);
        passUntil(end);
        calm();
        var calmSince = events.instant();
        passUntilRest(REST_WITHIN, "everything converges once faults have stopped");
        var toRest = Duration.between(calmSince, events.instant());
        workload.services().forEach(service -> workload.order(service, "undeployed"));
        passUntilRest(GONE_WITHIN, "what is undeployed goes");
        for (var service : workload.services()) {
            var book = checker.books().get(service);
            if (book == null || !book.lifecycle.equals("undeployed") || !book.owned.isEmpty()) {
                throw new Broken("what is undeployed goes", service + " is still there");
            }
        }
        var bill = new Bill(this);
        bill.check();
        return new Result(
                Duration.between(NOON, events.instant()),
                events.happened(),
                Map.copyOf(injected),
                checker.scaleIns(),
                checker.drained(),
                checker.moves(),
                checker.takeovers(),
                checker.staleRefused(),
                checker.books().values().stream()
                        .mapToLong(book -> book.entries.size())
                        .sum(),
                machines.stream().mapToLong(machine -> machine.effects().size()).sum(),
                bill.exact(),
                trace.digest(),
                toRest);
    }

    private void passUntil(Instant end) {
        boolean more;
        do {
            more = events.next(end);
        } while (more);
    }

    private void passUntilRest(Duration bound, String invariant) {
        var until = events.instant().plus(bound);
        var why = checker.unrest();
        var quiet = 0;
        while (quiet < 4) {
            if (events.instant().isAfter(until)) {
                throw new Broken(invariant, why + " after " + bound);
            }
            passUntil(events.instant().plus(GLANCE));
            why = checker.unrest();
            quiet = why == null ? quiet + 1 : 0;
        }
    }

    /** From now on nothing goes wrong any more; what has, is mended. */
    private void calm() {
        calm = true;
        network.mendAll();
        database.down(false);
        database.slow(false);
        machines.forEach(machine -> machine.down(false));
        workload.services().forEach(service -> {
            workload.silence(service, false);
            workload.order(service, "active");
        });
        for (var controller : controllers) {
            controller.setRight();
            var life = controller.life();
            if (life != null) {
                life.thaw();
            }
        }
        trace(() -> "calm from now on");
    }

    boolean isCalm() {
        return calm;
    }

    /** True if a fault of that kind befalls what is being done right now. */
    boolean strikes(Fault fault) {
        return strikes(fault, options.changeFaults);
    }

    boolean strikes(Fault fault, double probability) {
        if (calm || !options.faults.contains(fault) || !dice.chance(probability)) {
            return false;
        }
        count(fault);
        return true;
    }

    void count(Fault fault) {
        injected.merge(fault, 1, Integer::sum);
        trace(() -> "fault: " + fault);
    }

    /** What becomes of a call of a port. */
    @Nullable
    Mode fate(Life life, Method method, @Nullable Object[] arguments) {
        var failpoint = options.failpoint;
        if (failpoint != null) {
            return calm ? null : failpoint.reached(method, arguments);
        }
        var isHost = method.getDeclaringClass() == Host.class;
        var changes = isHost
                ? method.getReturnType() == Outcome.class
                : method.getDeclaringClass() == Ledger.class && method.getName().equals("append");
        var probability = changes ? options.changeFaults : CALL_FAULTS;
        if (strikes(isHost ? Fault.REPLY_LOST : Fault.DATABASE_REPLY_LOST, probability)) {
            return Mode.REPLY_LOST;
        }
        if (isHost) {
            return changes && strikes(Fault.TWICE, probability) ? Mode.TWICE : null;
        }
        return strikes(Fault.DATABASE_ERROR, probability) ? Mode.ERROR : null;
    }

    /** Stops a process where it is, and lets it go on later as if nothing had been. */
    void pause(Life life) {
        if (!life.isFrozen()) {
            trace(() -> life.name() + " stands still");
            life.freeze();
            events.in(dice.seconds(2, 90), () -> {
                if (life.isFrozen() && !life.isDead()) {
                    trace(() -> life.name() + " goes on");
                    life.thaw();
                }
            });
        }
    }

    /** Kills a process; something starts it again. */
    void crash(Life life) {
        for (var controller : controllers) {
            if (controller.life() == life) {
                trace(() -> controller.name() + " dies");
                controller.die();
                events.in(dice.seconds(1, 20), () -> {
                    if (controller.life() == null) {
                        trace(() -> controller.name() + " starts");
                        controller.start();
                    }
                });
            }
        }
    }

    /** True if the clock of some node was put forward since. */
    boolean hasSteppedSince(Instant time) {
        return steppedAt.isAfter(time);
    }

    void steps() {
        steppedAt = events.instant();
    }

    Scenario scenario() {
        return scenario;
    }

    Membership membership() {
        return membership;
    }

    void trace(Supplier<String> text) {
        trace.add(events.instant(), text.get());
    }

    Dice dice() {
        return dice;
    }

    Events events() {
        return events;
    }

    Network network() {
        return network;
    }

    Database database() {
        return database;
    }

    Checker checker() {
        return checker;
    }

    Workload workload() {
        return workload;
    }

    Collection<Machine> machines() {
        return machines;
    }

    List<Controller> controllers() {
        return controllers;
    }

    /** Rules of services, the same for all processes. */
    ShapeCache shapes() {
        return shapes;
    }

    Defect defect() {
        return options.defect;
    }

    List<String> names() {
        return IntStream.rangeClosed(1, controllers.size())
                .mapToObj(i -> "n" + i)
                .toList();
    }
}
