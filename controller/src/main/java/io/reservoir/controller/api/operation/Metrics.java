package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;

/** Shows what this node counts of itself. */
final class Metrics implements Operation {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Backend backend;

    Metrics(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.METRICS, "Shows the metrics of this node in Prometheus' text format")
                .answering(new Route.Answer(200, "the metrics", "text/plain", null));
    }

    @Override
    public Reply handle(Call call) {
        return new Reply.Text(200, TYPE, backend.telemetry().scrape());
    }
}
