package io.reservoir.controller.api.backend;

import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.Listing;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks hosts for the volumes of services, and has them deleted. Safe for use by many threads. */
public final class VolumeDesk implements AutoCloseable {
    /** A little longer than a host takes at most, behind an agent or not. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final SortedMap<HostId, Volumes> hosts = new TreeMap<>();
    private final HostThreads threads;

    /** A volume as one host shows it; several show the same one where they share it. */
    public record Shown(HostId host, Volume volume, boolean shared) {}

    /**
     * What all hosts show of a service.
     *
     * @param volumes by host
     * @param silent hosts that did not answer
     */
    public record Seen(List<Shown> volumes, List<HostId> silent) {
        /** Those of that name. */
        public List<Shown> named(String name) {
            return volumes.stream()
                    .filter(shown -> shown.volume().name().equals(name))
                    .toList();
        }
    }

    public VolumeDesk(Collection<Host> hosts) {
        this(hosts, PATIENCE);
    }

    /** @param patience how long a host is waited for */
    VolumeDesk(Collection<Host> hosts, Duration patience) {
        hosts.forEach(host -> this.hosts.put(host.id(), Volumes.of(host)));
        threads = new HostThreads("volumes", this.hosts.keySet(), patience);
    }

    /** Asks all hosts at the same time. */
    public Seen look(ServiceId service) {
        var asked = new TreeMap<HostId, Future<@Nullable Listing>>();
        hosts.forEach((host, volumes) -> asked.put(host, threads.begin(host, () -> volumes.volumes(service))));
        var shown = new ArrayList<Shown>();
        var silent = new ArrayList<HostId>();
        asked.forEach((host, future) -> {
            switch (threads.await(future)) {
                case null -> silent.add(host);
                case Kept(var volumes, var shared) ->
                    volumes.forEach(volume -> shown.add(new Shown(host, volume, shared)));
                case Volumes.NoneKept none -> {
                    // it has none of any service
                }
            }
        });
        return new Seen(List.copyOf(shown), List.copyOf(silent));
    }

    /** Has a host delete a volume; {@link Unavailable} where nobody knows whether it did. */
    public Outcome delete(HostId host, ServiceId service, String volume, Epoch epoch) {
        var volumes = hosts.get(host);
        var outcome = volumes == null
                ? null
                : threads.await(threads.begin(host, () -> volumes.delete(service, volume, epoch)));
        if (outcome == null || outcome instanceof Outcome.Lost) {
            throw new Unavailable("host " + host + " does not answer: nobody knows whether it deleted the volume");
        }
        return outcome;
    }

    @Override
    public void close() {
        threads.close();
    }
}
