package io.reservoir.controller.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program in a namespace of its own, which is killed, stopped and started again; all its lives write to one log. */
final class Station implements AutoCloseable {
    private static final int LAST_WORDS = 20;

    private final String namespace;
    private List<String> command;
    private final Path log;
    private final WallClock clock;
    private @Nullable Process process;
    private @Nullable Process rival;

    Station(String namespace, List<String> command, Path log) {
        this.namespace = namespace;
        this.command = List.copyOf(command);
        this.log = log;
        clock = WallClock.of(log.toAbsolutePath().getParent(), namespace);
    }

    /** What tells all its lives the time. */
    WallClock clock() {
        return clock;
    }

    /** When it is started next, it is that. */
    void become(List<String> other) {
        command = List.copyOf(other);
    }

    void start() {
        var whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(clock.environment());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** It, and what it has started. */
    private Stream<ProcessHandle> all() {
        var running = Objects.requireNonNull(process, "it was never started").toHandle();
        return Stream.concat(Stream.of(running), running.descendants());
    }

    private void signal(String signal) {
        var command = new ArrayList<>(List.of("kill", signal));
        all().map(handle -> Long.toString(handle.pid())).forEach(command::add);
        // one that has ended meanwhile is no fault
        Wire.succeeds(command.toArray(String[]::new));
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() {
        end("-KILL");
    }

    /** Tells it to end; returns when it has. */
    void end() {
        end("-TERM");
    }

    private void end(String signal) {
        var gone = all().toList();
        signal(signal);
        for (var handle : gone) {
            handle.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    void pause() {
        signal("-STOP");
    }

    void goOn() {
        signal("-CONT");
    }

    /**
     * From now on all its threads share one processor with something that never rests, and those of that name have it
     * only when no other one wants it: what they would do first they do last.
     */
    void holdBack(String threads) {
        var pid = Long.toString(Objects.requireNonNull(process).pid());
        var first = "$(taskset -cp " + pid + " | sed 's/.*: //; s/[,-].*//') ";
        Wire.succeeds("sh", "-c", "taskset -acp " + first + pid);
        scheduled(pid, threads, "-i");
        try {
            rival = new ProcessBuilder(
                            "sh", "-c", "exec nice -n 10 taskset -c " + first + "sh -c 'while :; do :; done'")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it was before. */
    void letGo(String threads) {
        var pid = Long.toString(Objects.requireNonNull(process).pid());
        var all = "$(taskset -cp " + ProcessHandle.current().pid() + " | sed 's/.*: //') ";
        Wire.succeeds("sh", "-c", "taskset -acp " + all + pid);
        scheduled(pid, threads, "-o");
        endRival();
    }

    private void endRival() {
        if (rival != null) {
            rival.destroyForcibly();
        }
    }

    private static void scheduled(String pid, String threads, String policy) {
        Wire.succeeds(
                "sh",
                "-c",
                "cd /proc/" + pid + "/task && for t in *; do case $(cat $t/comm) in " + threads + "*) chrt " + policy
                        + " -p 0 $t;; esac; done");
    }

    /** The end of its log. */
    String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return "== " + namespace + "\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "== " + namespace + ": " + e;
        }
    }

    @Override
    public void close() {
        endRival();
        if (isAlive()) {
            goOn();
            kill();
        }
    }
}
