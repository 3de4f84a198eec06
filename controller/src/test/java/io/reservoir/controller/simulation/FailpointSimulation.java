package io.reservoir.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.simulation.Step.Mode;
import io.reservoir.controller.simulation.World.Options;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Each step at which something becomes durable or visible goes wrong in each way, once, in the same course of events.
 * The steps follow from the ports and the kinds of entries: a new one that the scenario does not come by fails the test.
 */
class FailpointSimulation {
    private static final long SEED = 1;

    /**
     * Ceilings of networks, which the services of the scenario do not have, moves of what drains, and a question of
     * tools.
     */
    private static final Set<String> UNUSED = Set.of(
            "Host.limit",
            "Ledger.append Claimed LIMIT",
            "Ledger.append Pruned",
            "Ledger.append VeeChanged DRAINING",
            "Ledger.tenure");

    private record Cell(Step step, Mode mode, int occurrence) {
        @Override
        public String toString() {
            return step + " x " + mode;
        }
    }

    @Test
    void everyStepMayGoWrongInEveryWay() throws InterruptedException {
        var nothing = Failpoint.none();
        var baseline = new ConcurrentLinkedQueue<String>();
        var thread = Thread.ofVirtual().start(() -> run(nothing, "nothing", baseline));
        thread.join();
        assertThat(baseline).isEmpty();
        var missed = Step.all().stream()
                .map(Step::name)
                .filter(name -> !nothing.reached().containsKey(new Step(name)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missed).as("steps that the scenario does not come by").isEqualTo(new TreeSet<>(UNUSED));

        var cells = new ConcurrentLinkedQueue<Cell>();
        nothing.reached().keySet().stream().sorted().forEach(step -> {
            for (var mode : Mode.values()) {
                cells.add(new Cell(step, mode, (nothing.reached().get(step) + 1) / 2));
            }
        });
        var count = cells.size();
        var failures = new ConcurrentLinkedQueue<String>();
        var struck = new ConcurrentLinkedQueue<Cell>();
        sweep(cells, struck, failures);
        System.out.printf("failpoints: %d steps, %d of %d cells%n", count / Mode.values().length, struck.size(), count);
        assertThat(failures.stream().limit(10).toList()).isEmpty();
        assertThat(struck).hasSize(count);
    }

    private static void sweep(Queue<Cell> cells, Queue<Cell> struck, Queue<String> failures)
            throws InterruptedException {
        List<Thread> workers = new ArrayList<>(IntStream.range(0, 2)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (var cell = cells.poll(); cell != null; cell = cells.poll()) {
                        var point = new Failpoint(cell.step, cell.mode, cell.occurrence);
                        run(point, cell.toString(), failures);
                        if (point.hasStruck()) {
                            struck.add(cell);
                        }
                    }
                }))
                .toList());
        for (var worker : workers) {
            worker.join();
        }
    }

    private static void run(Failpoint point, String what, Queue<String> failures) {
        try {
            World.run(Options.of(SEED, EnumSet.noneOf(Fault.class)).with(point));
        } catch (AssertionError | RuntimeException e) {
            failures.add(what + ": " + e.getMessage());
        }
    }
}
