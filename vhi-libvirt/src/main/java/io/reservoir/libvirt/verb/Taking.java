package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Domain.Job;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.verb.SnapshotStore.Copy;
import io.reservoir.libvirt.verb.SnapshotStore.Source;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.libvirt.xml.BackupXml;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.DomainView.DiskView;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Told;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot that is being taken: by the hypervisor, while the guest goes on, or by the pool, of a VEE that is off.
 * What comes to nothing leaves nothing, unless its host falls silent for good.
 */
final class Taking {
    /** A guest that hangs costs libvirt half a minute. */
    private static final Duration BEGIN = Duration.ofSeconds(45);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration POLL = Duration.ofMillis(300);

    private final SnapshotId id;
    private final Site site;
    private final SnapshotStore store;
    private final Locks locks;
    private final Instant since;
    private final CompletableFuture<@Nullable Told> begun = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Snapshot last;
    private volatile boolean underWay;
    private volatile boolean givenUp;
    /** What it is made into by the pool, null where it is not. */
    private volatile @Nullable Copy offline;

    private volatile long offlineBytes;

    /** How it begins. */
    private sealed interface Begin {}

    /** There is nothing to be done. */
    private record Nothing(Told told) implements Begin {}

    /** It is under way. */
    private record UnderWay(Copy copy, long diskBytes, boolean byPool) implements Begin {}

    /** How far it is; {@code trouble} null while there is none. */
    private record Step(boolean hasEnded, @Nullable String trouble) {}

    Taking(SnapshotId id, Site site, SnapshotStore store, Locks locks) {
        this.id = id;
        this.site = site;
        this.store = store;
        this.locks = locks;
        since = site.clock().instant();
        last = Snapshot.taking(id, since, 0, 0, 0);
    }

    SnapshotId id() {
        return id;
    }

    Instant since() {
        return since;
    }

    /** What to tell whoever wanted it, once it is begun or refused; null where the host is silent. */
    CompletableFuture<@Nullable Told> begun() {
        return begun;
    }

    /** True once it is begun, whatever came of it. */
    boolean isUnderWay() {
        return underWay;
    }

    boolean isOffline() {
        return offline != null;
    }

    Snapshot snapshot() {
        return last;
    }

    /** How far it is, asking where nothing else tells. */
    Snapshot snapshot(Session session) throws Fault {
        var copy = offline;
        if (copy != null) {
            var bytes = Math.min(store.bytes(session, copy), offlineBytes);
            last = Snapshot.taking(id, since, last.diskBytes(), bytes, offlineBytes);
        }
        return last;
    }

    static Snapshot inJob(SnapshotId id, Instant since, long diskBytes, Job job) {
        var total = Math.max(0, job.number("disk_total"));
        return Snapshot.taking(id, since, diskBytes, Math.clamp(job.number("disk_processed"), 0, total), total);
    }

    /** Takes it, and returns when it is there or will not be: why it came to nothing, null where it did not. */
    @Nullable
    String run() {
        var settings = site.settings();
        try (var connection = new LibvirtConnection(settings.id().name(), settings.uri(), null)) {
            var answer = connection.call(BEGIN, session -> locks.holding(id.vee(), () -> begin(session)));
            return switch (answer) {
                case Answer.Silent<Begin> silent -> {
                    begun.complete(null);
                    yield silent.why();
                }
                case Answer.Failed<Begin>(var fault) -> {
                    begun.complete(refused(fault.text()));
                    yield null;
                }
                case Answer.Is<Begin>(Nothing(var told)) -> {
                    begun.complete(told);
                    yield null;
                }
                case Answer.Is<Begin>(UnderWay way) -> {
                    underWay = true;
                    begun.complete(new Kept(List.of(last)));
                    yield end(connection, way);
                }
            };
        }
    }

    private Unkept refused(String why) {
        return new Unkept(site.settings().id() + ": " + why);
    }

    private Begin begin(Session session) throws Fault {
        var service = id.vee().service();
        var count = 0;
        for (var copy : store.copies(session)) {
            var ready = copy.isComplete() && copy.id().equals(id) ? store.ready(session, copy) : null;
            if (ready != null) {
                return new Nothing(new Kept(List.of(ready)));
            }
            count += copy.id().vee().service().equals(service) ? 1 : 0;
        }
        if (count >= VeeSnapshots.MOST) {
            return new Nothing(refused(
                    count + " snapshots of " + service + " are kept here, and no more can be: delete" + " some"));
        }
        try (var domain = session.domain(id.vee().uuid(site.settings().site()))) {
            return domain == null ? new Nothing(refused(id.vee() + " is not there")) : begin(session, domain);
        } catch (NotDone notDone) {
            return new Nothing(refused(notDone.detail()));
        }
    }

    private Begin begin(Session session, Domain domain) throws Fault, NotDone {
        var view = DomainView.read(domain.xml());
        var source = store.source(session, id.vee());
        var isActive = domain.isActive();
        refuseWhatCannotBe(domain, view, isActive);
        var target = source == null ? null : target(view, source);
        if (source == null || target == null) {
            throw new NotDone(Refusal.UNSUPPORTED, id.vee() + " has no disk here");
        }
        var copy = store.begin(session, id, since, source);
        if (!isActive) {
            offlineBytes = source.copyBytes();
            offline = copy;
            last = Snapshot.taking(id, since, source.diskBytes(), 0, offlineBytes);
            return new UnderWay(copy, source.diskBytes(), true);
        }
        try {
            var path = store.empty(session, copy, source.diskBytes());
            domain.beginBackup(BackupXml.of(target, path, others(view, target)));
        } catch (Fault fault) {
            discard(session, copy, fault);
            throw fault;
        }
        last = Snapshot.taking(id, since, source.diskBytes(), 0, source.diskBytes());
        return new UnderWay(copy, source.diskBytes(), false);
    }

