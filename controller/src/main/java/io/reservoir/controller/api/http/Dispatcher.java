package io.reservoir.controller.api.http;

import io.reservoir.model.port.Ids;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What all requests of a server share. Belongs to the event loop. */
final class Dispatcher {
    private final Vertx vertx;
    private final ServerSettings settings;
    private final Ids ids;
    private final ApiServer.Observer observer;
    private final Routes routes;
    private final RateLimit rate;
    private final BrowserGuard guard;
    private final Load load;
    private final Connections connections;
    private final Set<Exchange> streams = new HashSet<>();
    private volatile boolean stopping;

    Dispatcher(
            Vertx vertx,
            ServerSettings settings,
            List<Operation> operations,
            InstantSource clock,
            Ids ids,
            ApiServer.Observer observer) {
        this.vertx = vertx;
        this.settings = settings;
        this.ids = ids;
        this.observer = observer;
        routes = new Routes(operations);
        rate = new RateLimit(settings.limits(), clock);
        guard = new BrowserGuard(settings);
        load = new Load(settings.limits());
        connections = new Connections(vertx, settings.limits(), load);
    }

    void handle(HttpServerRequest request) {
        connections.began(request.connection());
        new Exchange(this, vertx.getOrCreateContext(), request).start();
    }

    /** No new work is taken, and streams end. */
    void stop() {
        stopping = true;
        Set.copyOf(streams).forEach(Exchange::stopStream);
    }

    boolean isStopping() {
        return stopping;
    }

    Vertx vertx() {
        return vertx;
    }

    ServerLimits limits() {
        return settings.limits();
    }

    Ids ids() {
        return ids;
    }

    ApiServer.Observer observer() {
        return observer;
    }

    Routes routes() {
        return routes;
    }

    RateLimit rate() {
        return rate;
    }

    BrowserGuard guard() {
        return guard;
    }

    Load load() {
        return load;
    }

    Connections connections() {
        return connections;
    }

    Set<Exchange> streams() {
        return streams;
    }
}
