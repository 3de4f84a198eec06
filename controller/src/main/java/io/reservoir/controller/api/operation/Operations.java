package io.reservoir.controller.api.operation;

import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.sla.SlaClasses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** All operations there are: who adds one adds a line. */
public final class Operations {
    private Operations() {}

    /**
     * Makes them all.
     *
     * @param office where the operators' policy comes from
     * @param classes that services are bound to
     * @param cluster as this node sees it
     * @param heartbeat how often a stream of events shows that it lives
     */
    public static List<Operation> all(
            Backend backend,
            PolicyOffice office,
            SlaClasses classes,
            Supplier<ClusterView> cluster,
            InstantSource clock,
            Duration heartbeat) {
        return List.of(
                new CheckManifest(),
                new SubmitService(backend),
                new ListServices(backend),
                new GetService(backend),
                new ReplaceService(backend),
                new GetManifest(backend),
                new ActivateService(backend),
                new UndeployService(backend),
                new ListVees(backend),
                new GetVee(backend),
                new TellVee(backend),
                new SendReadings(backend),
                new ListDecisions(backend),
                new ExplainVariable(backend),
                new AskWhyNot(backend),
                new VerifyDecisions(backend),
                new ListRules(backend),
                new BillService(backend, classes, clock),
                new ReadLedger(backend),
                new GetPolicy(backend, office),
                new ApplyPolicy(backend, office),
                new ListHosts(backend),
                new GetCluster(backend, cluster, clock),
                new StreamEvents(backend, heartbeat),
                new Live(),
                new Ready(backend, cluster, clock),
                new Metrics(backend),
                new GetOpenApi());
    }
}
