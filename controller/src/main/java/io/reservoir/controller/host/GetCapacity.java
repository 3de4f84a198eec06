package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.Host;
import io.reservoir.model.site.HostCapacity;

/** Says what the host holds. */
final class GetCapacity extends AgentOperation {
    private final Host host;

    GetCapacity(Host host) {
        super(host.id());
        this.host = host;
    }

    @Override
    Route routeOfHost() {
        return Route.get(AgentPaths.CAPACITY, "Says what the host holds")
                .answering(200, "what it holds", HostCapacity.class);
    }

    @Override
    Reply handleAtHost(Call call) {
        var capacity = host.capacity();
        if (capacity == null) {
            throw new Unavailable("the hypervisor of " + host.id() + " cannot be reached");
        }
        return json(capacity);
    }
}
