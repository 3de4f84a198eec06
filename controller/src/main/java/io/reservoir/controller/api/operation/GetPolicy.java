package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.PolicyView;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.service.ServiceId;

/** Shows the operators' policy. */
final class GetPolicy implements Operation {
    private final Backend backend;
    private final PolicyOffice office;

    GetPolicy(Backend backend, PolicyOffice office) {
        this.backend = backend;
        this.office = office;
    }

    @Override
    public Route route() {
        return Route.get(Paths.POLICY, "Shows the operators' policy in force")
                .answering(200, "its hash, its author and its rules", PolicyView.class);
    }

    @Override
    public Reply handle(Call call) {
        return Reply.ok(PolicyView.of(backend.node(ServiceId.SITE, Node::policy), office.directory()));
    }
}
