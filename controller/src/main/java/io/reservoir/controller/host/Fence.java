package io.reservoir.controller.host;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may still act on a host, and on what: the newest epoch of each service, and which VEEs are destroyed for good.
 * What it is told is on the disk before it answers. Safe for use by many threads.
 */
public final class Fence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fence.class);
    private static final String HOST = "host ";
    private static final String EPOCH = "epoch ";
    private static final String DESTROYED = "destroyed ";
    private static final int DEAD_RECORDS_ALLOWED = 10_000;

    private final HostId host;
    private final RecordLog log;
    private final Map<ServiceId, Epoch> epochs = new HashMap<>();

    /** By replica: its lives come one after another, so what is not younger than the last that ended is over too. */
    private final Map<Replica, VeeId> destroyed = new HashMap<>();

    private record Replica(ServiceId service, String component, int ordinal) {
        static Replica of(VeeId vee) {
            return new Replica(vee.service(), vee.component(), vee.ordinal());
        }
    }

    private Fence(HostId host, RecordLog log) {
        this.host = host;
        this.log = log;
    }

    /** Opens the fence of that host in a file, which is made if need be; one of another host is refused. */
    public static Fence open(Path file, HostId host) throws IOException {
        var opened = RecordLog.open(file);
        var fence = new Fence(host, opened.log());
        try {
            if (opened.texts().isEmpty()) {
                fence.log.append(HOST + host);
            } else if (!opened.texts().getFirst().equals(HOST + host)) {
                throw new RecordLog.Broken(file + " is of " + opened.texts().getFirst() + ", not of host " + host
                        + ": name another --data");
            }
            opened.texts().stream().skip(1).forEach(fence::learn);
            return fence;
        } catch (IOException | RuntimeException e) {
            fence.close();
            throw e;
        }
    }

    private void learn(String text) {
        if (text.startsWith(EPOCH)) {
            var blank = text.lastIndexOf(' ');
            epochs.put(
                    new ServiceId(text.substring(EPOCH.length(), blank)),
                    new Epoch(Long.parseLong(text.substring(blank + 1))));
        } else if (text.startsWith(DESTROYED)) {
            var vee = VeeId.parse(text.substring(DESTROYED.length()));
            destroyed.put(Replica.of(vee), vee);
        } else {
            throw new IllegalStateException("no such record: " + text);
        }
    }

    /** The newest epoch that has spoken for a service, {@code epoch} included if it is that. */
    public synchronized Epoch admit(ServiceId service, Epoch epoch) throws IOException {
        var newest = epochs.get(service);
        if (newest != null && newest.compareTo(epoch) >= 0) {
            return newest;
        }
        keep(EPOCH + service + " " + epoch);
        return epoch;
    }

    /** From now on the VEE is never defined again. */
    public synchronized void bury(VeeId vee) throws IOException {
        if (!isBuried(vee)) {
            keep(DESTROYED + vee);
        }
    }

    /** True for a VEE that was destroyed, and for one that lived before such a one. */
    public synchronized boolean isBuried(VeeId vee) {
        var last = destroyed.get(Replica.of(vee));
        return last != null && vee.incarnation() <= last.incarnation();
    }

    private void keep(String text) throws IOException {
        log.append(text);
        learn(text);
        if (log.records() > epochs.size() + destroyed.size() + DEAD_RECORDS_ALLOWED) {
            shorten();
        }
    }

    /** What was kept is on the disk already, so it stands even if this fails. */
    private void shorten() {
        var texts = new ArrayList<String>(List.of(HOST + host));
        epochs.forEach((service, epoch) -> texts.add(EPOCH + service + " " + epoch));
        destroyed.values().forEach(vee -> texts.add(DESTROYED + vee));
        try {
            log.rewrite(texts);
        } catch (IOException e) {
            LOG.warn("the fence of {} cannot be made shorter", host, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        log.close();
    }
}
