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
import io.reservoir.controller.api.view.VolumesView;
import io.reservoir.controller.node.Node;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deletes a volume with all that is on it. */
final class DeleteVolume implements Operation {
    private final Backend backend;
    private final VolumeDesk volumes;

    DeleteVolume(Backend backend, VolumeDesk volumes) {
        this.backend = backend;
        this.volumes = volumes;
    }

    @Override
    public Route route() {
        return Route.post(Paths.VOLUME_DELETE, "Deletes a volume that no VEE has, with all that is on it")
                .with(Params.SERVICE, VolumeParts.VOLUME)
                .answering(200, "the volumes that are left", VolumesView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        var name = call.get(VolumeParts.VOLUME);
        if (backend.known(service) == null) {
            return Answers.noSuch(service);
        }
        var seen = volumes.look(service);
        var what = "delete volume " + name + " of " + service;
        var hindrance = hindrance(seen, name, service);
        return hindrance == null
                ? deleted(
                        what,
                        service,
                        name,
                        seen.named(name).stream().map(Shown::host).toList())
                : Answers.refused(what, hindrance);
    }

    private static Reply.@Nullable Failure hindrance(Seen seen, String name, ServiceId service) {
        var shown = seen.named(name);
        if (!seen.silent().isEmpty() && shown.stream().allMatch(Shown::shared)) {
            throw new Unavailable("nobody knows who has volume `" + name + "`: no answer from "
                    + seen.silent().stream().map(HostId::name).collect(Collectors.joining(", ")));
        }
        if (shown.isEmpty()) {
            return Answers.noSuch("volume `" + name + "` of service `" + service + "`");
        }
        return shown.stream()
                .map(each -> each.volume().vee())
                .filter(Objects::nonNull)
                .findFirst()
                .map(holder -> Reply.failure(
                        Problem.CONFLICT, "volume `" + name + "` is attached to " + holder + ": detach it first"))
                .orElse(null);
    }

    private Reply deleted(String what, ServiceId service, String name, List<HostId> hosts) {
        record Noted(Node.Answer answer, @Nullable Epoch epoch) {}
        var noted =
                backend.node(service, node -> new Noted(node.noteDeletion(service, name, hosts), node.epoch(service)));
        var epoch = noted.epoch();
        return Answers.of(
                what,
                noted.answer(),
                ok -> epoch == null
                        ? Answers.noSuch(service)
                        : hosts.stream()
                                .map(host -> volumes.delete(host, service, name, epoch))
                                .filter(Outcome.Refused.class::isInstance)
                                .map(Outcome.Refused.class::cast)
                                .findFirst()
                                .<Reply>map(refused ->
                                        Answers.refused(what, Reply.failure(Problem.CONFLICT, refused.detail())))
                                .orElseGet(() -> Reply.ok(VolumeParts.view(volumes.look(service)))));
    }
}
