package io.reservoir.controller.api.operation;

import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.ConsoleDesk;
import io.reservoir.controller.api.backend.SnapshotDesk;
import io.reservoir.controller.api.backend.VolumeDesk;
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
     * @param consoles what guests printed
     * @param snapshots what hosts keep of disks
     * @param volumes what hosts keep for services
     * @param cluster as this node sees it
     * @param heartbeat how often a stream of events shows that it lives
     */
    public static List<Operation> all(
            Backend backend,
            PolicyOffice office,
            SlaClasses classes,
            ConsoleDesk consoles,
            SnapshotDesk snapshots,
            VolumeDesk volumes,
            Supplier<ClusterView> cluster,
            InstantSource clock,
            Duration heartbeat) {
        return List.of(
                new CheckManifest(),
                new SubmitService(backend),
                new ListServices(backend, cluster),
                AtOwner.orLedger(backend, new GetService(backend)),
                AtOwner.only(backend, new ReplaceService(backend)),
                AtOwner.orLedger(backend, new GetManifest(backend)),
                AtOwner.only(backend, new ActivateService(backend)),
                AtOwner.only(backend, new UndeployService(backend)),
                AtOwner.orLedger(backend, new ListVees(backend)),
                AtOwner.orLedger(backend, new GetVee(backend)),
                AtOwner.orLedger(backend, new GetConsole(backend, consoles)),
                AtOwner.only(backend, new TellVee(backend)),
                AtOwner.only(backend, new MigrateVee(backend)),
                AtOwner.only(backend, new StayVee(backend)),
                AtOwner.orLedger(backend, new ListSnapshots(backend, snapshots)),
                AtOwner.only(backend, new TakeSnapshot(backend, snapshots)),
                AtOwner.only(backend, new DeleteSnapshot(backend, snapshots)),
                AtOwner.orLedger(backend, new ListVolumes(backend, volumes)),
                AtOwner.only(backend, new AttachVolume(backend, volumes)),
                AtOwner.only(backend, new DetachVolume(backend, volumes)),
                AtOwner.only(backend, new DeleteVolume(backend, volumes)),
                new SendReadings(backend),
                AtOwner.orLedger(backend, new ListDecisions(backend)),
                AtOwner.orLedger(backend, new ExplainVariable(backend)),
                AtOwner.only(backend, new AskWhyNot(backend)),
                AtOwner.orLedger(backend, new VerifyDecisions(backend)),
                AtOwner.orLedger(backend, new ListRules(backend)),
                AtOwner.orLedger(backend, new BillService(backend, classes, clock)),
                AtOwner.orLedger(backend, new ReadLedger(backend)),
                new GetPolicy(backend, office),
                AtOwner.site(backend, new ApplyPolicy(backend, office)),
                new ListHosts(backend),
                new GetCluster(backend, cluster, clock),
                new StreamEvents(backend, heartbeat),
                new Live(),
                new Ready(backend, cluster, clock),
                new Metrics(backend),
                new GetOpenApi());
    }
}
