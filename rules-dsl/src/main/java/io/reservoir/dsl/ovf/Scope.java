package io.reservoir.dsl.ovf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespaces declared at an element, by prefix, and those around it. */
record Scope(@Nullable Scope surrounding, Map<String, String> own) {
    static final Scope NOTHING = new Scope(null, Map.of());

    /** The namespace of a prefix, null if none is declared. */
    @Nullable
    String namespace(String prefix) {
        for (var scope = this; scope != null; scope = scope.surrounding) {
            var found = scope.own.get(prefix);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
