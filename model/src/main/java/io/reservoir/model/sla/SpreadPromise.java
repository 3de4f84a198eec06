package io.reservoir.model.sla;

import io.reservoir.model.service.Spread;

/**
 * Over how many domains or hosts a component's replicas are spread; either will do where both are above zero.
 *
 * @param soft true where it is a wish and not owed
 */
public record SpreadPromise(boolean soft, int domains, int hosts) {
    public static final SpreadPromise NONE = new SpreadPromise(true, 0, 0);

    /** Over what replicas are kept apart. */
    public Spread over() {
        return hosts > 0 ? Spread.HOSTS : domains > 0 ? Spread.DOMAINS : Spread.NONE;
    }
}
