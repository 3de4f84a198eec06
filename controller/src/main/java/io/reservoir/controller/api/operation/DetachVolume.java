package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.VolumeDesk;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;

/** Takes a volume out of a VEE. */
final class DetachVolume implements Operation {
    private final Backend backend;
    private final VolumeDesk volumes;

    DetachVolume(Backend backend, VolumeDesk volumes) {
        this.backend = backend;
        this.volumes = volumes;
    }

    @Override
    public Route route() {
        return Route.post(Paths.VOLUME_DETACH, "Takes a volume out of a VEE; what is on it stays")
                .with(Params.SERVICE, VolumeParts.VOLUME, Params.COMPONENT, Params.ORDINAL)
                .answering(202, "its host is being told; the VEE as it is now", VeeView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        return Replicas.placed(backend, call, (vee, host) -> detach(vee, host, call));
    }

    private Reply detach(Vee vee, HostId host, Call call) {
        var name = call.get(VolumeParts.VOLUME);
        var what = "detach volume " + name + " from";
        var seen = volumes.look(call.get(Params.SERVICE));
        var isIts = seen.named(name).stream()
                .anyMatch(shown -> vee.id().equals(shown.volume().vee()));
        if (!isIts && !seen.silent().contains(host)) {
            return Answers.refused(
                    what + " " + Replicas.inWords(call),
                    Reply.failure(
                            Problem.CONFLICT, "volume `" + name + "` is not attached to " + Replicas.inWords(call)));
        }
        return Replicas.change(backend, call, what, (node, id) -> node.detach(id, name));
    }
}
