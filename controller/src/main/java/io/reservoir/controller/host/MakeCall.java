package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.model.port.Outcome;
import java.time.Duration;
import java.util.List;

/** Makes one call at the host, when its turn comes. */
final class MakeCall extends AgentOperation {
    private static final Route.Body BODY =
            new Route.Body(List.of("application/json"), 256 << 10, "the call", HostCall.class);

    private final FencedHost host;
    private final Turns turns;
    private final AgentTelemetry telemetry;

    MakeCall(FencedHost host, Turns turns, AgentTelemetry telemetry) {
        super(host.id());
        this.host = host;
        this.turns = turns;
        this.telemetry = telemetry;
    }

    @Override
    Route routeOfHost() {
        return Route.post(AgentPaths.CALLS, "Makes a call at the host")
                .taking(BODY)
                .answering(200, "how it ended", Outcome.class)
                .failing(Problem.INVALID_JSON, Problem.INVALID_ENCODING);
    }

    @Override
    Reply handleAtHost(Call call) {
        return ordered(call, HostCall.class, this::made);
    }

    private Reply made(HostCall wanted) {
        if (!turns.enter(wanted.vee())) {
            return Reply.failure(Problem.TOO_MANY_REQUESTS, "the host has too much to do; nothing was done");
        }
        try {
            var begun = System.nanoTime();
            var outcome = host.call(wanted);
            telemetry.called(wanted, outcome, Duration.ofNanos(System.nanoTime() - begun));
            return json(outcome);
        } finally {
            turns.leave(wanted.vee());
        }
    }
}
