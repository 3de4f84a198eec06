package io.reservoir.controller.node;

import io.reservoir.controller.execute.PlanExecutor;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.image.SetAside;
import io.reservoir.controller.observe.Observer;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.controller.plan.Planner;
import io.reservoir.controller.plan.Situation;
import io.reservoir.controller.plan.Target;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.service.Component;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.FleetView;
import io.reservoir.rules.session.RuleEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Drives one service: observe, evaluate, decide, plan, commit, execute. Belongs to one thread; every pass takes the
 * state from the ledger's image and leaves it there.
 */
final class ServiceLoop {
    private final Journal journal;
    private final RuleEngine engine;
    private final SlaClasses classes;
    private final PlanExecutor executor;
    private final SlaAccount account;
    private final SortedMap<Variable, Decision> latest = new TreeMap<>();
    private final SortedMap<String, Integer> maxima = new TreeMap<>();
    private CheckedService program;
    private PolicyRules policy;
    private RememberingJudge judge;
    private boolean parked;

    ServiceLoop(
            Journal journal,
            CheckedService program,
            RuleEngine engine,
            SlaClasses classes,
            PlanExecutor executor,
            SlaAccount account,
            PolicyRules policy) {
        this.journal = journal;
        this.program = program;
        this.engine = engine;
        this.classes = classes;
        this.executor = executor;
        this.account = account;
        this.policy = policy;
        judge = new RememberingJudge(policy);
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

    boolean append(Instant now, Entry entry) {
        return journal.append(now, List.of(entry));
    }

    /** The manifest in force is another one from now on; windows and pipeline state are kept. */
    void use(CheckedService newProgram) {
        program = newProgram;
        parked = false;
        executor.use(newProgram.spec());
        engine.deploy(image().id(), newProgram);
    }

    /** Another policy is in force from the next pass on. */
    void use(PolicyRules newPolicy) {
        policy = newPolicy;
        judge = new RememberingJudge(newPolicy);
        parked = false;
    }

    /** One round over what the hosts show now. */
    void pass(SiteView view) {
        if (journal.isLost()) {
            return;
        }
        observe(view);
        var situation = new Situation(program.spec(), classes, image(), view.capacities(), view.at());
        switch (image().lifecycle()) {
            case DEFINED -> {
                // nothing runs and nothing shall
            }
            case ACTIVE -> decideAndAct(situation);
            case UNDEPLOYED -> commit(view.at(), List.of(), Planner.plan(situation, nothing()));
        }
    }

    private void observe(SiteView view) {
        var found = Observer.compare(
                image(),
                program.spec(),
                view,
                (intent, call) -> executor.isOver(intent, call, view.at()),
                vee -> executor.isUntouchedSince(vee, view.at()));
        var entries = new ArrayList<>(found.entries());
        entries.addAll(SetAside.notices(image(), entries, view.at()));
        journal.append(view.at(), entries);
        executor.reap(found.leaks());
    }

    private void decideAndAct(Situation before) {
        var now = before.now();
        if (!policy.hash().equals(image().policy())
                && !append(now, new Entry.PolicyInForce(policy.hash(), policy.author()))) {
            return;
        }
        var burn = burn(now);
        engine.fleet(image().id(), fleetView(burn));
        var situation = new Situation(before.spec(), classes, image(), before.hosts(), now);
        switch (engine.evaluate(image().id(), now)) {
            case EvaluationOutcome.Evaluated evaluated -> decide(situation, evaluated.evaluation(), burn);
            case EvaluationOutcome.Parked parkedNow -> park(now, Notice.Code.RULES_PARKED, parkedNow.cause());
        }
    }

    /** What was decided stands; an operator has to look. Told once for each deployment of the rules, or the policy. */
    private void park(Instant now, Notice.Code code, String cause) {
        if (!parked) {
            parked = true;
            append(now, new Entry.Noticed(new Notice(code, cause)));
        }
    }

    private Map<String, BurnRates> burn(Instant now) {
        return program.spec().components().stream()
                .map(Component::name)
                .collect(Collectors.toMap(name -> name, name -> account.burn(name, now)));
    }

    private void decide(Situation situation, Evaluation evaluation, Map<String, BurnRates> burn) {
        var now = situation.now();
        var answers = new Decider(program, classes, situation, evaluation, new Oversights(judge, burn)).decide();
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
                    changed.stream().map(a -> a.decision()).toList(),
                    changed.stream().map(a -> a.state()).toList()));
        }
        for (var answer : changed) {
            answer.decision().notices().forEach(notice -> entries.add(new Entry.Noticed(notice)));
        }
        commit(now, entries, Planner.plan(situation, Decider.targets(program, answers)));
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

    private Set<Integer> ready(String component) {
        return image().veesOf(component).stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .map(vee -> vee.id().ordinal())
                .collect(Collectors.toSet());
    }
}
