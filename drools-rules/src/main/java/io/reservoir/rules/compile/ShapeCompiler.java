package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.drools.model.DSL;
import org.drools.model.Model;
import org.drools.model.PatternDSL;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.KieBaseOption;

/**
 * Checked program to rules: one Drools rule per statement, built with the engine's programmatic model. No text of a
 * rule is written or parsed and no class is generated, so a tenant's manifest never becomes code.
 *
 * <p>Each rule has the form <i>a service whose slot differs from what the statement says, and an open gate: set the
 * slot</i>. Indicators have salience in topological order, so that each fires once where one round is enough.
 */
public final class ShapeCompiler {
    private static final KieBaseOption[] NO_OPTIONS = {};

    private ShapeCompiler() {}

    /** What an execution of the rule needs to know of the statement, as keys of the rule's metadata. */
    public static final class Metadata {
        /** Index of the statement: indicators count from 0, assignments follow. */
        public static final String INDEX = "index";

        /** The statement as the first member of the shape wrote it. */
        public static final String TEXT = "rsl";

        /** Where that stands. */
        public static final String SPAN = "span";

        /** The statement with its constants lifted, as all members of the shape have it. */
        public static final String CANONICAL = "canonical";

        private Metadata() {}
    }

    public static CompiledShape compile(Shape shape, CheckedService program) {
        refuseEqualIds(program);
        var slots = Slots.of(program);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < program.indicators().size(); i++) {
            var indicator = program.indicators().get(i);
            var reads = Reads.of(indicator.value());
            var measured = indicator.measured();
            if (measured != null) {
                reads.inputs().set(measured);
            }
            rules.add(rule(shape, slots, reads, slots.indicator(i), new Statement.Indicating(indicator, i)));
        }
        for (int i = 0; i < program.assignments().size(); i++) {
            var assignment = program.assignments().get(i);
            var reads = Reads.of(assignment.value(), assignment.guard(), assignment.min(), assignment.max());
            rules.add(rule(shape, slots, reads, slots.assignment(i), new Statement.Assigning(assignment, i)));
        }
        Model model = new ModelImpl(shape.packageName()).withRules(rules);
        return new CompiledShape(
                shape, slots, stackDepth(program), KieBaseBuilder.createKieBaseFromModel(model, NO_OPTIONS));
    }

    /** Of two rules of one name the engine would keep one and say nothing. */
    private static void refuseEqualIds(CheckedService program) {
        Set<String> ids = new HashSet<>();
        Stream.concat(
                        program.indicators().stream().map(i -> i.id()),
                        program.assignments().stream().map(a -> a.id()))
                .filter(id -> !ids.add(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("two statements are called " + id);
                });
    }

    private static Rule rule(Shape shape, Slots slots, Reads reads, int written, Statement statement) {
        Variable<ServiceFact> service = DSL.declarationOf(ServiceFact.class, slots, "service");
        Variable<SiteGate> gate = DSL.declarationOf(SiteGate.class, "gate");
        var mask = slots.maskOf(written);
        int index = written - slots.inputs();
        var source = statement.source();
        var canonical = statement.canonical();
        return PatternDSL.rule(shape.packageName(), statement.id())
                .attribute(Rule.Attribute.SALIENCE, Math.max(0, slots.indicators() - index))
                .metadata(Metadata.INDEX, index)
                .metadata(Metadata.TEXT, source.text())
                .metadata(Metadata.SPAN, source.span())
                .metadata(Metadata.CANONICAL, canonical)
                .build(
                        PatternDSL.pattern(service)
                                // the engine merges conditions of equal ids
                                .expr(
                                        statement.id() + ": " + canonical,
                                        fact -> isDue(statement, fact),
                                        PatternDSL.reactOn(slots.names(reads, written))),
                        PatternDSL.pattern(gate).expr("gate is open", SiteGate::isOpen),
                        DSL.on(service).execute((drools, fact) -> {
                            settle(statement, fact);
                            drools.update(fact, mask);
                        }));
    }

    /** A statement that fails is a bug, and stays one of that service: the session is shared with others. */
    private static boolean isDue(Statement statement, ServiceFact fact) {
        try {
            return fact.fault() == null && statement.isDue(fact);
        } catch (RuntimeException e) {
            fail(statement, fact, e);
            return false;
        }
    }

    /** Whether a statement is due is known from the first of its clauses that differs, so others may fail here. */
    private static void settle(Statement statement, ServiceFact fact) {
        try {
            statement.settle(fact);
        } catch (RuntimeException e) {
            fail(statement, fact, e);
        }
    }

    private static void fail(Statement statement, ServiceFact fact, RuntimeException e) {
        fact.fail("statement " + statement.id() + " failed: " + e);
    }

    private static int stackDepth(CheckedService program) {
        var ofIndicators = program.indicators().stream().map(i -> i.value());
        var ofAssignments =
                program.assignments().stream().flatMap(a -> Stream.of(a.value(), a.guard(), a.min(), a.max()));
        return Stream.concat(ofIndicators, ofAssignments)
                .mapToInt(formula -> formula == null ? 0 : formula.stackDepth())
                .max()
                .orElse(0);
    }
}
