package io.reservoir.controller.api.operation;

import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.ClusterStatusView;
import io.reservoir.controller.api.view.Paths;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the cluster as this node sees it, and what this node has to do. */
final class GetCluster implements Operation {
    private final Backend backend;
    private final Supplier<ClusterView> cluster;
    private final InstantSource clock;

    GetCluster(Backend backend, Supplier<ClusterView> cluster, InstantSource clock) {
        this.backend = backend;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.get(Paths.CLUSTER, "Shows the cluster as this node sees it, and what this node has to do")
                .answering(200, "the nodes, by name", ClusterStatusView.class);
    }

    @Override
    public Reply handle(Call call) {
        var view = cluster.get();
        var pass = backend.lastPass();
        var telemetry = backend.telemetry();
        return Reply.ok(new ClusterStatusView(
                clock.instant(),
                view.self().substring(0, view.self().indexOf('/')),
                view.hindrance() == null ? null : view.hindrance().toString(),
                view.majority(),
                view.alive(),
                millis(view.databaseAge()),
                new ClusterStatusView.LoadView(
                        view.held(),
                        pass == null ? 0 : pass.tally().services(),
                        telemetry.lastLagMillis(),
                        telemetry.callsInFlight()),
                view.nodes().stream().map(GetCluster::node).toList()));
    }

    private static ClusterStatusView.NodeView node(ClusterView.NodeView node) {
        return new ClusterStatusView.NodeView(
                node.name(),
                node.incarnation(),
                node.address(),
                node.release(),
                node.isMember(),
                millis(node.beatAge()),
                node.shards());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