    private void refuseWhatCannotBe(Domain domain, DomainView view, boolean isActive) throws Fault, NotDone {
        var mark = view.mark();
        if (mark == null || !Inventory.isOurs(view, site.settings().site())) {
            throw new NotDone(Refusal.NOT_OURS, id.vee() + " is not there");
        }
        var isAtWork = isActive && domain.job().isRunning();
        var to = mark.to();
        if (site.moves().isUnderWay(id.vee())
                || (isAtWork && to != null && !to.equals(site.settings().id()))) {
            throw new NotDone(Refusal.WRONG_STATE, id.vee() + " is on its way to another host: wait until it is there");
        }
        if (isAtWork) {
            throw new NotDone(
                    Refusal.WRONG_STATE, "another job of " + id.vee() + " is under way: wait until it has ended");
        }
    }

    private static @Nullable String target(DomainView view, Source source) {
        return view.disks().stream()
                .filter(disk -> disk.source().equals(source.path()))
                .map(DiskView::target)
                .findFirst()
                .orElse(null);
    }

    private static List<String> others(DomainView view, String target) {
        return view.disks().stream()
                .map(DiskView::target)
                .filter(other -> !other.equals(target))
                .toList();
    }

    private void discard(Session session, Copy copy, Fault why) {
        try {
            store.remove(session, copy);
        } catch (Fault again) {
            why.addSuppressed(again);
        }
    }

    private @Nullable String end(LibvirtConnection connection, UnderWay way) {
        var trouble = way.byPool() ? fill(connection, way) : watch(connection, way);
        if (trouble == null) {
            trouble = complete(connection, way.copy());
        }
        if (trouble == null || isClosed()) {
            return trouble;
        }
        var left = insist(connection, session -> {
            store.remove(session, way.copy());
            return true;
        });
        return givenUp
                ? null
                : left instanceof Answer.Failed<Boolean>(var fault) ? trouble + "; " + fault.text() : trouble;
    }

    private @Nullable String fill(LibvirtConnection connection, UnderWay way) {
        var answer = connection.call(LONGEST, session -> {
            store.fill(session, way.copy(), way.diskBytes());
            return true;
        });
        return switch (answer) {
            case Answer.Is<Boolean> is -> null;
            case Answer.Failed<Boolean>(var fault) -> fault.text();
            case Answer.Silent<Boolean>(var why) -> why;
        };
    }

    private @Nullable String watch(LibvirtConnection connection, UnderWay way) {
        while (!isClosedAfter(POLL)) {
            switch (connection.call(LOOK, session -> step(session, way))) {
                case Answer.Is<Step>(Step(var hasEnded, var trouble)) -> {
                    if (hasEnded) {
                        return trouble;
                    }
                }
                case Answer.Failed<Step> failed -> {
                    // it is asked again
                }
                case Answer.Silent<Step> silent -> {
                    // a libvirt that is started anew knows of the copy
                }
            }
        }
        return "the process that began it has ended";
    }

    private Step step(Session session, UnderWay way) throws Fault {
        try (var domain = session.domain(id.vee().uuid(site.settings().site()))) {
            if (domain == null) {
                return new Step(true, "its VEE was destroyed meanwhile");
            }
            var job = domain.isActive() ? domain.job() : null;
            if (job != null && job.isRunning() && job.isBackup()) {
                last = inJob(id, since, way.diskBytes(), job);
                if (givenUp) {
                    domain.abortJob();
                }
                return new Step(false, null);
            }
            var ended = domain.endedJob();
            if (ended.isBackup() && ended.isDone()) {
                return new Step(true, null);
            }
            return new Step(true, why(domain, ended));
        }
    }

    private static String why(Domain domain, Job ended) throws Fault {
        var said = ended.values().get("errmsg");
        if (said != null) {
            return "the hypervisor could not copy all of it: " + said;
        }
        return domain.isActive() ? "the hypervisor gave it up" : "its VEE went off meanwhile";
    }

    private @Nullable String complete(LibvirtConnection connection, Copy copy) {
        return switch (insist(connection, session -> store.complete(session, copy))) {
            case Answer.Is<Boolean>(var isThere) -> isThere ? null : "its file was taken away meanwhile";
            case Answer.Failed<Boolean>(var fault) -> fault.text();
            case Answer.Silent<Boolean>(var why) -> why;
        };
    }

    /** Asks until there is an answer, or the process ends. */
    private <T> Answer<T> insist(LibvirtConnection connection, Session.Work<T> work) {
        while (true) {
            var answer = connection.call(LOOK, work);
            if (!(answer instanceof Answer.Silent<T>) || isClosedAfter(POLL)) {
                return answer;
            }
        }
    }

    /** Ends it before it is there, soon: what it has made by then is removed. */
    Told giveUp() {
        if (isOffline()) {
            return refused("snapshot " + id + " is being copied, and cannot be stopped: delete it when it is ready");
        }
        givenUp = true;
        return new Kept(List.of());
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean isClosedAfter(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void close() {
        closed.countDown();
    }
}
