package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Outcome;
import io.reservoir.rules.bench.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@link MeasureOne} and waits for it.
 *
 * @param heap the most that it may take, as {@code -Xmx} has it
 * @param mostDeployment a contender whose deployment would take longer is skipped
 * @param patience a run that takes longer is ended
 */
record ChildJvm(String heap, long readings, Duration mostDeployment, Duration patience) {
    /** The exit code of a JVM under {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    /** What became of the contender, and of the loop where it was measured. */
    List<Cell> measure(String contender, Workload workload) throws IOException, InterruptedException {
        var said = Files.createTempFile("peers", ".txt");
        var complained = Files.createTempFile("peers", ".err");
        try {
            var process = new ProcessBuilder(command(contender, workload))
                    .redirectOutput(said.toFile())
                    .redirectError(complained.toFile())
                    .start();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return skipped(contender, workload, "it was not done within " + patience.toMinutes() + " min");
            }
            if (process.exitValue() == OUT_OF_MEMORY) {
                return skipped(contender, workload, "it does not fit into a heap of " + heap);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(contender + " failed:\n" + Files.readString(complained));
            }
            return cells(workload, said);
        } finally {
            Files.delete(said);
            Files.delete(complained);
        }
    }

    private List<String> command(String contender, Workload workload) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                MeasureOne.class.getName(),
                contender,
                Integer.toString(workload.services()),
                Integer.toString(workload.shapes()),
                Long.toString(readings),
                Long.toString(mostDeployment.toSeconds()));
    }

    private static List<Cell> skipped(String contender, Workload workload, String why) {
        return List.of(new Cell(workload, new Outcome.Skipped(contender, why), Double.NaN));
    }

    private static List<Cell> cells(Workload workload, Path said) throws IOException {
        var outcomes = new ArrayList<Outcome>();
        for (var line : Files.readAllLines(said)) {
            var outcome = MeasureOne.read(line);
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        var loop = outcomes.stream()
                .filter(outcome -> outcome.contender().equals(ClosureLoop.NAME))
                .map(Outcome.Measured.class::cast)
                .findFirst()
                .orElseThrow();
        return outcomes.stream()
                .map(outcome -> new Cell(workload, outcome, loop.nanosPerReading()))
                .toList();
    }
}
