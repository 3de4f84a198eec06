package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.Host;
import java.util.List;

/** Lists the VEEs on the host. */
final class ListSightings extends AgentOperation {
    private final Host host;

    /** All VEEs of ours on a host, by id. */
    record Sightings(List<Host.Sighting> vees) {}

    ListSightings(Host host) {
        super(host.id());
        this.host = host;
    }

    @Override
    Route routeOfHost() {
        return Route.get(AgentPaths.VEES, "Lists the VEEs on the host")
                .answering(200, "all of them, by id", Sightings.class);
    }

    @Override
    Reply handleAtHost(Call call) {
        var vees = host.list();
        if (vees == null) {
            throw new Unavailable("the hypervisor of " + host.id() + " cannot be reached");
        }
        return json(new Sightings(vees));
    }
}
