package io.reservoir.controller.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Sees to it that a connection on which no request is being done gets its next one in time: a client that sends a byte
 * now and then is never idle. Belongs to the event loop.
 */
final class Connections {
    private final Vertx vertx;
    private final ServerLimits limits;
    private final Load load;
    private final Map<HttpConnection, Watched> open = new HashMap<>();

    private static final class Watched {
        private int requests;
        private long timer;
    }

    Connections(Vertx vertx, ServerLimits limits, Load load) {
        this.vertx = vertx;
        this.limits = limits;
        this.load = load;
    }

    void opened(HttpConnection connection) {
        var watched = new Watched();
        var room = load.enterConnection();
        connection.closeHandler(closed -> {
            load.leaveConnection();
            open.remove(connection);
            vertx.cancelTimer(watched.timer);
        });
        if (room) {
            open.put(connection, watched);
            watched.timer = timer(connection);
        } else {
            connection.close();
        }
    }

    /** A request has come in, up to its body: that has a deadline of its own. */
    void began(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.requests++;
            vertx.cancelTimer(watched.timer);
        }
    }

    /** A request is over: the next one is waited for, unless it is there already. */
    void ended(HttpConnection connection) {
        var watched = open.get(connection);
        if (watched != null) {
            watched.requests--;
            if (watched.requests == 0) {
                watched.timer = timer(connection);
            }
        }
    }

    private long timer(HttpConnection connection) {
        return vertx.setTimer(limits.request().toMillis(), timer -> connection.close());
    }
}
