package io.reservoir.controller.node;

import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Witness;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all hosts at the same time. One that takes long is waited for; one that was silent before is waited for just
 * a little, so that it delays nobody again and again. What hosts have noted is asked for too, and acknowledged once it
 * has been taken. Belongs to one thread.
 */
final class Lookout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_THE_SILENT = Duration.ofMillis(500);

    /** So many answers of a host are asked for in one look: the rest comes with the next one. */
    private static final int PAGES = 10;

    private final InstantSource clock;
    private final Supplier<Duration> uptime;
    private final List<Watched> hosts;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("look-", 0).daemon().factory());

    /**
     * What came of one look at one host, null in place of what was not told.
     *
     * @param acknowledged what need not be acknowledged again
     */
    private record Look(
            SiteView.@Nullable Seen seen, Witness.@Nullable Testimony testimony, Map<ServiceId, Long> acknowledged) {}

    /** One host and how far its evidence is taken. */
    private static final class Watched {
        private final Host host;
        private final Map<ServiceId, Long> taken = new HashMap<>();
        private Duration patience = PATIENCE;

        /** Until a look has shown otherwise, in time or too late. */
        private volatile boolean silent;

        private @Nullable Future<Look> running;
        private String journal = "";
        private long after;

        Watched(Host host) {
            this.host = host;
        }
    }

    /** @param uptime as of {@link HostCalls#uptime} of those who call these hosts */
    Lookout(Collection<Host> hosts, InstantSource clock, Supplier<Duration> uptime) {
        this.clock = clock;
        this.uptime = uptime;
        this.hosts = hosts.stream().map(Watched::new).toList();
    }

    /** What they show now. */
    SiteView look() {
        var now = clock.instant();
        var up = uptime.get();
        var begun = new ArrayList<Watched>();
        for (var watched : hosts) {
            if (begin(watched)) {
                begun.add(watched);
            }
        }
        var began = System.nanoTime();
        var seen = new TreeMap<HostId, SiteView.Seen>();
        for (var watched : begun) {
            var patience = watched.patience;
            var look = await(watched, began + patience.toNanos() - System.nanoTime());
            if (look != null) {
                watched.taken.entrySet().removeAll(look.acknowledged.entrySet());
            }
            if (look != null && look.seen != null) {
                seen.put(watched.host.id(), look.seen);
                keep(watched, look.testimony);
            }
        }
        var silent = hosts.stream()
                .map(watched -> watched.host.id())
                .filter(host -> !seen.containsKey(host))
                .toList();
        return new SiteView(now, up, seen, silent);
    }

    /** A look that still runs began too early to say anything about now. */
    private boolean begin(Watched watched) {
        if (watched.running != null && !watched.running.isDone()) {
            return false;
        }
        var taken = Map.copyOf(watched.taken);
        var journal = watched.journal;
        var after = watched.after;
        watched.patience = watched.silent ? PATIENCE_WITH_THE_SILENT : PATIENCE;
        watched.silent = true;
        watched.running = threads.submit(() -> {
            var look = look(watched.host, journal, after, taken);
            watched.silent = look.seen == null;
            return look;
        });
        return true;
    }

    /** On a thread of its own. */
    private static Look look(Host host, String journal, long after, Map<ServiceId, Long> taken) {
        var witness = host instanceof Witness w ? w : null;
        var heard = witness != null && !taken.isEmpty() && witness.acknowledge(journal, taken);
        var acknowledged = heard ? taken : Map.<ServiceId, Long>of();
        var capacity = host.capacity();
        var sightings = capacity == null ? null : host.list();
        if (capacity == null || sightings == null) {
            return new Look(null, null, acknowledged);
        }
        var testimony = witness == null ? null : testimony(witness, journal, after);
        var evidence = testimony == null ? List.<Evidence>of() : testimony.evidence();
        return new Look(SiteView.Seen.of(capacity, sightings, evidence), testimony, acknowledged);
    }

    private static Witness.@Nullable Testimony testimony(Witness witness, String journal, long after) {
        var evidence = new ArrayList<Evidence>();
        var from = after;
        var first = witness.testimony(from);
        if (first != null && !first.journal().equals(journal) && from > 0) {
            first = witness.testimony(0);
        }
        var page = first;
        for (var pages = 1; page != null && !page.evidence().isEmpty(); pages++) {
            evidence.addAll(page.evidence());
            from = page.evidence().getLast().number();
            page = pages < PAGES ? witness.testimony(from) : null;
        }
        return first == null ? null : new Witness.Testimony(first.journal(), evidence);
    }

    private static @Nullable Look await(Watched watched, long nanos) {
        var running = watched.running;
        if (running == null) {
            return null;
        }
        try {
            return running.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            LOG.error("a look at {} ended in a fault of its adapter", watched.host.id(), e.getCause());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static void keep(Watched watched, Witness.@Nullable Testimony testimony) {
        if (testimony == null) {
            return;
        }
        if (!testimony.journal().equals(watched.journal)) {
            watched.journal = testimony.journal();
            watched.taken.clear();
            watched.after = 0;
        }
        if (!testimony.evidence().isEmpty()) {
            watched.after = testimony.evidence().getLast().number();
        }
    }

    /** The evidence of that view is in the ledgers of the services that are ours. */
    void taken(SiteView view, Predicate<ServiceId> ours) {
        for (var watched : hosts) {
            var seen = view.hosts().get(watched.host.id());
            if (seen != null) {
                seen.evidence().forEach((service, evidence) -> {
                    if (ours.test(service)) {
                        watched.taken.put(service, evidence.getLast().number());
                    }
                });
            }
        }
    }

    /** From now on all is asked for again that is not acknowledged: there are others that have not taken it. */
    void rewind() {
        hosts.forEach(watched -> watched.after = 0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
