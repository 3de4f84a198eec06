package io.reservoir.controller.api.http;

import java.time.Duration;

/**
 * What the server bears.
 *
 * @param idle how long a connection may be silent
 * @param request how long a request may take, from its first byte to the last one of its answer
 * @param heartbeat how often a stream of events shows that it lives; less than {@code idle}
 * @param slowStream how long the client of a stream may take nothing
 * @param drain how long requests that are being done when the server stops may still take
 * @param inWork requests that are being done at once
 * @param bodyBytes bytes of bodies that are held at once, all requests together
 */
public record ServerLimits(
        Duration idle,
        Duration request,
        Duration heartbeat,
        Duration slowStream,
        Duration drain,
        double requestsPerSecond,
        double burst,
        int connections,
        int inWork,
        int streams,
        long bodyBytes,
        int requestLineBytes,
        int headerBytes) {
    public static final ServerLimits DEFAULT = new ServerLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            50,
            100,
            512,
            128,
            64,
            32 << 20,
            4_096,
            16_384);

    public ServerLimits withRequest(Duration longest) {
        return new ServerLimits(
                idle,
                longest,
                heartbeat,
                slowStream,
                drain,
                requestsPerSecond,
                burst,
                connections,
                inWork,
                streams,
                bodyBytes,
                requestLineBytes,
                headerBytes);
    }

    public ServerLimits withRate(double perSecond, double atOnce) {
        return new ServerLimits(
                idle,
                request,
                heartbeat,
                slowStream,
                drain,
                perSecond,
                atOnce,
                connections,
                inWork,
                streams,
                bodyBytes,
                requestLineBytes,
                headerBytes);
    }
}
