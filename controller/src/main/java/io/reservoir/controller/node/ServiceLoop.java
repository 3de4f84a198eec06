package io.reservoir.controller.node;

import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.execute.PlanExecutor;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.image.SetAside;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.controller.observe.Observer;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.controller.plan.Planner;
import io.reservoir.controller.plan.Situation;
import io.reservoir.controller.plan.Target;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Component;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.FleetView;
import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives one service: observe, evaluate, decide, plan, commit, execute. Belongs to one thread; every pass takes the
 * state from the ledger's image and leaves it there.
 */
final class ServiceLoop {
    /** Every statement is evaluated at least that often. */
    private static final Duration REST = Duration.ofSeconds(15);

    private static final Duration LONG_AGO = Duration.ofSeconds(Long.MIN_VALUE);

    private final Journal journal;
    private final RuleEngine engine;
    private final SlaClasses classes;
    private final PlanExecutor executor;
    private final Blackout blackout;
    private final CostMeter costMeter;
    private final SlaAccount account;
    private final InstantSource clock;
    private final Supplier<Duration> uptime;
    private final Unresolved unresolved = new Unresolved();
    private final Boots boots = new Boots();
    private final SortedMap<Variable, Decision> latest = new TreeMap<>();
    private final SortedMap<String, Integer> maxima = new TreeMap<>();

    /** Intake looks at it from other threads. */
    private volatile CheckedService program;

    private PolicyRules policy;
    private RememberingJudge judge;
    private final MoveRules moveRules = new MoveRules();
    private boolean parked;
    private @Nullable SiteView lastView;
    private final ReplicaReadings readings = new ReplicaReadings();
    private Addresses addresses = Addresses.NONE;

    /** The owner before took along what it saw: until then nothing shrinks on what is seen here. */
    private @Nullable HoldOff holdOff;

    /** Before that uptime nothing is decided: after a start of everything, not all act at once. */
    private Duration actsFrom = LONG_AGO;

    private boolean halted;

    /** Before that uptime there is nothing to decide about, unless readings or the ledger bring news. */
    private Duration restsUntil = LONG_AGO;

    private long decidedAt = -1;

    /**
     * How long nothing shrinks.
     *
     * @param until of {@link HostCalls#uptime}, for no step of the wall clock ends it sooner
     * @param shown the same for people
     */
    private record HoldOff(Duration until, Instant shown) {}

    /** @param uptime as of {@link HostCalls#uptime} of the executor's calls */
    ServiceLoop(
            Journal journal,
            CheckedService program,
            RuleEngine engine,
            SlaClasses classes,
            PlanExecutor executor,
            Blackout blackout,
            CostMeter costMeter,
            SlaAccount account,
            PolicyRules policy,
            InstantSource clock,
            Supplier<Duration> uptime) {
        this.journal = journal;
        this.clock = clock;
        this.uptime = uptime;
        this.program = program;
        this.engine = engine;
        this.classes = classes;
        this.executor = executor;
        this.blackout = blackout;
        this.costMeter = costMeter;
        this.account = account;
        this.policy = policy;
        judge = new RememberingJudge(policy);
        readings.use(program.spec());
        engine.deploy(journal.image().id(), program);
    }

    ServiceImage image() {
        return journal.image();
    }

    CheckedService program() {
        return program;
    }

    PlanExecutor executor() {
        return executor;
    }

    /** The last evaluation of each variable, recorded or not. */
    SortedMap<Variable, Decision> latest() {
        return latest;
    }

    /** The most VEEs that each component may own, by the last evaluation. */
    SortedMap<String, Integer> maxima() {
        return maxima;
    }

    /** The service as it stands, with its readings up to that time; null while nothing is decided about it. */
    @Nullable
    ServiceMoment moment(Instant now) {
        var view = lastView;
        if (view == null || parked || image().lifecycle() != Lifecycle.ACTIVE) {
            return null;
        }
        var burn = burn(now);
        engine.fleet(image().id(), fleetView(burn));
        var circumstances = circumstances(costs(now), burn);
        var inputs = engine.inputs(image().id(), now);
        var situation =
                new Situation(program.spec(), classes, image(), view.capacities(), addresses, readings.at(now), now);
        return new ServiceMoment(
                program,
                classes,
                situation,
                inputs.stream().map(NamedValue::value).toList(),
                circumstances);
    }

    /** True if the ledger says that what is known here is all there is. */
    boolean confirm(Instant now) {
        return journal.confirm(now);
    }

    /** The hosts as they were in the last pass. */
    List<HostCapacity> hosts() {
        var view = lastView;
        return view == null ? List.of() : view.capacities();
    }

