package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.drools.util.bitmask.BitMask;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;

/** The rules of a shape, never changed once they are built. */
public final class CompiledShape {
    private final Shape shape;
    private final Slots slots;
    private final List<Statement> statements;
    private final int stackDepth;
    private final KieBase kieBase;

    /** By input: the mask that says it has changed, and the indicators that follow from it in topological order. */
    private final BitMask[] masks;

    private final Statement.Indicating[][] followers;
    private final Statement.Indicating[] indicators;

    /** By input: the statements that depend on it. */
    private final Statement[][] dependents;

    CompiledShape(Shape shape, CheckedService program, List<Statement> statements, KieBase kieBase) {
        this.shape = shape;
        this.slots = Slots.of(program);
        this.statements = statements;
        stackDepth = program.stackDepth();
        this.kieBase = kieBase;
        masks = new BitMask[slots.inputs()];
        followers = new Statement.Indicating[slots.inputs()][];
        dependents = new Statement[slots.inputs()][];
        for (int input = 0; input < slots.inputs(); input++) {
            masks[input] = slots.maskOf(input);
            int changed = input;
            Predicate<Statement> depends =
                    statement -> statement.inputs(program).get(changed);
            followers[input] = indicators(depends);
            dependents[input] = statements.stream().filter(depends).toArray(Statement[]::new);
        }
        indicators = indicators(indicator -> true);
    }

    private Statement.Indicating[] indicators(Predicate<Statement> which) {
        return statements.stream()
                .filter(which)
                .filter(Statement.Indicating.class::isInstance)
                .toArray(Statement.Indicating[]::new);
    }

    public Shape shape() {
        return shape;
    }

    /** Its rules, one per statement: names are ids of statements, metadata as in {@link ShapeCompiler.Metadata}. */
    public List<Rule> rules() {
        return kieBase.getKiePackage(shape.packageName()) == null
                ? List.of()
                : List.copyOf(kieBase.getKiePackage(shape.packageName()).getRules());
    }

    /** A session for services of this shape, confined to the thread that uses it. */
    public ShapeSession newSession(SiteGate gate) {
        return new ShapeSession(this, gate);
    }

    int stackDepth() {
        return stackDepth;
    }

    KieBase kieBase() {
        return kieBase;
    }

    BitMask maskOf(BitSet changedInputs) {
        int first = changedInputs.nextSetBit(0);
        return first >= 0 && changedInputs.nextSetBit(first + 1) < 0 ? masks[first] : slots.maskOf(changedInputs);
    }

    /** Works out again the indicators that follow from inputs that have changed. */
    void derive(ServiceFact fact, BitSet changedInputs) {
        int first = changedInputs.nextSetBit(0);
        if (first >= 0 && changedInputs.nextSetBit(first + 1) < 0) {
            derive(fact, followers[first]);
        } else {
            deriveAll(fact);
        }
    }

    /** True if no statement that depends on these inputs has anything to tell: then the engine need not hear of it. */
    boolean isQuiet(ServiceFact fact, BitSet changedInputs) {
        for (int i = changedInputs.nextSetBit(0); i >= 0; i = changedInputs.nextSetBit(i + 1)) {
            for (var statement : dependents[i]) {
                if (ShapeCompiler.isDue(statement, fact)) {
                    return false;
                }
            }
        }
        return true;
    }

    void deriveAll(ServiceFact fact) {
        derive(fact, indicators);
    }

    private static void derive(ServiceFact fact, Statement.Indicating[] following) {
        for (var indicating : following) {
            try {
                indicating.derive(fact);
            } catch (RuntimeException e) {
                fact.fail(indicating.id(), e);
            }
        }
    }

    void tellAll(ServiceFact fact) {
        for (var statement : statements) {
            try {
                statement.tell(fact);
            } catch (RuntimeException e) {
                fact.fail(statement.id(), e);
            }
        }
    }
}
