package io.reservoir.rules.session;

import io.reservoir.model.decision.Basis;
import io.reservoir.model.service.Calendar;
import io.reservoir.rules.window.EventTime;
import io.reservoir.rules.window.InputWindow;
import org.jspecify.annotations.Nullable;

/** Where the value of one input comes from. */
sealed interface InputSource {
    /** Of a number that has to be asked for each time. */
    long ALWAYS_ASK = Long.MIN_VALUE;

    /** The number at that time, NaN where it is unknown. */
    double value(long now);

    /** The samples that it rests on at that time, null where it is none of a window. */
    default @Nullable Basis basis(long now) {
        return null;
    }

    /**
     * Until when the number that was asked for last is the same, that time excluded, if neither a reading nor another
     * view of the fleet comes.
     */
    default long validUntil() {
        return Long.MAX_VALUE;
    }

    /** Why it is unknown at that time. */
    String cause(long now);

    record Window(InputWindow window) implements InputSource {
        @Override
        public double value(long now) {
            return window.value(now);
        }

        @Override
        public long validUntil() {
            return window.validUntil();
        }

        @Override
        public String cause(long now) {
            return window.cause(now);
        }

        @Override
        public @Nullable Basis basis(long now) {
            return window.basis(now);
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

    /** 1 while a calendar holds, 0 else: never unknown. */
    record During(Calendar calendar) implements InputSource {
        @Override
        public double value(long now) {
            return calendar.contains(EventTime.instant(now)) ? 1 : 0;
        }

        @Override
        public long validUntil() {
            return ALWAYS_ASK;
        }

        @Override
        public String cause(long now) {
            return "";
        }
    }

    /** An indicator as it was after the evaluation before this one. */
    record Previous(PreviousIndicators before, int indicator, String text) implements InputSource {
        @Override
        public double value(long now) {
            return before.number(indicator);
        }

        @Override
        public long validUntil() {
            return ALWAYS_ASK;
        }

        @Override
        public String cause(long now) {
            return text + ": there was no value in the evaluation before";
        }
    }

    /** What one replica costs in a second. */
    record Price(CostsOfService costs, String component) implements InputSource {
        @Override
        public double value(long now) {
            return costs.price(component);
        }

        @Override
        public String cause(long now) {
            return costs.view().cause();
        }
    }

    /** What is left of the budget. */
    record BudgetLeft(CostsOfService costs) implements InputSource {
        @Override
        public double value(long now) {
            return costs.view().budgetLeft();
        }

        @Override
        public String cause(long now) {
            return costs.view().cause();
        }
    }

    /** How fast the error budget of a component's SLA is used up over the last hour. */
    record BurnRate(FleetOfService fleet, String component, String text) implements InputSource {
        @Override
        public double value(long now) {
            var tier = fleet.tier(component);
            return tier == null ? Double.NaN : tier.burnRate();
        }

        @Override
        public String cause(long now) {
            return text + ": nothing was owed to " + component + " in the last hour";
        }
    }

    /** What this release has no number for. */
    record Missing(String text) implements InputSource {
        @Override
        public double value(long now) {
            return Double.NaN;
        }

        @Override
        public String cause(long now) {
            return text + " is not computed by this release";
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
