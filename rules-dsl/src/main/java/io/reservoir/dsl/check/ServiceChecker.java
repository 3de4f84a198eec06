package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Network;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.service.Size;
import io.reservoir.model.sla.SlaClasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the syntax tree of a manifest or rule file into a checked program. All that is wrong is found in one run: a
 * statement with a mistake is left out, and the rest is checked as if it were there.
 */
public final class ServiceChecker {
    private final SourceFile file;
    private final Problems problems;
    private final Limits limits;
    private final Declarations declared;
    private final Set<String> components;
    private final Set<String> networks;
    private final Scope scope;
    private final Program program = new Program();
    private final Metrics metrics;
    private final Units units;
    private final Calendars calendars;
    private final Formulas formulas;
    private final Images images;
    private final Measures measures;
    private final ClauseChecker clauses;
    private final MetricDeclarations metricDeclarations;
    private final Indicators indicators;
    private final Assignments assignments;
    private final SlaBindings slas;
    private final Speeds speeds;
    private final Contracts contracts;
    private final Placements placements;
    private final Holds holds;
    private final Budgets budgets;
    private final Objectives objectives;
    private final Migrations migrations;
    private final ServiceTests tests;

    private ServiceChecker(SourceFile file, SlaClasses classes, Limits limits, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.limits = limits;
        declared = new Declarations(file, problems);
        components = new LinkedHashSet<>(declared.components().keySet());
        components.addAll(declared.brokenComponents());
        networks = new LinkedHashSet<>(declared.networks().keySet());
        if (declared.isRuleFile()) {
            RuleFileInference.infer(file, components, networks, problems);
        }
        scope = new Scope(components, networks, declared.broken(), problems);
        units = new Units(problems);
        measures = new Measures(units, problems);
        metrics = new Metrics(problems);
        images = new Images(declared.images(), problems);
        metricDeclarations = new MetricDeclarations(scope, units, measures, metrics, problems);
        var times = new Times(problems);
        calendars = new Calendars(declared.calendars(), declared.broken(), times, problems);
        var readings = new ReadingsOf(scope, metrics, measures, program, problems);
        var outlook = new Outlook(scope, metrics, readings, measures, program, problems);
        formulas = new Formulas(units, readings, outlook, program, problems);
        var targets = new Targets(formulas, measures, problems);
        var sources = new Sources(file.source());
        clauses = new ClauseChecker(formulas, targets, measures, calendars, program, problems);
        indicators = new Indicators(scope, formulas, readings, metrics, clauses, sources, problems);
        assignments = new Assignments(scope, targets, clauses, sources, problems);
        slas = new SlaBindings(scope, classes, problems);
        var aside = new Program();
        var constants = new Constants(new Formulas(units, readings, outlook, aside, problems), aside, problems);
        speeds = new Speeds(scope, constants, problems);
        contracts = new Contracts(scope, metrics, constants, problems);
        placements = new Placements(scope, measures, sources, problems);
        holds = new Holds(scope, times, sources);
        budgets = new Budgets(sources, problems);
        objectives = new Objectives(scope, metrics, measures, formulas, sources, problems);
        migrations = new Migrations(scope, formulas, measures, sources);
        var expectations = new Expectations(scope, measures, constants, file.source(), problems);
        tests = new ServiceTests(scope, metrics, measures, formulas, expectations, sources, problems);
    }

    /** The program of a file; null if there is any error. */
    public static @Nullable CheckedService check(
            SourceFile file, SlaClasses classes, Limits limits, Problems problems) {
        return new ServiceChecker(file, classes, limits, problems).check();
    }

    private @Nullable CheckedService check() {
        if (!checkRules()) {
            return null;
        }
        file.statements().forEach(this::takeDeclaration);
        var blocks = blocks();
        var sizes = sizes();
        var ordered = indicators.inOrder();
        file.statements().forEach(this::takeEquation);
        file.statements().forEach(this::takeWish);
        var id = ServiceName.of(declared, file.source().file(), problems);
        WholeChecks.run(draft(blocks, ordered), problems);
        if (problems.anyError() || id == null) {
            return null;
        }
        return new CheckedService(
                spec(id, blocks, sizes),
                program.inputs(),
                program.constants(),
                Stream.concat(ordered.stream(), migrations.conditions().stream())
                        .toList(),
                assignments.ofComponents(),
                assignments.ofReplicas(),
                placements.ofReplicas(),
                calendars.all(),
                holds.all(),
                budgets.budget(),
                migrations.rules(ordered.size()),
                tests.all());
    }

    private Draft draft(Map<String, ComponentChecker.Block> blocks, List<Indicator> ordered) {
        var guards = new ArrayList<Guard>();
        assignments.found().forEach(target -> addGuard(target.followed().when(), guards));
        guards.addAll(migrations.guards());
        return new Draft(
                file.statements(),
                declared,
                scope,
                program,
                metrics,
                ordered,
                assignments.found(),
                guards,
                blocks,
                placements,
                slas,
                objectives.all(),
                holds.all(),
                tests.all());
    }

    private static void addGuard(@Nullable Guard guard, List<Guard> guards) {
        if (guard != null) {
            guards.add(guard);
        }
    }

    private Map<String, ComponentChecker.Block> blocks() {
        var checker = new ComponentChecker(
                scope,
                images,
                measures,
                new Settings(scope, measures, problems),
                new Leaving(metrics, measures, formulas, problems),
                problems);
        var blocks = new LinkedHashMap<String, ComponentChecker.Block>();
        declared.components().forEach((name, component) -> blocks.put(name, checker.check(component)));
        return blocks;
    }

