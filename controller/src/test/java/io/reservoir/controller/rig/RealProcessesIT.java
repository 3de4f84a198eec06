package io.reservoir.controller.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.cli.UnguardedNode;
import io.reservoir.controller.rig.Course.Fault;
import io.reservoir.controller.rig.Inspector.Findings;
import io.reservoir.model.present.Present;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real controllers, a real PostgreSQL and host agents, each in a network namespace of its own, while everything that can
 * be made to happen to processes happens to them. {@code rig.seed} makes the same choices again; {@code rig.faults}
 * names others, after commas.
 */
class RealProcessesIT {
    private static final long SEED = Long.getLong("rig.seed", 6);
    private static final String FAULTS = System.getProperty("rig.faults", "");
    private static final int SERVICES = 12;
    private static final Duration UNTIL_ALL_IS_GONE = Duration.ofMinutes(2);

    /** What is asserted is far above the aims: a busy machine must not fail a build. */
    private static final long MOST_FAILOVER_MILLIS = 30_000;

    private static final List<Fault> STALE = List.of(Fault.NODE_PAUSED, Fault.NODE_CUT_FROM_NODES, Fault.BRIDGE);
    private static final int MOST_UNGUARDED = 9;

    @TempDir
    Path directory;

    @BeforeEach
    void needs() {
        Present.namespaces();
        Present.command("nft", "nftables");
        Present.command("mount", "mount");
        Present.command(WallClock.COMPILER, "tcc");
    }

    private static List<Fault> faults() {
        return FAULTS.isEmpty()
                ? Course.drawn(SEED)
                : List.of(FAULTS.split(",")).stream().map(Fault::valueOf).toList();
    }

    @Test
    void nothingBreaksWhateverBefalls() throws Exception {
        System.out.println("rig: replay with -Drig.seed=" + SEED);
        var begun = System.nanoTime();
        try (var rig = Rig.start(directory);
                var tenants = new Tenants(rig, SERVICES)) {
            System.out.println("rig: up after "
                    + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
            tenants.begin(SEED);
            Thread.sleep(5_000);
            var inspector = new Inspector(rig);
            var course = new Course(rig, tenants, inspector, SEED);
            var faults = faults();
            var harm = new ArrayList<String>();
            for (int i = 0; i < faults.size(); i++) {
                var found = course.cycle(faults.get(i));
                if (!found.isClean()) {
                    harm.add("cycle %d, %s: %s".formatted(i + 1, faults.get(i), found));
                    System.out.println("rig: " + harm.getLast());
                }
            }
            tenants.rest();
            tenants.undeployAll();
            rig.await(UNTIL_ALL_IS_GONE, inspector::unfinished);
            var found = inspector.inspect(tenants);
            System.out.printf(
                    "rig: %d fault cycles in %d s, stale writes and calls refused: %s; %s%n%s%n",
                    faults.size(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    course.staleRefused(),
                    found,
                    course.measured());
            requireThatSomethingStaleWasTried(faults, course.staleRefused());
            assertThat(harm).as("seed %d, %s", SEED, faults).isEmpty();
            assertThat(found.isClean())
                    .as("seed %d, at the end: %s", SEED, found)
                    .isTrue();
            assertThat(found.compared).isEqualTo(found.vees).isPositive();
            for (var fault : course.cycles().keySet()) {
                assertThat(course.failoverMillis(fault)).as("%s", fault).isLessThan(MOST_FAILOVER_MILLIS);
            }
        }
    }

    /** A run whose pauses, or whose cuts, left nobody who tried to write or call as an owner before proves nothing. */
    private static void requireThatSomethingStaleWasTried(List<Fault> faults, Map<Fault, Integer> refused) {
        for (var kinds : List.of(
                List.of(Fault.NODE_PAUSED, Fault.NODE_PAUSED_WITH_ITS_CLOCK),
                List.of(
                        Fault.NODE_CUT_OFF,
                        Fault.NODE_MUTE,
                        Fault.NODE_DEAF,
                        Fault.NODE_CUT_FROM_NODES,
                        Fault.BRIDGE))) {
            if (kinds.stream().anyMatch(faults::contains)) {
                assertThat(kinds.stream()
                                .mapToInt(kind -> refused.getOrDefault(kind, 0))
                                .sum())
                        .as("void: in no run of %s anything stale was tried", kinds)
                        .isPositive();
            }
        }
    }

    /** The same without what guards it: were the checker blind, this would find out. */
    @Test
    void withoutTheEpochGuardTheSameFaultsDoHarm() throws Exception {
        var found = new ArrayList<Findings>();
        try (var rig = Rig.start(directory, Program.of(UnguardedNode.class), Program.reservoir("host"));
                var tenants = new Tenants(rig, SERVICES)) {
            tenants.begin(SEED);
            Thread.sleep(5_000);
            var course = new Course(rig, tenants, new Inspector(rig), SEED).withoutGuard();
            for (int i = 0; i < MOST_UNGUARDED && found.stream().allMatch(one -> one.stale.isEmpty()); i++) {
                found.add(course.cycle(STALE.get(i % STALE.size())));
                System.out.println("rig: without the guard: " + found.getLast());
            }
        }
        assertThat(found).anySatisfy(one -> assertThat(one.stale).isNotEmpty());
    }
}