    /** Moves a VEE to a host because an operator said so. */
    boolean move(VeeId vee, HostId to, Instant now) {
        var plan = new Plan(List.of(new Step.Move(vee, to, new Reason("an operator said so", null))), List.of());
        if (!journal.append(now, List.of(new Entry.Planned(plan)))) {
            return false;
        }
        executor.execute(plan);
        return true;
    }

    /** Under which it writes and calls. */
    Epoch epoch() {
        return journal.epoch();
    }

    boolean append(Instant now, Entry entry) {
        return journal.append(now, List.of(entry));
    }

    /** True if only what its host shows can change what is to be done about a VEE. */
    private static boolean isAtRest(Vee vee) {
        return switch (vee.phase()) {
            case READY, HELD, UNKNOWN -> true;
            case STARTING -> vee.state() == VeeState.ACTIVE;
            case PENDING, DRAINING, STOPPING, FAILED, GONE -> false;
        };
    }

    /** The manifest in force is another one from now on; windows and pipeline state are kept. */
    void use(CheckedService newProgram) {
        program = newProgram;
        parked = false;
        restsUntil = LONG_AGO;
        executor.use(newProgram.spec());
        readings.use(newProgram.spec());
        engine.deploy(image().id(), newProgram);
    }

    /** Another policy is in force from the next pass on. */
    void use(PolicyRules newPolicy) {
        policy = newPolicy;
        judge = new RememberingJudge(newPolicy);
        parked = false;
        restsUntil = LONG_AGO;
    }

    /** What is remembered now. */
    ServiceState state() {
        var id = image().id();
        var rest = holdOff == null ? Duration.ZERO : holdOff.until.minus(uptime.get());
        return new ServiceState(
                id,
                image().lastSeq(),
                engine.export(id),
                List.copyOf(image().states().values()),
                blackout.sight(id),
                blackout.since(),
                rest.isPositive() ? rest : null);
    }

    /** Goes on from what another node remembered when the ledger was where it is now. */
    void restore(ServiceState state, Instant now) throws StateUnreadable {
        if (!state.service().equals(image().id())) {
            throw new StateUnreadable("it is of service `" + state.service() + "`, not of `" + image().id() + "`");
        }
        if (state.lastSeq() != image().lastSeq()) {
            throw new StateUnreadable(
                    "it was saved at entry " + state.lastSeq() + ", and the ledger is at " + image().lastSeq());
        }
        if (!state.pipeline().equals(List.copyOf(image().states().values()))) {
            throw new StateUnreadable("it is of another ledger: what the pipeline remembers differs");
        }
        engine.restore(image().id(), state.rules());
        blackout.restore(image().id(), state.sight(), state.heldSince());
        if (state.holdsFor() == null) {
            holdOff = null;
        } else {
            holdOff(state.holdsFor(), now);
        }
    }

    /** Taken over without what the owner before saw: nothing shrinks for so long. */
    void holdOff(Duration lasts, Instant now) {
        holdOff = new HoldOff(uptime.get().plus(lasts), now.plus(lasts));
    }

    /** Nothing is decided for so long. */
    void delay(Duration lasts) {
        actsFrom = uptime.get().plus(lasts);
    }

    /** Decides nothing any more and makes no more calls; those under way are finished in the ledger. */
    void halt() {
        halted = true;
        executor.halt();
    }

    /** Nothing of this loop reaches the ledger or the engine any more. */
    void close() {
        halt();
        journal.close();
        engine.undeploy(image().id());
        blackout.forget(image().id());
    }

    /** True once the ledger went on without this loop. */
    boolean isLost() {
        return journal.isLost();
    }

    /** One round over what the hosts show now. */
    void pass(SiteView view) {
        if (halted || journal.isLost()) {
            return;
        }
        putRight();
        observe(view, lastView);
        lastView = view;
        if (view.uptime().compareTo(actsFrom) < 0) {
            return;
        }
        var situation = new Situation(
                program.spec(), classes, image(), view.capacities(), addresses, readings.at(view.at()), view.at());
        switch (image().lifecycle()) {
            case DEFINED -> {
                // nothing runs and nothing shall
                blackout.forget(image().id());
            }
            case ACTIVE -> {
                if (isDue(view.at())) {
                    decideAndAct(situation);
                }
            }
            case UNDEPLOYED -> {
                blackout.forget(image().id());
                commit(view.at(), List.of(), Planner.plan(situation, nothing()));
            }
        }
    }

