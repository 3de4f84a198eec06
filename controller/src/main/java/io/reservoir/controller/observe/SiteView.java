package io.reservoir.controller.observe;

import io.reservoir.model.port.Host;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the hosts of a site showed when they were last asked.
 *
 * @param at the time just before the first of them was asked
 * @param uptime the same by a clock of the process that asked, which nobody puts back
 * @param hosts those that answered
 * @param silent those that did not
 */
public record SiteView(Instant at, Duration uptime, SortedMap<HostId, Seen> hosts, List<HostId> silent) {
    /**
     * One host.
     *
     * @param byService the VEEs of ours on it
     * @param evidence what it has noted since it was asked before, by service, oldest first; younger than the VEEs that
     *     are listed
     */
    public record Seen(
            HostCapacity capacity,
            Map<ServiceId, List<Host.Sighting>> byService,
            Map<ServiceId, List<Evidence>> evidence) {
        public static Seen of(HostCapacity capacity, List<Host.Sighting> sightings, List<Evidence> evidence) {
            return new Seen(
                    capacity,
                    sightings.stream()
                            .collect(Collectors.groupingBy(
                                    sighting -> sighting.vee().service())),
                    evidence.stream()
                            .collect(Collectors.groupingBy(noted -> noted.vee().service())));
        }

        /** The VEEs of one service. */
        public List<Host.Sighting> of(ServiceId service) {
            return byService.getOrDefault(service, List.of());
        }
    }

    /** Asks every host, one after another. */
    public static SiteView of(Collection<Host> hosts, Instant now, Duration uptime) {
        var seen = new TreeMap<HostId, Seen>();
        var silent = new ArrayList<HostId>();
        for (var host : hosts) {
            var capacity = host.capacity();
            var sightings = capacity == null ? null : host.list();
            if (capacity == null || sightings == null) {
                silent.add(host.id());
            } else {
                seen.put(host.id(), Seen.of(capacity, sightings, List.of()));
            }
        }
        return new SiteView(now, uptime, seen, List.copyOf(silent));
    }

    public List<HostCapacity> capacities() {
        return hosts.values().stream().map(Seen::capacity).toList();
    }

    /** The VEEs of one service on one host. */
    public List<Host.Sighting> sightings(HostId host, ServiceId service) {
        var seen = hosts.get(host);
        return seen == null ? List.of() : seen.of(service);
    }

    /** What a host has noted of the VEEs of one service. */
    public List<Evidence> evidence(HostId host, ServiceId service) {
        var seen = hosts.get(host);
        return seen == null ? List.of() : seen.evidence().getOrDefault(service, List.of());
    }
}
