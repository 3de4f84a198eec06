package io.reservoir.cluster.ownership;

import java.time.Duration;

/**
 * How long a node waits for others. None of these times guards an effect: epochs do.
 *
 * @param databasePatience without an answer of the database for that long, a node drops its shards
 * @param beatFresh a member whose last beat is older is cut off from the database; greater than
 *     {@code databasePatience}, so that it has dropped its shards by then
 * @param handOverPatience an owner that lives is given that long to hand a shard over
 */
public record Timing(Duration databasePatience, Duration beatFresh, Duration handOverPatience) {
    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10));
}
