package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.ServicesView;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Shows all services. */
final class ListServices implements Operation {
    private final Backend backend;

    ListServices(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.SERVICES, "Shows all services")
                .answering(200, "all services, by name", ServicesView.class);
    }

    @Override
    public Reply handle(Call call) {
        var services = backend.nodes(node -> node.images().stream()
                .map(image -> Answers.Snapshot.of(node, image.id()))
                .filter(Objects::nonNull)
                .toList());
        return Reply.ok(new ServicesView(services.stream()
                .flatMap(List::stream)
                .map(Answers.Snapshot::view)
                .sorted(Comparator.comparing(ServiceView::service))
                .toList()));
    }
}
