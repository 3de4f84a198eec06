package io.reservoir.controller.api.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bucket for each client, as many clients as there is room for. Belongs to one thread. */
final class RateLimit {
    private static final int CLIENTS = 10_000;

    private final ServerLimits limits;
    private final InstantSource clock;
    private final Map<String, TokenBucket> buckets;

    RateLimit(ServerLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        // the client that was not heard of for longest makes room
        buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
                return size() > CLIENTS;
            }
        };
    }

    /** Null if the client may go on, else how long it should wait. */
    @Nullable
    Duration check(String client) {
        Instant now = clock.instant();
        var bucket =
                buckets.computeIfAbsent(client, c -> new TokenBucket(limits.requestsPerSecond(), limits.burst(), now));
        return bucket.take(now) ? null : bucket.untilNext();
    }
}
