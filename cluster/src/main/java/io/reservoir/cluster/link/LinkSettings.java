package io.reservoir.cluster.link;

import java.time.Duration;

/**
 * What a link does and bears.
 *
 * @param batchReadings readings in a batch
 * @param batchWait how long the first reading of a batch waits for others
 * @param inFlight batches that are sent and not acknowledged; as many more wait
 * @param frameBytes the largest frame, without the four bytes that say how long it is
 * @param heartbeat how often a sign of life is given
 * @param silence how long without one until the link is given up
 * @param retryLeast how long to wait before a link is made again, the first time; twice as long each time after that
 * @param retryMost how long at most
 * @param requests that may be open on a connection at once
 * @param requestBytes the largest body of a request
 * @param replyBytes the largest body of an answer
 * @param deadline how long an answer is waited for
 */
public record LinkSettings(
        int batchReadings,
        Duration batchWait,
        int inFlight,
        int frameBytes,
        Duration heartbeat,
        Duration silence,
        Duration retryLeast,
        Duration retryMost,
        int requests,
        int requestBytes,
        int replyBytes,
        Duration deadline) {
    public static final LinkSettings DEFAULT = new LinkSettings(
            1_000,
            Duration.ofMillis(50),
            16,
            256 << 10,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            128,
            1 << 20,
            32 << 20,
            Duration.ofSeconds(20));

    /** The same with other times between signs of life. */
    public LinkSettings with(Duration otherHeartbeat, Duration otherSilence) {
        return new LinkSettings(
                batchReadings,
                batchWait,
                inFlight,
                frameBytes,
                otherHeartbeat,
                otherSilence,
                retryLeast,
                retryMost,
                requests,
                requestBytes,
                replyBytes,
                deadline);
    }
}
