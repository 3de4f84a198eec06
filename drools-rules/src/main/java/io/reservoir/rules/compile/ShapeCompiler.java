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
 * <p>Each rule has the form <i>a service of which a statement says other than what was told, and an open gate: tell
 * it</i>. No rule sets off another one: what statements have in common, the indicators, is worked out before the rules
 * see a fact. So it does not matter in which order they fire.
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
        var statements = Statement.of(program);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            rules.add(rule(shape, slots, statements.get(i), i, program));
        }
        Model model = new ModelImpl(shape.packageName()).withRules(rules);
        return new CompiledShape(shape, program, statements, KieBaseBuilder.createKieBaseFromModel(model, NO_OPTIONS));
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

    private static Rule rule(Shape shape, Slots slots, Statement statement, int index, CheckedService program) {
        Variable<ServiceFact> service = DSL.declarationOf(ServiceFact.class, slots, "service");
        Variable<SiteGate> gate = DSL.declarationOf(SiteGate.class, "gate");
        var source = statement.source();
        var canonical = statement.canonical();
        return PatternDSL.rule(shape.packageName(), statement.id())
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
                                        PatternDSL.reactOn(Slots.names(statement.inputs(program)))),
                        PatternDSL.pattern(gate).expr("gate is open", SiteGate::isOpen),
                        DSL.on(service).execute(fact -> fire(statement, index, fact)));
    }

    /** A statement that fails is a bug, and stays one of that service: the session is shared with others. */
    static boolean isDue(Statement statement, ServiceFact fact) {
        try {
            return fact.fault() == null && statement.isDue(fact);
        } catch (RuntimeException e) {
            fact.fail(statement.id(), e);
            return false;
        }
    }

    /** The match may be older than the fact: what fires is what is due now. */
    private static void fire(Statement statement, int index, ServiceFact fact) {
        if (isDue(statement, fact)) {
            try {
                statement.tell(fact);
                fact.noteFired(index);
            } catch (RuntimeException e) {
                fact.fail(statement.id(), e);
            }
        }
    }
}