    /** What waits for a time by a clock that was ahead of ours waits by ours from now on. */
    private void putRight() {
        var now = clock.instant();
        var isWaiting =
                image().lifecycle() == Lifecycle.ACTIVE || !image().vees().isEmpty();
        if (isWaiting && image().isAheadOf(now)) {
            var text = "entries before were made by a clock that was ahead of this one";
            append(now, new Entry.Noticed(new Notice(Notice.Code.CLOCK_PUT_BACK, text)));
        }
    }

    /** Takes a reading of one replica in; false where the manifest asks for none such. */
    boolean take(Reading reading, Instant now) {
        return readings.take(reading, now);
    }

    /** Decides at once if readings have brought news; the hosts are taken to be as they were in the last pass. */
    void react(Instant now) {
        if (halted
                || journal.isLost()
                || uptime.get().compareTo(actsFrom) < 0
                || image().lifecycle() != Lifecycle.ACTIVE
                || !engine.refresh(image().id(), now)) {
            return;
        }
        var view = lastView;
        if (view != null) {
            decideAndAct(new Situation(
                    program.spec(), classes, image(), view.capacities(), addresses, readings.at(now), now));
        }
    }

    private boolean isDue(Instant now) {
        return uptime.get().compareTo(restsUntil) >= 0
                || image().lastSeq() != decidedAt
                || engine.refresh(image().id(), now);
    }

    private void observe(SiteView view, @Nullable SiteView before) {
        var alarms = unresolved.look(image(), view, (intent, call) -> executor.isOver(intent, call, view.uptime()));
        boots.look(image(), view);
        var found = Observer.compare(
                image(),
                program.spec(),
                view,
                before,
                (intent, call, look) -> executor.isOver(intent, call, look.uptime()),
                unresolved::isParked,
                vee -> executor.isUntouchedSince(vee, view.uptime()),
                vee -> boots.length(vee, view.uptime()));
        var entries = new ArrayList<>(alarms);
        entries.addAll(found.entries());
        entries.addAll(SetAside.notices(image(), entries, view.at()));
        journal.append(view.at(), entries);
        lookForAddresses(view);
        executor.reap(found.leaks());
        executor.limit(found.unlimited());
        executor.forgetBefore(view.uptime());
    }

    /** What waits for an address is looked at as soon as it is there. */
    private void lookForAddresses(SiteView view) {
        var seen = Addresses.areAskedFor(program.spec()) ? addresses.by(image(), view) : Addresses.NONE;
        if (!seen.equals(addresses)) {
            addresses = seen;
            executor.use(seen);
            restsUntil = LONG_AGO;
        }
    }

    private void decideAndAct(Situation before) {
        var now = before.now();
        if (!policy.hash().equals(image().policy())
                && !append(now, new Entry.PolicyInForce(policy.hash(), policy.author()))) {
            return;
        }
        var burn = burn(now);
        engine.fleet(image().id(), fleetView(burn));
        var costs = costs(now);
        var situation = new Situation(
                before.spec(), classes, image(), before.hosts(), before.addresses(), before.replicaValues(), now);
        switch (engine.evaluate(image().id(), now)) {
            case EvaluationOutcome.Evaluated evaluated -> decide(situation, evaluated.evaluation(), costs, burn);
            case EvaluationOutcome.Parked parkedNow -> park(now, Notice.Code.RULES_PARKED, parkedNow.cause());
        }
    }

    private Circumstances circumstances(@Nullable Costs costs, Map<String, BurnRates> burn) {
        return new Circumstances(costs, hold(), new Oversights(judge, burn));
    }

    /** Why nothing shrinks at present, null where nothing forbids it. */
    private @Nullable String hold() {
        return holdOff != null && uptime.get().compareTo(holdOff.until) < 0
                ? "taken over without what the owner before had seen, until " + holdOff.shown
                : blackout.why();
    }

    private Map<String, BurnRates> burn(Instant now) {
        return program.spec().components().stream()
                .map(Component::name)
                .collect(Collectors.toMap(name -> name, name -> account.burn(name, now)));
    }

    /** What the service costs, told to its formulas too; null where nothing depends on it. */
    private @Nullable Costs costs(Instant now) {
        var costs = costMeter.costs(program, image(), now);
        if (costs != null) {
            engine.costs(image().id(), costs.view());
        }
        return costs;
    }

    /** What was decided stands; an operator has to look. Told once for each deployment of the rules, or the policy. */
    private void park(Instant now, Notice.Code code, String cause) {
        blackout.forget(image().id());
        if (!parked) {
            parked = true;
            append(now, new Entry.Noticed(new Notice(code, cause)));
        }
    }

