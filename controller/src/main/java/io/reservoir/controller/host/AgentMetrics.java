package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;

/** Shows what the agent counts of itself. */
final class AgentMetrics implements Operation {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final AgentTelemetry telemetry;

    AgentMetrics(AgentTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public Route route() {
        return Route.get(Paths.METRICS, "Shows the metrics of this agent in Prometheus' text format")
                .answering(new Route.Answer(200, "the metrics", "text/plain", null));
    }

    @Override
    public Reply handle(Call call) {
        return new Reply.Text(200, TYPE, telemetry.scrape());
    }
}
