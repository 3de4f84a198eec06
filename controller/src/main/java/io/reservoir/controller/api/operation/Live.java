package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.HealthView;
import io.reservoir.controller.api.view.Paths;
import java.util.List;

/** Answers. */
public final class Live implements Operation {
    @Override
    public Route route() {
        return Route.get(Paths.LIVE, "Answers while the process runs")
                .answering(200, "it runs", HealthView.class)
                .unlimited();
    }

    @Override
    public Reply handle(Call call) {
        return Reply.ok(new HealthView(true, List.of()));
    }
}