    private void decide(
            Situation situation, Evaluation evaluation, @Nullable Costs costs, Map<String, BurnRates> burn) {
        var now = situation.now();
        blackout.told(image().id(), Blackout.isKnown(evaluation), now);
        var answers = new Decider(program, classes, situation, evaluation, circumstances(costs, burn)).decide();
        for (var answer : answers) {
            var stuck = answer.stuck();
            if (stuck != null) {
                park(now, Notice.Code.POLICY_PARKED, stuck);
                return;
            }
        }
        answers.forEach(answer -> latest.put(answer.decision().variable(), answer.decision()));
        answers.stream()
                .filter(answer -> answer.decision().variable().kind() == Variable.Kind.REPLICAS)
                .forEach(answer -> maxima.put(answer.decision().variable().component(), (int) answer.max()));
        var entries = new ArrayList<Entry>();
        var changed = answers.stream()
                .filter(answer -> !answer.state()
                        .equals(image().states().get(answer.state().variable())))
                .toList();
        if (!changed.isEmpty()) {
            entries.add(new Entry.Decided(
                    changed.stream().map(a -> rested(a.decision())).toList(),
                    changed.stream().map(a -> a.state()).toList()));
        }
        for (var answer : changed) {
            answer.decision().notices().forEach(notice -> entries.add(new Entry.Noticed(notice)));
        }
        var toBeRelieved = moveRules.due(program, evaluation, uptime.get());
        var plan = Planner.plan(situation, Decider.targets(program, answers, toBeRelieved));
        commit(now, entries, plan);
        rest(answers, plan);
    }

    /** What is at rest is looked at again when something happens, and at least every {@link #REST}. */
    private void rest(List<Pipeline.Answer> answers, Plan plan) {
        answers.forEach(answer -> answer.quiet()
                .forEach(quiet -> engine.keepQuiet(image().id(), quiet.statement(), quiet.low(), quiet.high())));
        var atRest = plan.isEmpty()
                && image().inFlight().isEmpty()
                && answers.stream().allMatch(Pipeline.Answer::isAtRest)
                && image().vees().values().stream().allMatch(ServiceLoop::isAtRest);
        restsUntil = atRest ? uptime.get().plus(REST) : LONG_AGO;
        decidedAt = image().lastSeq();
    }

    /** The decision with the samples behind its inputs: what is recorded says where its numbers come from. */
    private Decision rested(Decision decision) {
        var places = Inputs.of(decision.variable(), program).inputs();
        var inputs = new ArrayList<>(decision.inputs());
        for (var i = 0; i < places.size(); i++) {
            inputs.set(i, inputs.get(i).on(engine.basis(image().id(), places.get(i), decision.at())));
        }
        return decision.withInputs(inputs);
    }

    /** Decisions and plan go into the ledger in one transaction; only then are hosts called. */
    private void commit(Instant now, List<Entry> entries, Plan plan) {
        var all = new ArrayList<>(entries);
        if (!plan.isEmpty()) {
            all.add(new Entry.Planned(plan));
        }
        if (journal.append(now, all) && !plan.isEmpty()) {
            executor.execute(plan);
        }
    }

    /** Nothing of each component that nobody needs any more: they go in the reverse of the order of their start. */
    private List<Target> nothing() {
        var reason = new Reason("the service is undeployed", null);
        return program.spec().components().reversed().stream()
                .filter(component -> !isNeeded(component.name()))
                .map(component -> new Target(component.name(), 0, 0, component.size(), reason))
                .toList();
    }

    /** True while VEEs that start after that component are there; those nobody can reach do not count. */
    private boolean isNeeded(String component) {
        return program.spec().components().stream()
                .filter(other -> other.after().contains(component))
                .flatMap(other -> image().veesOf(other.name()).stream())
                .anyMatch(vee -> vee.phase() != VeePhase.UNKNOWN);
    }

    private FleetView fleetView(Map<String, BurnRates> burn) {
        var tiers = new HashMap<String, FleetView.Tier>();
        for (var component : program.spec().components()) {
            var state = image().states().get(Variable.replicas(component.name()));
            var current = state == null ? component.bounds().initialOrDefault() : (int) state.current();
            var rate = burn.getOrDefault(component.name(), BurnRates.UNKNOWN).over1h();
            tiers.put(
                    component.name(),
                    new FleetView.Tier(current, ready(component.name()), rate == null ? Double.NaN : rate));
        }
        return new FleetView(tiers);
    }

    private Map<Integer, Instant> ready(String component) {
        return image().veesOf(component).stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .collect(Collectors.toMap(vee -> vee.id().ordinal(), Vee::since, (one, other) -> one));
    }
}
