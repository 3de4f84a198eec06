package io.reservoir.rules.drl;

import io.reservoir.rules.compile.SiteGate;
import java.nio.charset.StandardCharsets;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/** DRL compiled by the engine's classic compiler, and a session of it with one service. */
final class ClassicRules implements AutoCloseable {
    private static final int FIRINGS_AT_MOST = 1_000;

    private final KieSession session;
    private final ServiceValues values = new ServiceValues();

    private ClassicRules(KieSession session) {
        this.session = session;
        session.insert(values);
    }

    static KieBase base(String drl) {
        var builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
        builder.add(ResourceFactory.newByteArrayResource(drl.getBytes(StandardCharsets.UTF_8)), ResourceType.DRL);
        if (builder.hasErrors()) {
            throw new AssertionError(builder.getErrors() + "\n" + drl);
        }
        return builder.newKieBase();
    }

    static ClassicRules of(String drl, SiteGate gate) {
        var session = base(drl).newKieSession();
        session.insert(gate);
        return new ClassicRules(session);
    }

    ServiceValues values() {
        return values;
    }

    /** Tells the engine of new readings and lets it fire; the number of firings. */
    int fire() {
        session.update(session.getFactHandle(values), values);
        int fired = session.fireAllRules(FIRINGS_AT_MOST);
        if (fired == FIRINGS_AT_MOST) {
            throw new AssertionError("the rules do not come to rest");
        }
        return fired;
    }

    @Override
    public void close() {
        session.dispose();
    }
}
