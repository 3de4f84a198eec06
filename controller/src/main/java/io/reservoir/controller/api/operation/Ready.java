package io.reservoir.controller.api.operation;

import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.view.HealthView;
import io.reservoir.controller.api.view.HealthView.Check;
import io.reservoir.controller.api.view.Paths;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says whether the node does its work. Looks at most once a second, however often it is asked. */
final class Ready implements Operation {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PASS_AGE = Duration.ofSeconds(10);

    private final Backend backend;
    private final Supplier<ClusterView> cluster;
    private final InstantSource clock;
    private volatile @Nullable Looked last;

    private record Looked(Instant at, HealthView view) {}

    Ready(Backend backend, Supplier<ClusterView> cluster, InstantSource clock) {
        this.backend = backend;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.get(
                        Paths.READY,
                        "Says whether the ledger answers, this node may own services, and the control loop passes")
                .answering(200, "all of it is so", HealthView.class)
                .answering(503, "one of them is not so", HealthView.class)
                .unlimited();
    }

    @Override
    public Reply handle(Call call) {
        var now = clock.instant();
        var looked = last;
        if (looked == null || !now.isBefore(looked.at().plus(FRESH)) || now.isBefore(looked.at())) {
            looked = new Looked(now, look(now));
            last = looked;
        }
        return new Reply.View(looked.view().ok() ? 200 : 503, looked.view(), null);
    }

    private HealthView look(Instant now) {
        var checks = List.of(ledger(), ownership(), loop(now));
        return new HealthView(checks.stream().allMatch(Check::ok), checks);
    }

    private Check ledger() {
        try {
            backend.ledger().ping();
            return new Check("ledger", true, "it answers");
        } catch (Unavailable e) {
            return new Check("ledger", false, "it does not answer");
        }
    }

    private Check ownership() {
        var view = cluster.get();
        var why = view.hindrance();
        return new Check(
                "ownership",
                why == null,
                why == null ? "it works on " + view.held() + " shards" : "it owns nothing: " + why);
    }

    private Check loop(Instant now) {
        var pass = backend.lastPass();
        if (pass == null) {
            return new Check("loop", false, "it has not passed over the services yet");
        }
        var age = Duration.between(pass.at(), now);
        return new Check("loop", age.compareTo(PASS_AGE) < 0, "its last pass ended " + age.toMillis() + " ms ago");
    }
}
