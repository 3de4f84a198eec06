package io.reservoir.controller.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be undone when a command ends, in whatever way: the last thing first, each once. An interrupt from the
 * terminal undoes it too.
 */
final class Teardown implements AutoCloseable {
    private final Terminal terminal;
    private volatile boolean isInterrupted;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Thread onExit = new Thread(this::interrupted, "teardown");

    /** One thing to undo; what it throws is told, and the others are undone all the same. */
    @FunctionalInterface
    interface Step {
        void undo() throws Exception;
    }

    Teardown(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    synchronized void add(Step step) {
        steps.push(step);
    }

    /** True once the process was told to end: what fails from then on fails because of that. */
    boolean isInterrupted() {
        return isInterrupted;
    }

    private void interrupted() {
        isInterrupted = true;
        undo();
    }

    private synchronized void undo() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().undo();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                terminal.tell("not undone: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        undo();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // the process ends already
        }
    }
}
