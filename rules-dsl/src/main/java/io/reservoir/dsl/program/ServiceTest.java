package io.reservoir.dsl.program;

import io.reservoir.model.decision.Source;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A test that stands in a manifest: readings over time, and what shall come of them. */
public record ServiceTest(String title, List<Given> given, List<Expectation> expected, Source source) {
    /**
     * What is measured.
     *
     * @param replica from 1 on; 0 for the component as a whole
     * @param values in base units, one every {@code every}; null where no reading comes
     */
    public record Given(String metric, String component, int replica, List<@Nullable Double> values, Duration every) {}

    /**
     * What shall be so.
     *
     * @param at the time since the beginning, null for the end
     */
    public record Expectation(
            Observed observed,
            String component,
            Term.Operator relation,
            double number,
            @Nullable Duration at,
            Source source) {}

    /** What can be looked at. */
    public enum Observed {
        /** The target that was decided last. */
        REPLICAS("Replicas"),
        CPU("CPU"),
        MEMORY("Memory"),
        /** How many VEEs are ready. */
        READY("Ready"),
        /** How often the target turned from growing to shrinking or back. */
        FLIPS("flips"),
        /** How many VEEs were started and stopped. */
        ACTIONS("actions");

        private final String word;

        Observed(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
