package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.service.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Finds out from outside whether guests are up, each by the probe in its mark. Nobody waits for a guest: who looks
 * hears what was found so far, and guests are asked beside that, a few at once and each at most once a second. A guest
 * is asked at its own addresses only, from the machine that this runs on. Safe for use by many threads.
 */
public final class Probes implements Readiness, AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Runnable found;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("probe-", 0).factory());
    private final Map<UUID, Asking> askings = new ConcurrentHashMap<>();

    /** @param found called when a guest was found to be up, on a thread that must not be kept */
    public Probes(InstantSource clock, Runnable found) {
        this.clock = clock;
        this.found = found;
    }

    /** One life of a guest, until it is up. */
    private static final class Asking {
        private boolean isUnderWay;
        private boolean isUp;
        private Instant next = Instant.MIN;

        /** True where it is to be asked now, by who hears so. */
        synchronized boolean begins(Instant now) {
            if (isUp || isUnderWay || now.isBefore(next)) {
                return false;
            }
            isUnderWay = true;
            return true;
        }

        synchronized void ended(boolean up, Instant now) {
            isUnderWay = false;
            isUp = up;
            next = now.plus(BETWEEN);
        }

        synchronized boolean isUp() {
            return isUp;
        }
    }

    @Override
    public boolean isUp(DomainView view, Mark mark) {
        return switch (mark.ready()) {
            case Probe.Boot boot -> view.agentConnected();
            case Probe.Agent agent -> view.agentConnected();
            case Probe.Tcp tcp -> isServing(view.uuid(), mark, Knock.tcp(tcp.port()));
            case Probe.Http http -> isServing(view.uuid(), mark, Knock.http(http.port(), http.path()));
        };
    }

    private boolean isServing(UUID domain, Mark mark, Knock knock) {
        var asking = askings.computeIfAbsent(domain, uuid -> new Asking());
        if (asking.begins(clock.instant())) {
            var addresses = mark.attachments().stream()
                    .map(Attachment::address)
                    .filter(Objects::nonNull)
                    .toList();
            ask(asking, addresses, knock);
        }
        return asking.isUp();
    }

    private void ask(Asking asking, List<String> addresses, Knock knock) {
        try {
            threads.execute(() -> {
                var up = addresses.stream().anyMatch(knock::isAnswered);
                asking.ended(up, clock.instant());
                if (up) {
                    found.run();
                }
            });
        } catch (RejectedExecutionException e) {
            // it is closed, and nobody asks any more
            asking.ended(false, clock.instant());
        }
    }

    @Override
    public void forget(UUID domain) {
        askings.remove(domain);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
