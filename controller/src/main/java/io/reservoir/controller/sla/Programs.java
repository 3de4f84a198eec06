package io.reservoir.controller.sla;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.ledger.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The programs of manifests in the ledger. A text is compiled once as long as it is asked for now and then: its program
 * follows from file name and text alone. Belongs to one thread.
 */
public final class Programs {
    /** A service that is loaded asks twice in a row; what moves to and fro between nodes asks again soon. */
    private static final int MOST = 64;

    /** The one that was asked for longest ago first; null for a text with errors. */
    private final Map<Entry.Submitted, @Nullable CheckedService> programs = new LinkedHashMap<>(MOST, 0.75f, true);

    /** The program of a manifest, null where its text has errors. */
    public @Nullable CheckedService of(Entry.Submitted manifest) {
        if (programs.containsKey(manifest)) {
            return programs.get(manifest);
        }
        var program = Rsl.compile(manifest.file(), manifest.text()).service();
        programs.put(manifest, program);
        if (programs.size() > MOST) {
            programs.remove(programs.keySet().iterator().next());
        }
        return program;
    }
}
