package io.reservoir.controller.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that happened, for whoever looks at a failed run; and a mark by which two runs can be compared. */
final class Trace {
    private static final int KEPT = Integer.getInteger("simulation.trace", 60);

    private final Deque<String> lines = new ArrayDeque<>();
    private long digest = 1;

    void add(Instant at, String text) {
        digest = 31 * digest + at.hashCode();
        digest = 31 * digest + text.hashCode();
        if (lines.size() >= KEPT) {
            lines.removeFirst();
        }
        lines.addLast(at + " " + text);
    }

    List<String> last() {
        return List.copyOf(lines);
    }

    long digest() {
        return digest;
    }
}
