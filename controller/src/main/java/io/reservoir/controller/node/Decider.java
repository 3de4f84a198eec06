package io.reservoir.controller.node;

import io.reservoir.controller.decide.Bounds;
import io.reservoir.controller.decide.Census;
import io.reservoir.controller.decide.Pipeline;
import io.reservoir.controller.decide.Question;
import io.reservoir.controller.image.Breaker;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.plan.Planner;
import io.reservoir.controller.plan.Situation;
import io.reservoir.controller.plan.Target;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.MigrationRule;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Hold;
import io.reservoir.model.service.ReplicaBounds;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the question for each variable of a service to the pipeline, and turns the answers into targets: pure. */
public final class Decider {
    private final CheckedService program;
    private final SlaClasses classes;
    private final Situation situation;
    private final Evaluation evaluation;
    private final Circumstances circumstances;

    /** Puts questions about one moment. */
    public Decider(
            CheckedService program,
            SlaClasses classes,
            Situation situation,
            Evaluation evaluation,
            Circumstances circumstances) {
        this.program = program;
        this.classes = classes;
        this.situation = situation;
        this.evaluation = evaluation;
        this.circumstances = circumstances;
    }

    /** One answer for the replicas of each component, and one for each size that a statement sets. */
    List<Pipeline.Answer> decide() {
        var answers = new HashMap<String, List<Pipeline.Answer>>();
        program.spec().components().stream()
                .sorted(byPriority(classes))
                .forEach(component -> answers.put(component.name(), answers(component)));
        return program.spec().components().stream()
                .flatMap(component -> answers.getOrDefault(component.name(), List.of()).stream())
                .toList();
    }

    /** Who is served first where a budget does not bear all. */
    public static Comparator<Component> byPriority(SlaClasses classes) {
        return Comparator.<Component>comparingInt(component -> {
                    var slaClass = classes.named(component.slaClass());
                    return slaClass == null ? 0 : -slaClass.priority();
                })
                .thenComparing(Component::name);
    }

    private List<Pipeline.Answer> answers(Component component) {
        var answers = new ArrayList<Pipeline.Answer>();
        for (var kind : Variable.Kind.values()) {
            var variable = new Variable(kind, component.name());
            if (isDecided(program, variable)) {
                answers.add(decide(component, variable));
            }
        }
        return answers;
    }

    private Pipeline.Answer decide(Component component, Variable variable) {
        var answer = Pipeline.decide(question(component, variable));
        var costs = circumstances.costs();
        if (costs != null) {
            costs.decided(variable, answer.decision().target());
        }
        return answer;
    }

    /** True for the replicas of each component, and for what a statement sets. */
    public static boolean isDecided(CheckedService program, Variable variable) {
        return program.spec().components().stream().anyMatch(c -> c.name().equals(variable.component()))
                && (variable.kind() == Variable.Kind.REPLICAS
                        || program.assignments().stream()
                                .anyMatch(a -> a.target().equals(variable)));
    }

    /** The question about one variable of the service. */
    public Question question(Variable variable) {
        return question(program.spec().component(variable.component()), variable);
    }

    private Question question(Component component, Variable variable) {
        var slaClass = classes.named(component.slaClass());
        Map<String, Policy> policies = program.assignments().stream()
                .filter(a -> a.target().equals(variable))
                .collect(Collectors.toMap(Assignment::id, a -> Policy.of(variable.kind(), slaClass, a.clauses())));
        var candidates = evaluation.candidates().stream()
                .filter(candidate -> candidate.variable().equals(variable))
                .toList();
        return new Question(
                variable,
                situation.now(),
                Inputs.of(variable, program, evaluation),
                candidates,
                policies,
                Policy.of(variable.kind(), slaClass, Clauses.NONE),
                bounds(component, variable.kind()),
                census(component),
                holds(component),
                circumstances.blackout(),
                circumstances.costs() == null ? null : circumstances.costs().allowance(variable),
                slaClass != null && (slaClass.availability() != null || slaClass.responseTime() != null),
                inPlace(component, variable.kind()),
                (candidate, size) -> atSize(component).of(candidate, size),
                state(component, variable),
                circumstances.oversights().of(component, situation, evaluation));
    }

    /** What is there of a quantity: replicas that are ready, or what the least of them has. */
    private double inPlace(Component component, Variable.Kind kind) {
        var ready = ready(component);
        return switch (kind) {
            case REPLICAS -> ready.size();
            case CPU ->
                ready.stream().mapToDouble(vee -> vee.size().vcpus()).min().orElse(0);
            case MEMORY ->
                ready.stream()
                        .mapToDouble(vee -> vee.size().memoryBytes())
                        .min()
                        .orElse(0);
        };
    }

    private List<Vee> ready(Component component) {
        return situation.image().veesOf(component.name()).stream()
                .filter(vee -> vee.phase() == VeePhase.READY)
                .toList();
    }

