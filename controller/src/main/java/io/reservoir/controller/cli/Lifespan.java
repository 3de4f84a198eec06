package io.reservoir.controller.cli;

import java.util.concurrent.CountDownLatch;

/** From the start of a server until the process is told to end; the process ends only once this is closed. */
final class Lifespan implements AutoCloseable {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Lifespan() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop"));
    }

    private void end() {
        told.countDown();
        await(ended);
    }

    /** Returns when the process is told to end. */
    void awaitEnd() {
        await(told);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
