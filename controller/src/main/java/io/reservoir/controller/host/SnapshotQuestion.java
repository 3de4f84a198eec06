package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Told;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something about the snapshots that a host keeps. */
final class SnapshotQuestion extends AgentOperation {
    private static final Parameter<ServiceId> SERVICE = Parameter.query(
                    "service",
                    "the name of a service",
                    Shape.text(null, "WebShop"),
                    text -> ServiceId.isValid(text) ? new ServiceId(text) : null)
            .asRequired();

    private static final Parameter<String> NAME = Parameter.query(
                    "name",
                    "the name of a snapshot",
                    Shape.text(null, "before-upgrade"),
                    text -> SnapshotId.isValidName(text) ? text : null)
            .asRequired();

    private final HostId host;
    private final String id;
    private final Route route;
    private final Function<Call, @Nullable Told> answer;

    private SnapshotQuestion(HostId host, String id, Route route, Function<Call, @Nullable Told> answer) {
        super(host);
        this.host = host;
        this.id = id;
        this.route = route.answering(200, "those that were asked for, or why not", Told.class);
        this.answer = answer;
    }

    static SnapshotQuestion list(HostId host, VeeSnapshots snapshots) {
        return new SnapshotQuestion(
                host,
                "listSnapshots",
                Route.get(AgentPaths.SNAPSHOTS, "Lists the snapshots of a service")
                        .with(SERVICE),
                call -> snapshots.list(call.get(SERVICE)));
    }

    static SnapshotQuestion take(HostId host, VeeSnapshots snapshots) {
        return new SnapshotQuestion(
                host,
                "takeSnapshot",
                Route.post(AgentPaths.SNAPSHOT_TAKE, "Begins to take a snapshot")
                        .with(ReadConsole.VEE, NAME),
                call -> snapshots.take(meant(call)));
    }

    static SnapshotQuestion delete(HostId host, VeeSnapshots snapshots) {
        return new SnapshotQuestion(
                host,
                "deleteSnapshot",
                Route.post(AgentPaths.SNAPSHOT_DELETE, "Deletes a snapshot").with(ReadConsole.VEE, NAME),
                call -> snapshots.delete(meant(call)));
    }

    private static SnapshotId meant(Call call) {
        return new SnapshotId(call.get(ReadConsole.VEE), call.get(NAME));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    Route routeOfHost() {
        return route;
    }

    @Override
    Reply handleAtHost(Call call) {
        var told = answer.apply(call);
        if (told == null) {
            throw new Unavailable("the hypervisor of " + host + " does not answer");
        }
        return json(told);
    }
}
