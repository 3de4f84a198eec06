package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostId;
import java.util.List;

/** Deletes a volume with all that is on it. */
final class DeleteVolume extends AgentOperation {
    private static final Route.Body BODY =
            new Route.Body(List.of("application/json"), 4 << 10, "which volume", Order.class);

    private final Volumes volumes;

    /** Which volume, and on behalf of which owner of its service. */
    record Order(ServiceId service, String volume, Epoch epoch) {
        Order {
            if (!VolumeSpec.isValidName(volume)) {
                throw new IllegalArgumentException("`volume` names none");
            }
        }
    }

    DeleteVolume(HostId host, Volumes volumes) {
        super(host);
        this.volumes = volumes;
    }

    @Override
    Route routeOfHost() {
        return Route.post(AgentPaths.VOLUME_DELETIONS, "Deletes a volume with all that is on it")
                .taking(BODY)
                .answering(200, "how it ended", Outcome.class)
                .failing(Problem.INVALID_JSON, Problem.INVALID_ENCODING);
    }

    @Override
    Reply handleAtHost(Call call) {
        return ordered(
                call, Order.class, order -> json(volumes.delete(order.service(), order.volume(), order.epoch())));
    }
}
