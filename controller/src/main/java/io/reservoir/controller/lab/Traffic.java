package io.reservoir.controller.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the requests of a load. Any thread may add to it. */
public final class Traffic {
    private static final int FAILURES_TOLD = 5;

    private final Duration step;
    private final List<Integer> arrived = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private int[] micros = new int[1_024];
    private int served;
    private int failed;

    /**
     * How it went so far.
     *
     * @param sent served, failed and still on their way
     * @param p95 response time that 95 of 100 served requests kept to; zero while none is served
     * @param reasons why requests failed, with their numbers, at most five kinds
     */
    public record Sum(int sent, int served, int failed, Duration p95, List<String> reasons) {}

    /** @param step the length of the steps that arrivals are counted by */
    Traffic(Duration step) {
        this.step = step;
    }

    synchronized void sent(Duration sinceStart) {
        var index = (int) sinceStart.dividedBy(step);
        while (arrived.size() <= index) {
            arrived.add(0);
        }
        arrived.set(index, arrived.get(index) + 1);
    }

    synchronized void served(Duration took) {
        if (served == micros.length) {
            micros = Arrays.copyOf(micros, 2 * micros.length);
        }
        micros[served++] = (int) Math.min(Integer.MAX_VALUE, took.toNanos() / 1_000);
    }

    synchronized void failed(String reason) {
        failed++;
        if (failures.containsKey(reason) || failures.size() < FAILURES_TOLD) {
            failures.merge(reason, 1, Integer::sum);
        }
    }

    /** Requests sent in each step, from the start of the load on. */
    public synchronized List<Integer> arrivals() {
        return List.copyOf(arrived);
    }

    public synchronized Sum sum() {
        var sorted = Arrays.copyOf(micros, served);
        Arrays.sort(sorted);
        var p95 = served == 0 ? Duration.ZERO : Duration.ofNanos(1_000L * sorted[(served - 1) * 95 / 100]);
        var reasons = failures.entrySet().stream()
                .map(e -> e.getValue() + " × " + e.getKey())
                .toList();
        return new Sum(arrived.stream().mapToInt(Integer::intValue).sum(), served, failed, p95, reasons);
    }
}
