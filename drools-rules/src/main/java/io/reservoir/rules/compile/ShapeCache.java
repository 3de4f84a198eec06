package io.reservoir.rules.compile;

import io.reservoir.dsl.program.CheckedService;
import java.util.HashMap;
import java.util.Map;

/**
 * Rules by shape, counted: built for the first service of a shape, dropped with the last one. Compiled shapes are
 * immutable and this cache is synchronised, so that engines on several threads can share one.
 */
public final class ShapeCache {
    private final Map<Shape, Held> held = new HashMap<>();

    private static final class Held {
        private final CompiledShape compiled;
        private int users;

        Held(CompiledShape compiled) {
            this.compiled = compiled;
        }
    }

    /** The rules of a program; each call is to be paired with one of {@link #release}. */
    public synchronized CompiledShape acquire(CheckedService program) {
        var shape = Shape.of(program);
        var entry = held.get(shape);
        if (entry == null) {
            entry = new Held(ShapeCompiler.compile(shape, program));
            held.put(shape, entry);
        }
        entry.users++;
        return entry.compiled;
    }

    public synchronized void release(CompiledShape compiled) {
        var entry = held.get(compiled.shape());
        if (entry == null || entry.compiled != compiled) {
            throw new IllegalStateException("shape " + compiled.shape() + " is not held");
        }
        entry.users--;
        if (entry.users == 0) {
            held.remove(compiled.shape());
        }
    }

    /** How many shapes are held. */
    public synchronized int size() {
        return held.size();
    }
}
