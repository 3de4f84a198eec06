package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Workload;
import io.reservoir.rules.compile.SiteGate;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.DSL;
import org.drools.model.PatternDSL;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseOption;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.FactHandle;

/** Drools with a rule base and a session for each service, built with the programmatic model. */
final class KieBaseEach extends FactContender {
    static final String NAME = "Drools, a KieBase each";

    private static final KieBaseOption[] NO_OPTIONS = {};

    private final Workload workload;
    private final List<Session> sessions = new ArrayList<>();

    private record Session(KieSession session, FactHandle handle) {}

    KieBaseEach(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    void insert(int service, ShopFact fact) {
        var model = new ModelImpl("service" + service).withRules(rules("service" + service, workload.shape(service)));
        var configuration = KieServices.get().newKieSessionConfiguration();
        configuration.setOption(ClockTypeOption.PSEUDO);
        var session = KieBaseBuilder.createKieBaseFromModel(model, NO_OPTIONS).newKieSession(configuration, null);
        session.insert(SiteGate.OPEN);
        sessions.add(new Session(session, session.insert(fact)));
        session.fireAllRules();
    }

    private static List<Rule> rules(String packageName, int shape) {
        Variable<ShopFact> shop = DSL.declarationOf(ShopFact.class, "shop");
        Variable<SiteGate> gate = DSL.declarationOf(SiteGate.class, "gate");
        List<Rule> rules = new ArrayList<>();
        for (var indicating : ShopRules.INDICATORS) {
            rules.add(PatternDSL.rule(packageName, "N" + shape + indicating.property())
                    .attribute(Rule.Attribute.SALIENCE, indicating.salience())
                    .build(
                            PatternDSL.pattern(shop)
                                    .expr(
                                            indicating.property(),
                                            indicating::isDue,
                                            PatternDSL.reactOn(indicating.propertiesOfCondition())),
                            PatternDSL.pattern(gate).expr("gate is open", SiteGate::isOpen),
                            DSL.on(shop).execute((drools, fact) -> {
                                indicating.settle(fact);
                                drools.update(fact, indicating.property());
                            })));
        }
        for (var assigning : ShopRules.ASSIGNMENTS) {
            rules.add(PatternDSL.rule(packageName, assigning.property())
                    .build(
                            PatternDSL.pattern(shop)
                                    .expr(
                                            assigning.property(),
                                            assigning::isDue,
                                            PatternDSL.reactOn(assigning.reads().toArray(String[]::new))),
                            PatternDSL.pattern(gate).expr("gate is open", SiteGate::isOpen),
                            // nobody else reads the target, so nobody needs to be told
                            DSL.on(shop).execute(assigning::settle)));
        }
        return rules;
    }

    @Override
    void settle(int service, ShopFact fact, int series) {
        var session = sessions.get(service);
        session.session().update(session.handle(), fact, SERIES.get(series));
        session.session().fireAllRules();
    }

    @Override
    public void close() {
        sessions.forEach(session -> session.session().dispose());
        sessions.clear();
    }
}
