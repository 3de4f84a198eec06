package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.model.port.Host;
import org.jspecify.annotations.Nullable;

/** Says where other hosts send VEEs to that move here. */
final class GetDoor extends AgentOperation {
    private final Host host;

    /** @param door null where none can come */
    record Door(@Nullable String door) {}

    GetDoor(Host host) {
        super(host.id());
        this.host = host;
    }

    @Override
    Route routeOfHost() {
        return Route.get(AgentPaths.DOOR, "Says where other hosts send VEEs to that move here")
                .answering(200, "where", Door.class);
    }

    @Override
    Reply handleAtHost(Call call) {
        return json(new Door(host.door()));
    }
}
