package io.reservoir.controller.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks for one page over and over, as often as a course says, whether or not earlier requests have been answered. A
 * request has failed unless its answer has the status 200 and is there within ten seconds.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofMillis(10);
    private static final double BEAT_SECONDS = (double) BEAT.toMillis() / 1_000;
    private static final int MOST_AT_ONCE = 500;

    private final URI page;
    private final LoadCourse course;
    private final Traffic traffic;
    private final HttpClient client;
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Thread pacer;

    private LoadGenerator(URI page, LoadCourse course, Duration step) {
        this.page = page;
        this.course = course;
        traffic = new Traffic(step);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .executor(visitors)
                .build();
        pacer = Thread.ofPlatform().name("load").daemon().unstarted(this::pace);
    }

    /**
     * Begins with the course.
     *
     * @param step the length of the steps that {@link Traffic#arrivals} counts by
     */
    public static LoadGenerator start(URI page, LoadCourse course, Duration step) {
        var generator = new LoadGenerator(page, course, step);
        generator.pacer.start();
        return generator;
    }

    public Traffic traffic() {
        return traffic;
    }

    /** Waits until the course is over and all requests are answered or given up; false if it takes longer. */
    public boolean await(Duration atMost) throws InterruptedException {
        var deadlineNanos = System.nanoTime() + atMost.toNanos();
        if (!pacer.join(atMost)) {
            return false;
        }
        var left = Math.max(0, deadlineNanos - System.nanoTime());
        if (!places.tryAcquire(MOST_AT_ONCE, left, TimeUnit.NANOSECONDS)) {
            return false;
        }
        places.release(MOST_AT_ONCE);
        return true;
    }

    /** How many arrive follows from the course alone: those that are late are made up for, not left out. */
    private void pace() {
        var startNanos = System.nanoTime();
        var owed = 0.0;
        try {
            for (var due = Duration.ZERO; due.compareTo(course.length()) < 0; due = due.plus(BEAT)) {
                var ahead = due.toNanos() - (System.nanoTime() - startNanos);
                if (ahead > 0) {
                    TimeUnit.NANOSECONDS.sleep(ahead);
                }
                for (owed += course.at(due) * BEAT_SECONDS; owed >= 1; owed--) {
                    visit(due);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit(Duration sinceStart) {
        traffic.sent(sinceStart);
        if (!places.tryAcquire()) {
            traffic.failed(MOST_AT_ONCE + " requests wait already");
            return;
        }
        visitors.execute(() -> {
            try {
                ask();
            } finally {
                places.release();
            }
        });
    }

    private void ask() {
        var begunNanos = System.nanoTime();
        try {
            var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
            var status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                traffic.served(Duration.ofNanos(System.nanoTime() - begunNanos));
            } else {
                traffic.failed("HTTP status " + status);
            }
        } catch (IOException e) {
            traffic.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            traffic.failed("cut short");
        }
    }

    /** Ends at once; requests that are on their way fail. */
    @Override
    public void close() {
        pacer.interrupt();
        visitors.shutdownNow();
        client.shutdownNow();
    }
}
