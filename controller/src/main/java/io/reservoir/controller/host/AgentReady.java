package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.HealthView;
import io.reservoir.controller.api.view.HealthView.Check;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.model.port.Host;
import java.util.List;

/** Says whether the agent can do its work. */
final class AgentReady implements Operation {
    private final Host host;

    AgentReady(Host host) {
        this.host = host;
    }

    @Override
    public Route route() {
        return Route.get(Paths.READY, "Says whether the hypervisor answers")
                .answering(200, "it does", HealthView.class)
                .answering(503, "it does not", HealthView.class);
    }

    @Override
    public Reply handle(Call call) {
        var answers = host.capacity() != null;
        var check = new Check("hypervisor", answers, answers ? "it answers" : "it does not answer");
        return new Reply.View(answers ? 200 : 503, new HealthView(answers, List.of(check)), null);
    }
}
