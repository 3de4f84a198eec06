package io.reservoir.controller.sim;

import io.reservoir.model.site.HostId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The simulated hosts between which VEEs can move; what one of them does, it does under the lock of its site. */
public final class SimulatedSite {
    private final Map<HostId, SimulatedHost> hosts = new TreeMap<>();

    void join(SimulatedHost host) {
        hosts.put(host.id(), host);
    }

    Collection<SimulatedHost> hosts() {
        return hosts.values();
    }

    @Nullable
    SimulatedHost host(HostId id) {
        return hosts.get(id);
    }
}
