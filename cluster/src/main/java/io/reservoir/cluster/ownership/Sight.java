package io.reservoir.cluster.ownership;

import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a node sees of its cluster at one moment.
 *
 * @param now on a clock that never goes back, from any beginning
 * @param members owners that membership holds to be alive, this node among them unless it is shut out
 * @param databaseAsked when the last exchange began that the database answered, on the same clock
 * @param beats how long ago each node that is entered in the database said that it lives, by owner
 * @param tenures of all shards that somebody ever took, as the database had them then
 */
public record Sight(
        Duration now,
        Set<String> members,
        Duration databaseAsked,
        Map<String, Duration> beats,
        Map<Shard, Tenure> tenures) {
    public Sight {
        members = Set.copyOf(members);
        beats = Map.copyOf(beats);
        tenures = Map.copyOf(tenures);
    }
}
