package io.reservoir.rules.compile;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import java.util.BitSet;
import java.util.Objects;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The facts of all services of one shape, and the gate, in one session of the engine. Its clock is a pseudo clock
 * that nothing reads: time stands in the inputs.
 */
public final class ShapeSession implements AutoCloseable {
    private final CompiledShape shape;
    private final StatefulKnowledgeSessionImpl session;
    private final FactHandle gate;
    private final Cells stack;

    ShapeSession(CompiledShape shape, SiteGate gate) {
        this.shape = shape;
        session = (StatefulKnowledgeSessionImpl) newSession(shape);
        this.gate = session.insert(gate);
        stack = new Cells(shape.stackDepth());
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

    public boolean contains(ServiceFact fact) {
        return fact.handle != null;
    }

    /** Shows a fact to the rules for the first time, its inputs being set. */
    public void insert(ServiceFact fact) {
        shape.deriveAll(fact);
        var handle = session.insert(fact);
        fact.handle = handle;
        session.fireAllRules();
        session.update(handle, fact);
        session.flushPropagations();
    }

    /** Tells the rules which inputs of a fact have changed, if any of them could fire for that, and lets them fire. */
    public void update(ServiceFact fact, BitSet changedInputs) {
        var handle = Objects.requireNonNull(fact.handle, "a fact is inserted before it is updated");
        shape.derive(fact, changedInputs);
        if (shape.isQuiet(fact, changedInputs)) {
            return;
        }
        var mask = shape.maskOf(changedInputs);
        session.update(handle, fact, mask, ServiceFact.class, null);
        session.fireAllRules();
        // what was told is no longer due: else its match would stay in the engine's memory
        session.update(handle, fact, mask, ServiceFact.class, null);
        session.flushPropagations();
    }

    /** Makes what is told of all statements of a fact what they say, whether they are quiet or not. */
    public void tellAll(ServiceFact fact) {
        shape.tellAll(fact);
    }

    public void delete(ServiceFact fact) {
        if (fact.handle != null) {
            session.delete(fact.handle);
            session.flushPropagations();
            fact.handle = null;
        }
    }

    /** Opens or closes the gate; what was due while it was closed fires when it opens. */
    public void gate(SiteGate state) {
        session.update(gate, state);
        session.fireAllRules();
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
