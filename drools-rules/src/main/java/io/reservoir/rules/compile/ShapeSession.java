package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import java.util.BitSet;
import java.util.Objects;
import org.drools.core.rule.consequence.InternalMatch;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;

/**
 * The facts of all services of one shape, and the gate, in one session of the engine. Its clock is a pseudo clock
 * that nothing reads: time stands in the inputs.
 */
public final class ShapeSession implements AutoCloseable {
    /** A round of rules fires each once; more is the work of a faulty program, and this much more stops it. */
    private static final int FIRINGS_PER_STATEMENT = 4;

    private static final int FIRINGS_AT_LEAST = 16;

    private final CompiledShape shape;
    private final StatefulKnowledgeSessionImpl session;
    private final FactHandle gate;
    private final Cells stack;
    private final int firingsPerService;

    private int run;

    ShapeSession(CompiledShape shape, SiteGate gate) {
        this.shape = shape;
        session = (StatefulKnowledgeSessionImpl) newSession(shape);
        session.addEventListener(new FiringListener());
        this.gate = session.insert(gate);
        stack = new Cells(Math.max(1, shape.stackDepth()));
        int statements = shape.slots().indicators() + shape.slots().assignments();
        firingsPerService = FIRINGS_AT_LEAST + FIRINGS_PER_STATEMENT * statements;
    }

    private static KieSession newSession(CompiledShape shape) {
        KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
        configuration.setOption(ClockTypeOption.PSEUDO);
        return shape.kieBase().newKieSession(configuration, null);
    }

    public CompiledShape shape() {
        return shape;
    }

    /** A fact for a program of this session's shape; the rules do not know it until it is inserted. */
    public ServiceFact newFact(CheckedService program) {
        return new ServiceFact(program, stack);
    }

    public void insert(ServiceFact fact) {
        fact.handle = session.insert(fact);
    }

    public boolean contains(ServiceFact fact) {
        return fact.handle != null;
    }

    /** Tells the rules which inputs of a fact have changed. */
    public void update(ServiceFact fact, BitSet changedInputs) {
        var handle = Objects.requireNonNull(fact.handle, "a fact is inserted before it is updated");
        session.update(handle, fact, shape.slots().maskOfInputs(changedInputs), ServiceFact.class, null);
    }

    public void delete(ServiceFact fact) {
        if (fact.handle != null) {
            session.delete(fact.handle);
            session.flushPropagations();
            fact.handle = null;
        }
    }

    public void gate(SiteGate state) {
        session.update(gate, state);
    }

    /**
     * Fires until nothing is due. A service whose rules do not come to rest is marked faulty and fires no more; the
     * others are not touched by that.
     */
    public void fire() {
        run++;
        session.fireAllRules(match -> factOf(match).mayFire(run, firingsPerService));
    }

    /** The service that a rule has matched. */
    static ServiceFact factOf(Match match) {
        return (ServiceFact) ((InternalMatch) match).getTuple().getObject(0);
    }

    /** How many facts the engine holds, the gate among them. */
    public long factCount() {
        return session.getFactCount();
    }

    @Override
    public void close() {
        session.dispose();
    }
}
