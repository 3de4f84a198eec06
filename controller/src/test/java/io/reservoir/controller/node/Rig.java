package io.reservoir.controller.node;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.image.Replay;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.intake.RawReading;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.controller.plan.Planner;
import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.Situation;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.FleetView;
import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Intake, engine, pipeline and image of one service, without hosts: whatever is decided is there at once and has been
 * for long. Quick enough for ten thousand cases.
 */
final class Rig implements Intake.Site {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Size HUGE = new Size(1_000_000, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);
    private static final List<HostCapacity> HOSTS =
            List.of(new HostCapacity(new HostId("h1"), "D1", HUGE, Size.NOTHING));
    private static final HostId HOST = new HostId("h1");

    final ManualClock clock = new ManualClock(NOON);
    private final RuleEngine engine;
    private final ServiceId id;
    private final CheckedService program;
    private final Intake intake;
    private ServiceImage image;
    private @Nullable Evaluation evaluation;
    private boolean follows = true;

    Rig(RuleEngine engine, String name, CheckedService program) {
        this.engine = engine;
        this.program = program;
        id = new ServiceId(name);
        image = ServiceImage.empty(id);
        intake = new Intake(this, clock, Limits.DEFAULT, admission -> {});
        engine.undeploy(id);
        engine.deploy(id, program);
    }

    /** The component has had that many replicas since long ago. */
    Rig sized(String component, int replicas) {
        return sized(Variable.replicas(component), replicas);
    }

    Rig sized(Variable variable, double size) {
        var since = List.of(new VariableState.Point(NOON.minus(Duration.ofDays(1)), size));
        return remembering(new VariableState(variable, size, since, since, List.of()));
    }

    /** From now on VEEs stay as they are, whatever is decided: readings are those of a recording. */
    Rig recorded() {
        follows = false;
        return this;
    }

    Rig remembering(VariableState state) {
        then(new Entry.Decided(List.of(), List.of(state)));
        settle();
        return this;
    }

    @Override
    public CheckedService program(ServiceId service) {
        return program;
    }

    @Override
    public List<String> services() {
        return List.of(id.name());
    }

    @Override
    public Admission accept(List<Reading> readings) {
        return Admission.Taken.of((int) readings.stream().filter(engine::accept).count(), readings.size());
    }

    Admission send(List<RawReading> batch) {
        return intake.accept(batch);
    }

    boolean read(String metric, String component, int replica, double value) {
        return engine.accept(new Reading(id, metric, component, replica, value, clock.instant()));
    }

    List<Pipeline.Answer> pass() {
        var now = clock.instant();
        if (follows) {
            settle();
        }
        engine.fleet(id, fleet());
        if (!(engine.evaluate(id, now) instanceof EvaluationOutcome.Evaluated(var evaluated))) {
            throw new AssertionError("parked");
        }
        evaluation = evaluated;
        var situation = new Situation(
                program.spec(), SlaClasses.SHIPPED, image, HOSTS, Addresses.NONE, ReplicaValues.UNKNOWN, now);
        var answers = new Decider(program, SlaClasses.SHIPPED, situation, evaluated, Circumstances.NONE).decide();
        then(new Entry.Decided(
                answers.stream().map(Pipeline.Answer::decision).toList(),
                answers.stream().map(Pipeline.Answer::state).toList()));
        return answers;
    }

    Evaluation evaluation() {
        if (evaluation == null) {
            throw new IllegalStateException("nothing was evaluated");
        }
        return evaluation;
    }

    /** What the planner makes of the answers on those hosts. */
    Plan plan(List<HostCapacity> hosts, List<Pipeline.Answer> answers) {
        var situation = new Situation(
                program.spec(),
                SlaClasses.SHIPPED,
                image,
                hosts,
                Addresses.NONE,
                ReplicaValues.UNKNOWN,
                clock.instant());
        return Planner.plan(situation, Decider.targets(program, answers, List.of()));
    }

    ServiceImage image() {
        return image;
    }

    double current(String component) {
        var state = image.states().get(Variable.replicas(component));
        return state == null ? program.spec().component(component).bounds().initialOrDefault() : state.current();
    }

    ServiceState state() {
        return new ServiceState(
                id,
                image.lastSeq(),
                engine.export(id),
                List.copyOf(image.states().values()),
                null,
                null,
                null);
    }

    /** Another rig with what this one remembers, by way of bytes. */
    Rig moved(RuleEngine other, byte[] bytes) throws StateUnreadable {
        var state = ServiceStateCodec.decode(bytes);
        var moved = new Rig(other, id.name(), program);
        moved.clock.advanceTo(clock.instant());
        moved.then(new Entry.Decided(List.of(), state.pipeline()));
        other.restore(id, state.rules());
        return moved;
    }

    private FleetView fleet() {
        Map<String, FleetView.Tier> tiers = new HashMap<>();
        for (var component : program.spec().components()) {
            tiers.put(
                    component.name(),
                    new FleetView.Tier(
                            (int) current(component.name()),
                            image.veesOf(component.name()).stream()
                                    .collect(Collectors.toMap(vee -> vee.id().ordinal(), Vee::since)),
                            Double.NaN));
        }
        return new FleetView(tiers);
    }

    private void settle() {
        for (var component : program.spec().components()) {
            var wanted = (int) current(component.name());
            var there = image.veesOf(component.name()).size();
            for (int i = there + 1; i <= wanted; i++) {
                then(change(component.name(), i, VeePhase.READY));
            }
            for (int i = there; i > wanted; i--) {
                then(change(component.name(), i, VeePhase.GONE));
            }
        }
    }

    Entry change(String component, int ordinal, VeePhase phase) {
        var vee = new VeeId(id, component, ordinal, 1);
        var size = program.spec().component(component).size();
        return new Entry.VeeChanged(vee, phase, VeeState.ACTIVE, HOST, size, clock.instant(), "it follows");
    }

    void then(Entry entry) {
        var at = clock.instant().minus(Duration.ofHours(1));
        image = Replay.apply(image, new Recorded(id, image.lastSeq() + 1, new Epoch(1), at, entry));
    }
}
