package io.reservoir.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Entries in a format of before, brought to the present one. */
final class Upgrade {
    private Upgrade() {}

    /** True if entries of that kind and older version can be read. */
    static boolean isKnown(EntryKind kind, int version) {
        return version >= 1 && version < kind.version();
    }

    /** The JSON of an older entry as it would be written now. */
    static JsonNode of(EntryKind kind, JsonNode entry) {
        if (kind == EntryKind.DECIDED) {
            for (var decision : entry.path("decisions")) {
                for (var input : decision.path("inputs")) {
                    withoutBasis(input);
                }
            }
        }
        // up to version 1 no VEE moved: plans had no such step, and no call a destination
        if (kind == EntryKind.CLAIMED && entry instanceof ObjectNode claim) {
            if (!claim.has("to")) {
                claim.putNull("to");
            }
            // up to version 2 there were no volumes
            claim.putNull("volume").put("volumeBytes", 0);
        }
        return entry;
    }

    /** Up to version 1 nothing was said of the samples behind a value. */
    private static void withoutBasis(JsonNode input) {
        if (input instanceof ObjectNode object) {
            object.putNull("basis");
        }
    }
}
