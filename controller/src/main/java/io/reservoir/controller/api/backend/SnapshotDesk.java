package io.reservoir.controller.api.backend;

import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Told;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Has hosts take, list and delete snapshots of disks. Safe for use by many threads. */
public final class SnapshotDesk implements AutoCloseable {
    /** A little longer than a host takes at most, behind an agent or not. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final SortedMap<HostId, VeeSnapshots> hosts = new TreeMap<>();
    private final HostThreads threads;

    /** A snapshot and the host that has it. */
    public record Shown(HostId host, Snapshot snapshot) {}

    /**
     * What all hosts show of a service.
     *
     * @param snapshots by host
     * @param silent hosts that did not answer
     */
    public record Seen(List<Shown> snapshots, List<HostId> silent) {}

    public SnapshotDesk(Collection<Host> hosts) {
        this(hosts, PATIENCE);
    }

    /** @param patience how long a host is waited for */
    SnapshotDesk(Collection<Host> hosts, Duration patience) {
        hosts.forEach(host -> this.hosts.put(host.id(), VeeSnapshots.of(host)));
        threads = new HostThreads("snapshots", this.hosts.keySet(), patience);
    }

    /** Asks all hosts at the same time. */
    public Seen look(ServiceId service) {
        var asked = new TreeMap<HostId, Future<@Nullable Told>>();
        hosts.forEach((host, snapshots) -> asked.put(host, threads.begin(host, () -> snapshots.list(service))));
        var shown = new ArrayList<Shown>();
        var silent = new ArrayList<HostId>();
        asked.forEach((host, future) -> {
            if (threads.await(future) instanceof Kept(var snapshots)) {
                snapshots.forEach(snapshot -> shown.add(new Shown(host, snapshot)));
            } else {
                silent.add(host);
            }
        });
        return new Seen(List.copyOf(shown), List.copyOf(silent));
    }

    /** Has a host begin to take one; {@link Unavailable} where nobody knows whether it did. */
    public Told take(HostId host, SnapshotId snapshot) {
        var snapshots = hosts.get(host);
        return snapshots == null
                ? new Unkept("this controller has no host " + host + ": name it with --host")
                : told(host, () -> snapshots.take(snapshot));
    }

    /** Has a host that showed it delete one; {@link Unavailable} where nobody knows whether it did. */
    public Told delete(Shown shown) {
        var snapshots = hosts.get(shown.host());
        return snapshots == null
                ? new Kept(List.of())
                : told(shown.host(), () -> snapshots.delete(shown.snapshot().id()));
    }

    private Told told(HostId host, Callable<@Nullable Told> question) {
        var told = threads.await(threads.begin(host, question));
        if (told == null) {
            throw new Unavailable("host " + host + " does not answer");
        }
        return told;
    }

    @Override
    public void close() {
        threads.close();
    }
}
