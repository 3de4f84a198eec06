package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evrete.KnowledgeService;
import org.evrete.api.FactHandle;
import org.evrete.api.IntToValue;
import org.evrete.api.Knowledge;
import org.evrete.api.StatefulSession;
import org.evrete.api.builders.RuleSetBuilder;

/** Evrete with a knowledge and a session for each shape, and a fact for each service. */
final class EvretePerShape extends FactContender {
    static final String NAME = "Evrete";

    private final Workload workload;
    private final KnowledgeService service =
            KnowledgeService.builder().withExecutor(new OwnThread()).build();
    private final Map<Integer, StatefulSession> sessions = new HashMap<>();
    private final List<Member> members = new ArrayList<>();

    private record Member(StatefulSession session, FactHandle handle) {}

    EvretePerShape(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    void insert(int number, ShopFact fact) {
        var session = sessions.computeIfAbsent(
                workload.shape(number), shape -> knowledge(shape).newStatefulSession());
        members.add(new Member(session, session.insert(fact)));
        session.fire();
    }

    private Knowledge knowledge(int shape) {
        RuleSetBuilder<Knowledge> rules = service.newKnowledge().builder();
        for (var indicating : ShopRules.INDICATORS) {
            rules = rules.newRule("N" + shape + indicating.property())
                    .salience(indicating.salience())
                    .forEach("$shop", ShopFact.class)
                    .where((IntToValue facts) -> indicating.isDue(facts.get(0, ShopFact.class)), "$shop")
                    .execute(context -> {
                        var fact = context.get(ShopFact.class, "$shop");
                        indicating.settle(fact);
                        context.update(fact);
                    });
        }
        for (var assigning : ShopRules.ASSIGNMENTS) {
            rules = rules.newRule(assigning.property())
                    .salience(0)
                    .forEach("$shop", ShopFact.class)
                    .where((IntToValue facts) -> assigning.isDue(facts.get(0, ShopFact.class)), "$shop")
                    // nobody else reads the target, so nobody needs to be told
                    .execute(context -> assigning.settle(context.get(ShopFact.class, "$shop")));
        }
        return rules.build();
    }

    @Override
    void settle(int number, ShopFact fact, int series) {
        var member = members.get(number);
        member.session().update(member.handle(), fact);
        member.session().fire();
    }

    @Override
    public void close() {
        sessions.values().forEach(StatefulSession::close);
        members.clear();
        service.shutdown();
    }
}
