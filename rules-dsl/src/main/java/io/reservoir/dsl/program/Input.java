package io.reservoir.dsl.program;

import io.reservoir.model.reading.Aggregation;
import java.time.Duration;

/** Something that formulas read, one cell of a service's fact. */
public sealed interface Input {
    /** How a person writes it, such as {@code RequestPerSecond(C1)} or {@code p95(ResponseTime(C1), 5 min)}. */
    String text();

    /** The same input, however its author wrote it. */
    Input withoutText();

    /**
     * Samples of a metric over the window (t − window, t], as one number.
     *
     * @param replica from 1 on; 0 for the component as a whole
     */
    record Windowed(String metric, String component, int replica, Aggregation overTime, Duration window, String text)
            implements Input {
        @Override
        public Input withoutText() {
            return new Windowed(metric, component, replica, overTime, window, "");
        }
    }

    /** The last committed number of replicas. */
    record Current(String component, String text) implements Input {
        @Override
        public Input withoutText() {
            return new Current(component, "");
        }
    }

    /** How many replicas are ready. */
    record Ready(String component, String text) implements Input {
        @Override
        public Input withoutText() {
            return new Ready(component, "");
        }
    }

    /** 1 while a calendar holds, 0 else. */
    record During(String calendar) implements Input {
        @Override
        public String text() {
            return calendar;
        }

        @Override
        public Input withoutText() {
            return this;
        }
    }

    /** The effective value of an indicator in the evaluation before. */
    record Previous(String indicator, String component) implements Input {
        @Override
        public String text() {
            return "prev(" + indicator + "(" + component + "))";
        }

        @Override
        public Input withoutText() {
            return this;
        }
    }

    /** What one hour of one replica costs at present. */
    record Price(String component, String text) implements Input {
        @Override
        public Input withoutText() {
            return new Price(component, "");
        }
    }

    /** What is left of the budget of the current period. */
    record BudgetLeft(String text) implements Input {
        @Override
        public Input withoutText() {
            return new BudgetLeft("");
        }
    }

    /** How fast the error budget of a component's SLA is used up: 1 would use it up at the end of the period. */
    record BurnRate(String component, String text) implements Input {
        @Override
        public Input withoutText() {
            return new BurnRate(component, "");
        }
    }

    /** What a metric is expected to be after a time. */
    record Forecast(String metric, String component, Duration ahead, String text) implements Input {
        @Override
        public Input withoutText() {
            return new Forecast(metric, component, ahead, "");
        }
    }
}
