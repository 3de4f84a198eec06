package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Forgets what controllers have taken of what was noted. */
final class AcknowledgeEvidence extends AgentOperation {
    private static final Route.Body BODY =
            new Route.Body(List.of("application/json"), 256 << 10, "up to where", Acknowledged.class);

    private final EvidenceLog evidence;

    /**
     * What was taken.
     *
     * @param through by service, the number of the last evidence that its owner has
     */
    record Acknowledged(String journal, Map<ServiceId, Long> through) {}

    /** What is left. */
    record Left(int evidence) {}

    AcknowledgeEvidence(HostId host, EvidenceLog evidence) {
        super(host);
        this.evidence = evidence;
    }

    @Override
    Route routeOfHost() {
        return Route.post(AgentPaths.ACKNOWLEDGED, "Forgets what controllers have taken")
                .taking(BODY)
                .answering(200, "how many are left", Left.class)
                .failing(Problem.INVALID_JSON, Problem.INVALID_ENCODING, Problem.CONFLICT);
    }

    @Override
    Reply handleAtHost(Call call) {
        return ordered(call, Acknowledged.class, this::forgotten);
    }

    private Reply forgotten(Acknowledged taken) {
        try {
            return evidence.acknowledge(taken.journal(), taken.through())
                    ? json(new Left(evidence.size()))
                    : Reply.failure(Problem.CONFLICT, "the journal is " + evidence.journal());
        } catch (IOException e) {
            throw new Unavailable("it cannot be written down: " + e.getMessage());
        }
    }
}
