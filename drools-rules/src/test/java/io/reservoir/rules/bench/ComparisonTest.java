package io.reservoir.rules.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** That the comparison notices what it is there to notice, each time with a contender that is wrong in one way. */
class ComparisonTest {
    private static final Workload WORKLOAD = new Workload(5, 2);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Contender.Entry LOOP = new Contender.Entry(ClosureLoop.NAME, ClosureLoop::new);

    /** The loop, for tests to spoil one answer of. */
    private static class Spoiled implements Contender {
        private final ClosureLoop loop;

        Spoiled(Workload workload) {
            loop = new ClosureLoop(workload);
        }

        @Override
        public String name() {
            return "spoiled";
        }

        @Override
        public void deploy(int service) {
            loop.deploy(service);
        }

        @Override
        public int take(Readings readings, int index) {
            return loop.take(readings, index);
        }

        @Override
        public int target(int service, int assignment) {
            return loop.target(service, assignment);
        }

        @Override
        public double[] values(int service) {
            return loop.values(service);
        }

        @Override
        public void close() {
            loop.close();
        }
    }

    private static Comparison.Result compare(Duration mostDeployment, Function<Workload, Contender> other) {
        return Comparison.run(WORKLOAD, 1_000, mostDeployment, List.of(LOOP, new Contender.Entry("spoiled", other)));
    }

    @Test
    void equalContendersAreMeasured() {
        var result = compare(LONG, Spoiled::new);

        assertThat(result.readings()).isEqualTo(1_000);
        assertThat(result.decisions()).isPositive();
        assertThat(result.outcomes())
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Measured.class,
                                measured ->
                                        assertThat(measured.nanosPerReading()).isPositive()));
    }

    @Test
    void noticesOneDecisionTooMany() {
        assertThatThrownBy(() -> compare(LONG, workload -> new Spoiled(workload) {
                    private boolean isDone;

                    @Override
                    public int take(Readings readings, int index) {
                        int changed = super.take(readings, index);
                        boolean isFirst = changed > 0 && !isDone;
                        isDone |= isFirst;
                        return isFirst ? changed + 1 : changed;
                    }
                }))
                .isInstanceOf(Comparison.Disagreement.class)
                .hasMessageContaining("decided");
    }

    @Test
    void noticesAnotherTarget() {
        assertThatThrownBy(() -> compare(LONG, workload -> new Spoiled(workload) {
                    @Override
                    public int target(int service, int assignment) {
                        int target = super.target(service, assignment);
                        return service == 4 && assignment == 6 ? target + 1 : target;
                    }
                }))
                .isInstanceOf(Comparison.Disagreement.class)
                .hasMessageContaining("different targets");
    }

    @Test
    void noticesAnotherValue() {
        assertThatThrownBy(() -> compare(LONG, workload -> new Spoiled(workload) {
                    @Override
                    public double[] values(int service) {
                        var values = super.values(service);
                        values[0] = Math.nextUp(values[0]);
                        return values;
                    }
                }))
                .isInstanceOf(Comparison.Disagreement.class)
                .hasMessageContaining("values");
    }

    @Test
    void noticesAReadingThatWasNotTaken() {
        assertThatThrownBy(() -> compare(LONG, workload -> new Spoiled(workload) {
                    @Override
                    public int take(Readings readings, int index) {
                        return readings.series(index) == 5 && readings.service(index) == 3
                                ? 0
                                : super.take(readings, index);
                    }
                }))
                .isInstanceOf(Comparison.Disagreement.class);
    }

    @Test
    void skipsWhatWouldBeDeployedForTooLong() {
        var result = compare(Duration.ofMillis(100), workload -> new Spoiled(workload) {
            @Override
            public void deploy(int service) {
                var until = System.nanoTime() + 30_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                super.deploy(service);
            }
        });

        assertThat(result.outcomes())
                .filteredOn(Outcome.Skipped.class::isInstance)
                .singleElement()
                .satisfies(
                        outcome -> assertThat(((Outcome.Skipped) outcome).why()).contains("deployment"));
    }
}
