package io.reservoir.rules.session;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a service stands, as far as formulas and windows need it: by name of component. A component that is missing is
 * not known yet.
 */
public record FleetView(Map<String, Tier> tiers) {
    public static final FleetView UNKNOWN = new FleetView(Map.of());

    public FleetView {
        tiers = Map.copyOf(tiers);
    }

    /**
     * One component.
     *
     * @param current the last committed number of replicas: {@code Current(C)}
     * @param readySince ordinals of the replicas that are ready, and since when: their readings count, and
     *     {@code Ready(C)} is their number
     * @param burnRate of the error budget of its SLA over the last hour: {@code BurnRate(C)}; NaN where it is unknown
     */
    public record Tier(int current, Map<Integer, Instant> readySince, double burnRate) {
        public Tier {
            readySince = Map.copyOf(readySince);
        }

        /** Replicas that have been ready for long, of a component whose burn rate is unknown. */
        public Tier(int current, Set<Integer> ready) {
            this(
                    current,
                    ready.stream().collect(Collectors.toMap(Function.identity(), ordinal -> Instant.MIN)),
                    Double.NaN);
        }

        public Set<Integer> ready() {
            return readySince.keySet();
        }
    }
}
