package io.reservoir.controller.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PooledHostCallsTest {
    private static final Outcome DONE = new Outcome.Done(Instant.EPOCH);

    private final PooledHostCalls calls = new PooledHostCalls();
    private final Host one = host("h1");
    private final Host other = host("h2");

    private static Host host(String name) {
        var clock = InstantSource.fixed(Instant.EPOCH);
        return SimulatedHost.inMemory(
                SimulatedHost.Settings.of(name, "D1", new Size(1, 1, 1)), FailurePlan.NONE, clock);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void anAnswerToALoopThatHasEndedIsLeftAtThat() throws Exception {
        var loop = Executors.newSingleThreadExecutor();
        var mayAnswer = new CountDownLatch(1);
        var ended = new LinkedBlockingQueue<Throwable>();
        var answers = new LinkedBlockingQueue<Outcome>();
        calls.on(loop)
                .call(
                        one,
                        host -> {
                            Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> ended.add(fault));
                            await(mayAnswer);
                            return DONE;
                        },
                        answers::add);
        loop.shutdown();
        mayAnswer.countDown();

        assertThat(ended.poll(500, TimeUnit.MILLISECONDS)).isNull();
        assertThat(answers).isEmpty();
    }

    @Test
    void aHostThatHangsHoldsUpNoOther() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        var late = new LinkedBlockingQueue<Outcome>();
        for (var call = 0; call < 20; call++) {
            calls.on(Runnable::run)
                    .call(
                            one,
                            host -> {
                                await(mayAnswer);
                                return DONE;
                            },
                            late::add);
        }
        var answers = new LinkedBlockingQueue<Outcome>();
        for (var call = 0; call < 20; call++) {
            calls.on(Runnable::run).call(other, host -> DONE, answers::add);
        }
        assertThat(come(answers, 20)).isTrue();
        assertThat(late).isEmpty();
        mayAnswer.countDown();
        assertThat(come(late, 20)).isTrue();
    }

    @Test
    void aFaultOfAnAdapterIsAnAnswerThatWasLost() throws Exception {
        var answers = new LinkedBlockingQueue<Outcome>();
        calls.on(Runnable::run)
                .call(
                        one,
                        host -> {
                            throw new IllegalStateException("broken");
                        },
                        answers::add);
        assertThat(answers.poll(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Lost.class);
    }

    private static boolean come(BlockingQueue<Outcome> answers, int count) throws InterruptedException {
        for (var answer = 0; answer < count; answer++) {
            if (answers.poll(10, TimeUnit.SECONDS) == null) {
                return false;
            }
        }
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theirClockGoesOn() {
        var here = calls.on(Runnable::run);
        var before = here.uptime();
        assertThat(here.uptime()).isGreaterThanOrEqualTo(before).isNotEqualTo(Duration.ZERO);
    }
}
