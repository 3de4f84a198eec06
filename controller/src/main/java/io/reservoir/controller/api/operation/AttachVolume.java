package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.VolumeDesk;
import io.reservoir.controller.api.backend.VolumeDesk.Seen;
import io.reservoir.controller.api.backend.VolumeDesk.Shown;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.explain.Words;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plugs a volume into a VEE. */
final class AttachVolume implements Operation {
    private final Backend backend;
    private final VolumeDesk volumes;

    AttachVolume(Backend backend, VolumeDesk volumes) {
        this.backend = backend;
        this.volumes = volumes;
    }

    @Override
    public Route route() {
        return Route.post(Paths.VOLUME_ATTACH, "Plugs a volume into a VEE, and makes it if there is none of that name")
                .with(Params.SERVICE, VolumeParts.VOLUME, Params.COMPONENT, Params.ORDINAL, VolumeParts.BYTES)
                .answering(202, "its host is being told; the VEE as it is now", VeeView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        return Replicas.placed(backend, call, (vee, host) -> attach(vee, host, call));
    }

    private Reply attach(Vee vee, HostId host, Call call) {
        var name = call.get(VolumeParts.VOLUME);
        var what = "attach volume " + name + " to";
        var seen = volumes.look(call.get(Params.SERVICE));
        var here = seen.named(name).stream()
                .filter(shown -> shown.host().equals(host))
                .findFirst()
                .orElse(null);
        var bytes = call.find(VolumeParts.BYTES);
        var why = here == null ? hindranceToMake(seen, name, host, bytes) : hindrance(seen, here, vee, bytes);
        if (why != null) {
            return Answers.refused(what + " " + Replicas.inWords(call), Reply.failure(Problem.CONFLICT, why));
        }
        var size = here == null ? Objects.requireNonNull(bytes) : here.volume().bytes();
        return Replicas.change(backend, call, what, (node, id) -> node.attach(id, new VolumeSpec(name, size)));
    }

    /** Why a volume that the VEE's host has cannot be plugged in, null where it can. */
    private static @Nullable String hindrance(Seen seen, Shown here, Vee vee, @Nullable Long bytes) {
        var volume = here.volume();
        if (bytes != null && bytes != volume.bytes()) {
            return "volume `" + volume.name() + "` has " + Words.bytes(volume.bytes()) + ", not " + Words.bytes(bytes);
        }
        // of those that share it, the one on which its VEE runs knows best
        return seen.named(volume.name()).stream()
                .filter(shown -> shown.equals(here) || (shown.shared() && here.shared()))
                .map(shown -> shown.volume().vee())
                .filter(holder -> holder != null && !holder.equals(vee.id()))
                .findFirst()
                .map(holder -> "volume `" + volume.name() + "` is attached to " + holder + ": detach it first")
                .orElse(null);
    }

    /** Why a volume cannot be made at that host, null where it can. */
    private static @Nullable String hindranceToMake(Seen seen, String name, HostId host, @Nullable Long bytes) {
        var elsewhere = seen.named(name);
        if (!elsewhere.isEmpty()) {
            return "volume `" + name + "` lies on "
                    + hosts(elsewhere.stream().map(Shown::host).toList()) + ", and the VEE is on " + host;
        }
        if (!seen.silent().isEmpty()) {
            throw new Unavailable("nobody knows whether there is a volume `" + name + "` already: no answer from "
                    + hosts(seen.silent()));
        }
        return bytes == null ? "there is no volume `" + name + "`: say how large it is to be" : null;
    }

    private static String hosts(List<HostId> hosts) {
        return hosts.stream().map(HostId::name).collect(Collectors.joining(", "));
    }
}