    private AtSize atSize(Component component) {
        var ready = ready(component).size();
        var current = state(component, Variable.replicas(component.name())).current();
        return new AtSize(program, evaluation, component.name(), ready > 0 ? ready : current);
    }

    private static Bounds bounds(Component component, Variable.Kind kind) {
        var written = component.bounds();
        return switch (kind) {
            case REPLICAS ->
                new Bounds(
                        written.minOrDefault(),
                        written.max() == null ? null : (double) written.max(),
                        ReplicaBounds.DEFAULT_MAX);
            case CPU ->
                new Bounds(
                        1,
                        null,
                        Math.max(ReplicaBounds.DEFAULT_MAX, component.size().vcpus()));
            case MEMORY ->
                new Bounds(
                        component.size().memoryBytes(),
                        null,
                        (double) ReplicaBounds.DEFAULT_MAX * component.size().memoryBytes());
        };
    }

    private List<Hold> holds(Component component) {
        return program.holds().stream()
                .filter(hold -> hold.component().equals(component.name()))
                .toList();
    }

    private Census census(Component component) {
        var image = situation.image();
        var breaker = image.componentBreakers().getOrDefault(component.name(), Breaker.closed(Breaker.Rule.COMPONENT));
        return Census.of(
                image.veesOf(component.name()),
                wanted -> Planner.room(situation, component, component.size(), wanted),
                breaker.openUntil(),
                breaker.failures());
    }

    /** What is remembered of a variable; a new one starts from its initial size as if that had been decided. */
    private VariableState state(Component component, Variable variable) {
        return state(situation.image(), component, variable, situation.now());
    }

    private static VariableState state(ServiceImage image, Component component, Variable variable, Instant now) {
        var known = image.states().get(variable);
        if (known != null) {
            return known;
        }
        var initial = switch (variable.kind()) {
            case REPLICAS -> (double) component.bounds().initialOrDefault();
            case CPU -> (double) component.size().vcpus();
            case MEMORY -> (double) component.size().memoryBytes();
        };
        var point = List.of(new VariableState.Point(now, initial));
        return new VariableState(variable, initial, point, point, List.of());
    }

    /** How many replicas of which size each component has by what was decided so far. */
    public static Map<String, Costs.Tier> tiers(CheckedService program, ServiceImage image, Instant now) {
        var tiers = new TreeMap<String, Costs.Tier>();
        for (var component : program.spec().components()) {
            var tier = new Costs.Tier(0, component.size());
            for (var kind : Variable.Kind.values()) {
                var variable = new Variable(kind, component.name());
                tier = tier.with(kind, state(image, component, variable, now).current());
            }
            tiers.put(component.name(), tier);
        }
        return tiers;
    }

    /** What the planner is to bring about, a target for each component in the order of the manifest. */
    static List<Target> targets(
            CheckedService program, List<Pipeline.Answer> answers, List<MigrationRule> toBeRelieved) {
        return program.spec().components().stream()
                .map(component -> target(component, answers, toBeRelieved))
                .toList();
    }

    private static Target target(Component component, List<Pipeline.Answer> answers, List<MigrationRule> toBeRelieved) {
        var size = component.size();
        Pipeline.Answer replicas = null;
        for (var answer : answers) {
            var variable = answer.decision().variable();
            if (variable.component().equals(component.name())) {
                switch (variable.kind()) {
                    case REPLICAS -> replicas = answer;
                    case CPU -> size = size.withVcpus((int) answer.decision().target());
                    case MEMORY ->
                        size = new Size(size.vcpus(), (long) answer.decision().target(), size.diskBytes());
                }
            }
        }
        if (replicas == null) {
            throw new IllegalStateException("no decision about the replicas of " + component.name());
        }
        var decision = replicas.decision();
        return new Target(
                component.name(),
                (int) decision.target(),
                (int) replicas.max(),
                size,
                reason(decision),
                replicas.firstToGo(),
                departures(component, replicas, toBeRelieved));
    }

    private static List<Target.Departure> departures(
            Component component, Pipeline.Answer replicas, List<MigrationRule> toBeRelieved) {
        var byPolicy = replicas.departures().stream()
                .map(left -> new Target.Departure(new HostId(left.host()), new Reason(left.reason(), null)));
        var byManifest = toBeRelieved.stream()
                .filter(rule -> rule.component().equals(component.name()))
                .map(rule -> new Target.Departure(null, new Reason("the condition to move holds", rule.source())));
        return Stream.concat(byPolicy, byManifest).toList();
    }

    private static Reason reason(Decision decision) {
        var change = decision.changes()
                ? Numbers.plain(decision.from()) + " → " + Numbers.plain(decision.target())
                : "stays " + Numbers.plain(decision.target());
        return new Reason(decision.variable() + " " + change + ", " + decision.because(), decision.source());
    }
}
