package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.verb.SnapshotStore.Copy;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Told;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a host, each taken by a {@link Taking} on a thread of its own. What a process that ended has left
 * half done is found by its sign and removed, once nobody has worked on it for a while. Safe for use by many threads.
 */
final class DiskSnapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSnapshots.class);
    private static final Duration AT_ONCE = Duration.ofSeconds(4);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    /** Longer than it takes from the end of a copy to the sign being taken down, by whichever process began it. */
    private static final Duration ABANDONED = Duration.ofSeconds(20);

    private static final int MOST_FAILURES = 64;

    private final Site site;
    private final LibvirtConnection looks;
    private final Locks locks;
    private final @Nullable SnapshotStore store;
    private final Map<VeeId, Taking> underWay = new ConcurrentHashMap<>();
    private final Map<SnapshotId, Snapshot> failed = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Entry<SnapshotId, Snapshot> eldest) {
            return size() > MOST_FAILURES;
        }
    });
    /** When what bears a sign was first found with nobody at work on it, by {@link System#nanoTime}. */
    private Map<String, Long> idleSince = Map.of();

    private long sweptNanos = System.nanoTime() - SWEEP_EVERY.toNanos();

    DiskSnapshots(Site site, LibvirtConnection looks, Locks locks) {
        this.site = site;
        this.looks = looks;
        this.locks = locks;
        store = site.outfit().snapshots();
    }

    /** As {@link VeeSnapshots#take} has it. */
    @Nullable
    Told take(SnapshotId id) {
        if (store == null) {
            return unkept("VEEs have no disks here");
        }
        var fresh = new Taking(id, site, store, locks);
        var other = underWay.putIfAbsent(id.vee(), fresh);
        if (other != null) {
            return other.id().equals(id)
                    ? new Kept(List.of(other.snapshot()))
                    : unkept("snapshot " + other.id() + " is being taken: one at a time");
        }
        failed.remove(id);
        Thread.ofPlatform().name("snapshot-" + id.vee()).daemon().start(() -> run(fresh));
        try {
            var told = fresh.begun().get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!fresh.isUnderWay()) {
                // its thread does so too, but whoever was refused may look before it has
                underWay.remove(id.vee(), fresh);
            }
            return told;
        } catch (TimeoutException e) {
            return new Kept(List.of(fresh.snapshot()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        }
    }

    private void run(Taking taking) {
        try {
            var trouble = taking.run();
            if (trouble != null) {
                LOG.warn(
                        "snapshot {} at {} is given up: {}",
                        taking.id(),
                        site.settings().id(),
                        trouble);
                failed.put(taking.id(), Snapshot.failed(taking.id(), taking.since(), trouble));
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "snapshot {} at {} is given up",
                    taking.id(),
                    site.settings().id(),
                    e);
            taking.begun().completeExceptionally(e);
        } finally {
            underWay.remove(taking.id().vee(), taking);
        }
    }

    /** As {@link VeeSnapshots#list} has it. */
    @Nullable
    Told list(ServiceId service) {
        if (store == null) {
            return new Kept(List.of());
        }
        var known = store;
        return told(looks.call(LibvirtHost.LOOK, session -> {
            // first, for what is complete a moment later is seen as that below
            var found = new HashMap<SnapshotId, Snapshot>();
            for (var taking : underWay.values()) {
                if (taking.id().vee().service().equals(service)) {
                    found.put(taking.id(), taking.snapshot(session));
                }
            }
            known.refresh(session);
            for (var copy : known.copies(session)) {
                var snapshot = copy.id().vee().service().equals(service) ? snapshot(session, known, copy) : null;
                if (snapshot != null) {
                    found.put(snapshot.id(), snapshot);
                }
            }
            synchronized (failed) {
                failed.values().stream()
                        .filter(each -> each.id().vee().service().equals(service))
                        .forEach(each -> found.putIfAbsent(each.id(), each));
            }
            var snapshots = new ArrayList<>(found.values());
            snapshots.sort(Comparator.comparing(Snapshot::id));
            return new Kept(snapshots);
        }));
    }

    /** Null for what is on nobody's way to be one. */
    private @Nullable Snapshot snapshot(Session session, SnapshotStore known, Copy copy) throws Fault {
        if (copy.isComplete()) {
            return known.ready(session, copy);
        }
        if (isOurs(copy)) {
            return null;
        }
        try (var domain = session.domain(copy.id().vee().uuid(site.settings().site()))) {
            return domain != null && isCopying(domain, copy)
                    ? Taking.inJob(copy.id(), copy.taken(), 0, domain.job())
                    : null;
        }
    }

    private boolean isOurs(Copy copy) {
        var taking = underWay.get(copy.id().vee());
        return taking != null && taking.id().equals(copy.id());
    }

    private static boolean isCopying(Domain domain, Copy copy) throws Fault {
        var backup = domain.isActive() ? domain.backup() : null;
        return backup != null && backup.contains(copy.file());
    }

    /** As {@link VeeSnapshots#delete} has it. */
    @Nullable
    Told delete(SnapshotId id) {
        if (store == null) {
            return new Kept(List.of());
        }
        var known = store;
        var taking = underWay.get(id.vee());
        if (taking != null && taking.id().equals(id)) {
            return taking.giveUp();
        }
        failed.remove(id);
        return told(looks.call(LibvirtHost.LOOK, session -> {
            for (var copy : known.copies(session)) {
                if (copy.isComplete() && copy.id().equals(id)) {
                    known.remove(session, copy);
                }
            }
            return new Kept(List.of());
        }));
    }

    private @Nullable Told told(Answer<? extends Told> answer) {
        return switch (answer) {
            case Answer.Is<? extends Told>(var told) -> told;
            case Answer.Failed<? extends Told>(var fault) -> unkept(fault.text());
            case Answer.Silent<? extends Told> silent -> null;
        };
    }

    private Unkept unkept(String why) {
        return new Unkept(site.settings().id() + ": " + why);
    }

    /**
     * {@link NotDone} where a snapshot is in the way of a verb: libvirt would let it wait for half a minute, and then
     * say less.
     */
    void letPass(Scene scene, Verb verb) throws Fault, NotDone {
        var vee = scene.order().vee();
        var taking = underWay.get(vee);
        if (taking != null && taking.isOffline() && (verb == Verb.ACTIVATE || verb == Verb.DESTROY)) {
            throw new NotDone(
                    Refusal.FAILED,
                    "the disk of " + vee + " is being copied into snapshot "
                            + taking.id().name() + ": wait until that is ready");
        }
        if (verb != Verb.MIGRATE && verb != Verb.SUSPEND) {
            return;
        }
        try (var domain = scene.domain()) {
            if (domain.isActive() && domain.backup() != null) {
                throw new NotDone(
                        Refusal.FAILED,
                        "a snapshot of " + vee + " is being taken: wait until it is ready, or delete it");
            }
        }
    }

    /** Removes what nobody works on any more. Called at every look at the host; does so now and then. */
    void sweep(Session session) {
        if (store == null || !isTimeToSweep()) {
            return;
        }
        try {
            sweep(session, store);
        } catch (Fault fault) {
            LOG.debug(
                    "what snapshots may have left at {} is looked for later",
                    site.settings().id(),
                    fault);
        }
    }

    private synchronized boolean isTimeToSweep() {
        if (System.nanoTime() - sweptNanos < SWEEP_EVERY.toNanos()) {
            return false;
        }
        sweptNanos = System.nanoTime();
        return true;
    }

    private synchronized void sweep(Session session, SnapshotStore known) throws Fault {
        var idle = new HashMap<String, Long>();
        for (var copy : known.copies(session)) {
            if (!copy.isComplete() && !isOurs(copy) && !isCopied(session, copy)) {
                var since = idleSince.getOrDefault(copy.file(), System.nanoTime());
                idle.put(copy.file(), since);
            }
        }
        idleSince = idle;
        for (var copy : known.copies(session)) {
            var since = idle.get(copy.file());
            if (since != null && System.nanoTime() - since > ABANDONED.toNanos()) {
                known.remove(session, copy);
                LOG.info(
                        "removed what snapshot {} has left at {}",
                        copy.id(),
                        site.settings().id());
            }
        }
    }

    private boolean isCopied(Session session, Copy copy) throws Fault {
        try (var domain = session.domain(copy.id().vee().uuid(site.settings().site()))) {
            return domain != null && isCopying(domain, copy);
        }
    }

    /** What is being taken goes on at the host, and is given up. */
    @Override
    public void close() {
        underWay.values().forEach(Taking::close);
    }
}
