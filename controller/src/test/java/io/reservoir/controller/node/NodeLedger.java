package io.reservoir.controller.node;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.Recorded;
import java.time.Duration;
import java.util.List;

/** Ledgers as nodes write them. */
public final class NodeLedger {
    private static final String MANIFEST = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 12 }
            C2(1 CPU, 1 GB, 10 GB disk)
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Load(C1) = 2 * RequestPerSecond(C1)
            Load(C2) = 3 * Load(C1)
            Replicas(C1) = Load(C1) / 200 over 30 s  stabilise down 60 s
            Replicas(C2) = max(Load(C2) / 900, Queue(C2) / 20)  max 5
            CPU(C2) = Users(C2) / 100  max 4
            """;

    private NodeLedger() {}

    /** Load that comes and goes, a host that fails launches, readings that stop, and a manifest that is replaced. */
    public static List<Recorded> ofAnEventfulHour() {
        var lab = new NodeLab().host("h1", 8, FailurePlan.NONE).host("h2", 8, FailurePlan.NONE.withFailedLaunches(3));
        lab.running(MANIFEST);
        for (var load : new double[] {100, 480, 900, 1_500, 700, 90}) {
            lab.run(Duration.ofMinutes(6), load);
        }
        lab.runWithoutReadings(Duration.ofMinutes(4));
        lab.submit(MANIFEST.replace("/ 200", "/ 150") + "SLA(C1) = Gold\n");
        for (var load : new double[] {400, 900, 200}) {
            lab.run(Duration.ofMinutes(7), load);
        }
        return lab.recorded();
    }
}
