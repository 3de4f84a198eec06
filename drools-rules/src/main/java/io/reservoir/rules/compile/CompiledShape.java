package io.reservoir.rules.compile;

import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;

/** The rules of a shape, never changed once they are built. */
public final class CompiledShape {
    private final Shape shape;
    private final Slots slots;
    private final int stackDepth;
    private final KieBase kieBase;

    CompiledShape(Shape shape, Slots slots, int stackDepth, KieBase kieBase) {
        this.shape = shape;
        this.slots = slots;
        this.stackDepth = stackDepth;
        this.kieBase = kieBase;
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

    Slots slots() {
        return slots;
    }

    int stackDepth() {
        return stackDepth;
    }

    KieBase kieBase() {
        return kieBase;
    }
}
