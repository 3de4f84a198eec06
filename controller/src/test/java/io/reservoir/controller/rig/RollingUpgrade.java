package io.reservoir.controller.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.rig.Course.Fault;
import io.reservoir.model.present.Present;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents and nodes of an earlier build become this one, one after the other, as operators do it within a release line, and
 * back again, while tenants go on. {@code rig.previous} is the jar of that build: {@code .ci/upgrade} makes it and runs this.
 */
class RollingUpgrade {
    private static final long SEED = Long.getLong("rig.seed", 6);
    private static final int SERVICES = 12;
    private static final Duration UNTIL_ALL_IS_GONE = Duration.ofMinutes(2);
    private static final long MOST_FAILOVER_MILLIS = 30_000;
    private static final Path PRESENT = Path.of("target/reservoir-controller.jar");

    @TempDir
    Path directory;

    private final Path previous =
            Path.of(Objects.requireNonNull(System.getProperty("rig.previous"), "-Drig.previous names no build"));

    @BeforeEach
    void needs() {
        Present.namespaces();
        Present.command("nft", "nftables");
        Present.command("mount", "mount");
        Present.command(WallClock.COMPILER, "tcc");
    }

    @Test
    void nothingBreaksWhileBuildsAreMixed() throws Exception {
        try (var rig = Rig.start(directory, Program.packaged(previous, "serve"), Program.packaged(previous, "host"));
                var tenants = new Tenants(rig, SERVICES)) {
            tenants.begin(SEED);
            Thread.sleep(5_000);
            var inspector = new Inspector(rig);
            var course = new Course(rig, tenants, inspector, SEED);
            var present = Program.packaged(PRESENT, "serve");
            var n1 = Rig.NODES.get(0);
            var n2 = Rig.NODES.get(1);
            var n3 = Rig.NODES.get(2);

            for (var host : Rig.HOSTS) {
                isClean("the agent " + host, course.upgradeAgent(host, Program.packaged(PRESENT, "host")));
            }
            isClean(n1, course.upgrade(n1, present));
            for (var node : List.of(n1, n2)) {
                isClean(node + ", killed, with one node upgraded", course.kill(node));
            }
            isClean(n2, course.upgrade(n2, present));
            for (var node : List.of(n2, n3)) {
                isClean(node + ", killed, with two nodes upgraded", course.kill(node));
            }
            isClean(n3, course.upgrade(n3, present));
            isClean(n2 + ", back", course.upgrade(n2, Program.packaged(previous, "serve")));
            isClean(n2 + ", again", course.upgrade(n2, present));

            tenants.rest();
            tenants.undeployAll();
            rig.await(UNTIL_ALL_IS_GONE, inspector::unfinished);
            var found = inspector.inspect(tenants);
            System.out.printf("rig: upgraded from %s: %s%n%s%n", previous, found, course.measured());
            isClean("at the end", found);
            assertThat(found.compared).isEqualTo(found.vees).isPositive();
            for (var fault : List.of(Fault.NODES_RESTARTED, Fault.NODE_KILLED)) {
                assertThat(course.failoverMillis(fault)).as("%s", fault).isLessThan(MOST_FAILOVER_MILLIS);
            }
        }
    }

    private static void isClean(String when, Inspector.Findings found) {
        assertThat(found.isClean()).as("%s: %s", when, found).isTrue();
    }
}
