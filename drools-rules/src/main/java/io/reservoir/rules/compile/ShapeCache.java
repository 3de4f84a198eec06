package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rules by shape, counted: built for the first service of a shape, dropped with the last one. Compiled shapes are
 * immutable, so that engines on several threads can share them; who asks for one that is being built waits for it alone.
 */
public final class ShapeCache {
    private final Map<Shape, Held> held = new ConcurrentHashMap<>();

    private record Held(CompiledShape compiled, int users) {}

    /** The rules of a program; each call is to be paired with one of {@link #release}. */
    public CompiledShape acquire(CheckedService program) {
        return Objects.requireNonNull(held.compute(
                        Shape.of(program),
                        (shape, before) -> before == null
                                ? new Held(ShapeCompiler.compile(shape, program), 1)
                                : new Held(before.compiled, before.users + 1)))
                .compiled;
    }

    public void release(CompiledShape compiled) {
        held.compute(compiled.shape(), (shape, before) -> {
            if (before == null || before.compiled != compiled) {
                throw new IllegalStateException("shape " + shape + " is not held");
            }
            return before.users == 1 ? null : new Held(compiled, before.users - 1);
        });
    }

    /** How many shapes are held. */
    public int size() {
        return held.size();
    }
}
