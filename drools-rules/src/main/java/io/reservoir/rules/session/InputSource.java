package io.reservoir.rules.session;

import io.reservoir.rules.window.InputWindow;

/** Where the value of one input comes from. */
sealed interface InputSource {
    /** The number at that time, NaN where it is unknown. */
    double value(long now);

    /** Why it is unknown at that time. */
    String cause(long now);

    record Window(InputWindow window) implements InputSource {
        @Override
        public double value(long now) {
            return window.value(now);
        }

        @Override
        public String cause(long now) {
            return window.cause(now);
        }
    }

    record Current(FleetOfService fleet, String component) implements InputSource {
        @Override
        public double value(long now) {
            var tier = fleet.tier(component);
            return tier == null ? Double.NaN : tier.current();
        }

        @Override
        public String cause(long now) {
            return fleet.unknown(component);
        }
    }

    record Ready(FleetOfService fleet, String component) implements InputSource {
        @Override
        public double value(long now) {
            var tier = fleet.tier(component);
            return tier == null ? Double.NaN : tier.ready().size();
        }

        @Override
        public String cause(long now) {
            return fleet.unknown(component);
        }
    }
}
