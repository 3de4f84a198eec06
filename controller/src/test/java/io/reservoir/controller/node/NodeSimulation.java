package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.service.Probe;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A node and everything that can befall it, drawn from a seed; what failed names its seed. */
class NodeSimulation {
    private static final int SEEDS = 200;
    private static final IntentId SOMEBODY = new IntentId(0);
    private static final IntentId SOMEBODY_AGAIN = new IntentId(1);
    private static final String MANIFEST = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 5  after C2  spread hosts }
            C2(1 CPU, 1 GB, 10 GB disk) { replicas max 1 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            """;
    /** Every other run has more memory under load, which its hosts do not give a VEE that runs. */
    private static final String MEMORY = "Memory(C1) = RequestPerSecond(C1) > 300 req/s ? 2 GB : 1 GB\n";

    private static final List<Verb> TENANTS =
            List.of(Verb.PAUSE, Verb.RESUME, Verb.SUSPEND, Verb.SHUTDOWN, Verb.ACTIVATE, Verb.DESTROY);

    @Test
    void whateverBefallsItOwnsNoMoreThanMaxAndLeavesNothingBehind() {
        var failed = new ArrayList<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                new Life(seed).live();
            } catch (AssertionError | RuntimeException e) {
                failed.add("seed " + seed + ": " + e);
            }
        }
        assertThat(failed).isEmpty();
    }

    /** One run. */
    private static final class Life {
        private final Random random;
        private final NodeLab lab = new NodeLab();
        private final String manifest;
        private int strangers = 100;

        Life(long seed) {
            random = new Random(seed);
            var isBounded = seed % 2 == 0;
            manifest = isBounded ? MANIFEST + MEMORY : MANIFEST;
            if (isBounded) {
                lab.bounded();
            }
        }

        void live() {
            for (var name : List.of("h1", "h2", "h3")) {
                lab.host(name, 2 + random.nextInt(4), failures());
            }
            lab.running(manifest);
            var load = 100;
            for (int i = 0; i < 150; i++) {
                load = Math.clamp(load + random.nextInt(-120, 130), 0, 700);
                if (random.nextInt(10) > 0) {
                    lab.load(load);
                }
                disturb();
                lab.step();
            }
            lab.node.undeploy(SHOP);
            lab.runWithoutReadings(Duration.ofMinutes(10));
            lab.neverOwnedMoreThan(Map.of("C1", 5, "C2", 1));
            lab.everyClaimIsFinishedOnce();
            assertThat(Rederivation.of(lab.ledger, SHOP, SlaClasses.SHIPPED).differences())
                    .as("decisions that do not follow from the record")
                    .isEmpty();
            assertThat(lab.image().vees()).isEmpty();
            assertThat(lab.image().inFlight()).isEmpty();
            assertThat(lab.atHosts()).isEmpty();
        }

        private FailurePlan failures() {
            var plan = FailurePlan.NONE
                    .withFailedLaunches(sometimes(2, 6))
                    .withHungBoots(sometimes(3, 9))
                    .withCrashes(sometimes(3, 9), Duration.ofSeconds(random.nextInt(1, 200)))
                    .withRefusals(sometimes(4, 15))
                    .withLostReplies(sometimes(2, 12));
            var from = NOON.plusSeconds(random.nextInt(700));
            return random.nextBoolean() ? plan : plan.withOutage(from, from.plusSeconds(random.nextInt(5, 300)));
        }

        private int sometimes(int least, int most) {
            return random.nextBoolean() ? 0 : random.nextInt(least, most + 1);
        }

        private void disturb() {
            switch (random.nextInt(30)) {
                case 0 -> lab.startNode();
                case 1, 2 -> tell();
                case 3 -> leak();
                case 4 -> vanish();
                default -> {
                    // a quiet moment
                }
            }
        }

        private void tell() {
            var vees = List.copyOf(lab.image().vees().keySet());
            if (!vees.isEmpty()) {
                lab.node.tell(vees.get(random.nextInt(vees.size())), TENANTS.get(random.nextInt(TENANTS.size())));
            }
        }

        private void leak() {
            var epoch = lab.ledger.tenure(Shard.of(SHOP)).epoch();
            var vee = c1(strangers++);
            var host = lab.hosts.get(random.nextInt(lab.hosts.size()));
            host.define(new Definition(vee, SMALL, null, List.of(), List.of(), Probe.DEFAULT), SOMEBODY, epoch);
            host.activate(vee, SOMEBODY_AGAIN, epoch);
        }

        private void vanish() {
            var vees = lab.atHosts();
            if (!vees.isEmpty()) {
                var vee = vees.get(random.nextInt(vees.size()));
                lab.hosts.stream()
                        .filter(host -> host.list() != null
                                && host.list().stream().anyMatch(s -> s.vee().equals(vee)))
                        .forEach(host -> host.vanish(vee));
            }
        }
    }
}
