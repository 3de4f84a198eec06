package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;

/** Lists the volumes of a service. */
final class ListVolumes extends AgentOperation {
    private static final Parameter<ServiceId> SERVICE = Parameter.query(
                    "service",
                    "the name of a service",
                    Shape.text(null, "WebShop"),
                    text -> ServiceId.isValid(text) ? new ServiceId(text) : null)
            .asRequired();

    private final HostId host;
    private final Volumes volumes;

    ListVolumes(HostId host, Volumes volumes) {
        super(host);
        this.host = host;
        this.volumes = volumes;
    }

    @Override
    Route routeOfHost() {
        return Route.get(AgentPaths.VOLUMES, "Lists the volumes of a service that the host keeps")
                .with(SERVICE)
                .answering(200, "the volumes, or why there are none", Volumes.Listing.class);
    }

    @Override
    Reply handleAtHost(Call call) {
        var listing = volumes.volumes(call.get(SERVICE));
        if (listing == null) {
            throw new Unavailable("the hypervisor of " + host + " does not answer");
        }
        return json(listing);
    }
}
