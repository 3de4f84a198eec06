package io.reservoir.controller.sla;

import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * All that an {@link SlaAccount} has come to.
 *
 * @param stopped by component, replicas that the tenant stopped
 * @param current by component, the class that it stands under
 */
record AccountState(
        SortedMap<VeeId, VeePhase> phases,
        SortedMap<String, SortedSet<String>> stopped,
        List<Line> owed,
        SortedMap<String, String> current,
        SortedSet<String> overContract,
        boolean active,
        Instant last) {
    /** A component under a class. */
    record Line(String component, String slaClass, Promise promise, int reached, List<Course.Point> points) {}

    Map<String, Set<String>> stoppedReplicas() {
        return Map.copyOf(stopped);
    }
}