    private Map<String, Size> sizes() {
        var checker = new Sizes(units, problems);
        var sizes = new LinkedHashMap<String, Size>();
        declared.components().forEach((name, component) -> sizes.put(name, checker.check(component)));
        return sizes;
    }

    /** What other statements may refer to. */
    private void takeDeclaration(Statement statement) {
        switch (statement) {
            case Statement.Metric metric -> metricDeclarations.declare(metric);
            case Statement.Indicator indicator -> indicators.take(indicator);
            case Statement.Equation equation -> {
                if (indicators.takeLoad(equation)) {
                    checkRelation(equation);
                }
            }
            case Statement.Tariff tariff -> refuseProviders("a tariff", tariff.name());
            case Statement.SlaClass slaClass -> refuseProviders("an SLA class", slaClass.name());
            case Statement.Objective objective -> {}
            case Statement.Calendar calendar -> {}
            case Statement.Hold hold -> {}
            case Statement.Budget budget -> {}
            case Statement.Migrate migrate -> {}
            case Statement.Test test -> {}
            case Statement.Service service -> {}
            case Statement.Image image -> {}
            case Statement.Network network -> {}
            case Statement.Component component -> {}
            case Statement.Broken broken -> {}
        }
    }

    private void refuseProviders(String what, Name name) {
        problems.error(Code.PROVIDER_FILE, name.span(), what + " is the provider's: it stands in a file of its own");
    }

    /** What reads metrics and indicators and is read by nobody. */
    private void takeWish(Statement statement) {
        switch (statement) {
            case Statement.Objective objective -> objectives.take(objective);
            case Statement.Hold hold -> holds.take(hold);
            case Statement.Budget budget -> budgets.take(budget);
            case Statement.Migrate migrate -> migrations.take(migrate);
            case Statement.Test test -> tests.take(test);
            default -> {
                // declarations and equations have been looked at before
            }
        }
    }

    private void takeEquation(Statement statement) {
        if (!(statement instanceof Statement.Equation equation)) {
            return;
        }
        var subject = Subject.of(equation.subject());
        if (subject == Subject.LOAD) {
            return;
        }
        if (subject != Subject.SPEED) {
            checkRelation(equation);
        }
        if (subject == null || subject == Subject.SLA || subject == Subject.SPEED || subject == Subject.DEPLOY) {
            clauses.checkAllowed(equation.clauses(), "this statement", Set.of());
        }
        switch (subject) {
            case REPLICAS -> assignments.take(equation, Variable.Kind.REPLICAS);
            case CPU -> assignments.take(equation, Variable.Kind.CPU);
            case MEMORY -> assignments.take(equation, Variable.Kind.MEMORY);
            case SLA -> slas.take(equation);
            case DEPLOY -> placements.take(equation);
            case SPEED -> speeds.take(equation);
            case LOAD -> {}
            case null -> contracts.take(equation);
        }
    }

    private void checkRelation(Statement.Equation equation) {
        if (equation.relation() != Statement.Relation.EQUALS) {
            problems.error(
                    Code.RELATION,
                    equation.relationSpan(),
                    "unexpected `" + equation.relation().sign() + "`, expected `=`",
                    "only `SPEED` takes `<=` and `>=`; bounds of a target are its `min` and `max`");
        }
    }

    /** True if there are not too many rules; else none of them is looked at. */
    private boolean checkRules() {
        var rules = file.statements().stream().filter(ServiceChecker::isRule).toList();
        if (rules.size() <= limits.rules()) {
            return true;
        }
        problems.error(
                Code.LIMIT,
                rules.get(limits.rules()).span(),
                "a service has at most " + limits.rules() + " rules, and this one has " + rules.size());
        return false;
    }

    private static boolean isRule(Statement statement) {
        if (!(statement instanceof Statement.Equation equation)) {
            return statement instanceof Statement.Indicator;
        }
        return switch (Subject.of(equation.subject())) {
            case REPLICAS, CPU, MEMORY, LOAD -> true;
            case SLA, DEPLOY, SPEED -> false;
            case null -> false;
        };
    }

    private ServiceSpec spec(ServiceId id, Map<String, ComponentChecker.Block> blocks, Map<String, Size> sizes) {
        return new ServiceSpec(
                id,
                components(blocks, sizes),
                networks(),
                images.all(),
                metrics.all(),
                contracts.bounds(),
                objectives.all());
    }

    private List<Component> components(Map<String, ComponentChecker.Block> blocks, Map<String, Size> sizes) {
        var all = new ArrayList<Component>();
        for (var name : components) {
            var block = blocks.getOrDefault(name, ComponentChecker.Block.EMPTY);
            all.add(new Component(
                    name,
                    sizes.getOrDefault(name, Sizes.INFERRED),
                    block.image(),
                    block.networks(),
                    block.bounds(),
                    block.after(),
                    block.ready(),
                    block.spread(),
                    block.near(),
                    block.settings(),
                    block.victim(),
                    block.drain(),
                    placements.ofComponent(name),
                    slas.ofComponent(name)));
        }
        return List.copyOf(all);
    }

    private List<Network> networks() {
        var all = new ArrayList<Network>();
        networks.forEach(name -> all.add(speeds.of(name, slas.ofNetwork(name))));
        if (speeds.isSet(Network.PUBLIC) || slas.ofNetwork(Network.PUBLIC) != null) {
            all.add(speeds.of(Network.PUBLIC, slas.ofNetwork(Network.PUBLIC)));
        }
        return List.copyOf(all);
    }
}
