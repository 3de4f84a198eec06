package io.reservoir.dsl.ovf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Answers within a second of the processor's time, however busy the machine is. */
final class Soon {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ofSeconds(20);

    private Soon() {}

    static <T> T answered(ThrowingSupplier<T> question) {
        return Assertions.assertTimeoutPreemptively(NEVER, () -> {
            var threads = ManagementFactory.getThreadMXBean();
            var before = threads.getCurrentThreadCpuTime();
            var answer = question.get();
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                    .isLessThan(SOON);
            return answer;
        });
    }
}
