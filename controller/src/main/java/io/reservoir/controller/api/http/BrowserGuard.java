package io.reservoir.controller.api.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of others from speaking through a browser on this machine to a server that trusts the machine: a
 * request must be meant for this server by name, and must not come from another origin.
 */
final class BrowserGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final boolean loopbackOnly;
    private final String scheme;

    BrowserGuard(ServerSettings settings) {
        loopbackOnly = settings.isForThisMachineAlone();
        scheme = settings.tls() == null ? "http" : "https";
    }

    Reply.@Nullable Failure check(HttpServerRequest request) {
        var authority = request.authority();
        if (authority == null) {
            return Reply.failure(Problem.INVALID_REQUEST, "the `Host` field is missing or wrong");
        }
        var host = authority.host().toLowerCase(Locale.ROOT);
        if (loopbackOnly && !LOOPBACK.contains(host)) {
            return Reply.failure(Problem.WRONG_HOST, "call it `localhost` or by its loopback address");
        }
        var origin = request.getHeader("Origin");
        if (origin != null && !isSame(origin, request)) {
            return Reply.failure(Problem.FORBIDDEN_ORIGIN, "the page that asks is not of this server");
        }
        return null;
    }

    private boolean isSame(String origin, HttpServerRequest request) {
        var host = request.getHeader("Host");
        return host != null && origin.equalsIgnoreCase(scheme + "://" + host);
    }
}
