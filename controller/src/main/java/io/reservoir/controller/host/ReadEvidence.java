package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.model.port.Witness.Testimony;
import io.reservoir.model.site.HostId;

/** Tells what was noted of VEEs and is not acknowledged. */
final class ReadEvidence extends AgentOperation {
    static final int MOST = 1_000;

    private static final Parameter<Long> AFTER = Parameter.query(
            "after",
            "a number, from 0; evidence behind it is meant",
            new Shape("integer", "int64", null, 0L, null, "100"),
            text -> text.matches("\\d{1,18}") ? Long.valueOf(text) : null);

    private final EvidenceLog evidence;

    ReadEvidence(HostId host, EvidenceLog evidence) {
        super(host);
        this.evidence = evidence;
    }

    @Override
    Route routeOfHost() {
        return Route.get(AgentPaths.EVIDENCE, "Tells what was noted of VEEs and is not acknowledged, oldest first")
                .with(AFTER)
                .answering(200, "at most " + MOST, Testimony.class);
    }

    @Override
    Reply handleAtHost(Call call) {
        return json(new Testimony(evidence.journal(), evidence.after(call.find(AFTER, 0L), MOST)));
    }
}
