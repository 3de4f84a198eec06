package io.reservoir.rules.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.Outcome;
import io.reservoir.rules.bench.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures all contenders with all workloads, each in a JVM of its own beside the closure loop, by {@code
 * -Dtest=PeersScaling}; prints a table and draws a plot. It fails where a contender does not come to the loop's decisions.
 */
final class PeersScaling {
    private static final String SERVICES = System.getProperty("peers.services", "100,1000,10000,100000");
    private static final String SHAPES = System.getProperty("peers.shapes", "1,97,all");
    private static final String CONTENDERS = System.getProperty("peers.contenders", "");
    private static final String HEAP = System.getProperty("peers.heap", "12g");
    private static final Path PLOT = Path.of(System.getProperty("peers.plot", "target/peers.svg"));
    private static final Path TABLE = Path.of("target/peers.md");

    private static final String MACHINE =
            "JDK %s, %d processors, a load average of %.1f before it began, at most %s of heap"
                    .formatted(
                            Runtime.version(),
                            Runtime.getRuntime().availableProcessors(),
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                            HEAP);

    private static final ChildJvm CHILD = new ChildJvm(
            HEAP,
            Long.getLong("peers.readings", 200_000),
            Duration.ofSeconds(Long.getLong("peers.deploymentSeconds", 120)),
            Duration.ofMinutes(Long.getLong("peers.patienceMinutes", 15)));

    @Test
    void allComeToTheDecisionsOfTheLoop() throws IOException, InterruptedException {
        var cells = new ArrayList<Cell>();
        for (var services : SERVICES.split(",", -1)) {
            for (var shapes : SHAPES.split(",", -1)) {
                cells.addAll(measure(workload(Integer.parseInt(services), shapes)));
                keep(cells);
            }
        }
        System.out.println(Files.readString(TABLE));

        assertThat(cells).extracting(Cell::outcome).anyMatch(Outcome.Measured.class::isInstance);
    }

    /** A run that is cut short leaves what it has measured. */
    private static void keep(List<Cell> cells) throws IOException {
        Files.writeString(TABLE, MACHINE + "\n\n" + MarkdownTable.of(cells));
        Files.writeString(PLOT, SvgPlot.of(cells));
    }

    private static Workload workload(int services, String shapes) {
        return new Workload(services, shapes.equals("all") ? services : Math.min(services, Integer.parseInt(shapes)));
    }

    /** The loop's best of all runs first, then the contenders in their order. */
    private static List<Cell> measure(Workload workload) throws IOException, InterruptedException {
        var loops = new ArrayList<Cell>();
        var others = new ArrayList<Cell>();
        for (var contender : contenders()) {
            for (var cell : CHILD.measure(contender, workload)) {
                (cell.isOfLoop() ? loops : others).add(cell);
            }
            System.out.println("done: " + others.getLast());
        }
        loops.stream().min(Comparator.comparingDouble(Cell::loopNanos)).ifPresent(loop -> others.add(0, loop));
        return others;
    }

    private static List<String> contenders() {
        var all = Peers.ALL.stream().map(Contender.Entry::name).toList();
        return CONTENDERS.isEmpty() ? all : Arrays.asList(CONTENDERS.split(";", -1));
    }
}
