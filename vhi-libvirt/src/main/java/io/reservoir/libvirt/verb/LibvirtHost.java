package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.DomainEvent;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.LibvirtListener;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.ForeignDisks;
import io.reservoir.libvirt.watch.History;
import io.reservoir.libvirt.watch.HostUsage;
import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.libvirt.watch.OurDomain;
import io.reservoir.libvirt.watch.Probes;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.MetricSource;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Lifecycle;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * VEEs as domains of one libvirt, wherever that is. A domain of ours is persistent, has a UUID that follows from the
 * VEE's id, and bears a mark; all others are left alone. Safe for use by many threads.
 */
public final class LibvirtHost implements Host, Consoles, VeeSnapshots, Volumes, AutoCloseable {
    /**
     * Less than a controller waits for a whole look, and more than libvirt holds a domain that it takes down: on a busy
     * machine its filters alone took three seconds.
     */
    static final Duration LOOK = Duration.ofMillis(4_500);

    private final Settings settings;
    private final LibvirtConnection verbs;
    private final LibvirtConnection looks;
    private final Site site;
    private final Scribe scribe;
    private final Probes probes;
    private volatile @Nullable Facts facts;
    private final Readings readings;
    private final ConsoleLogs consoles;
    private final DiskSnapshots snapshots;
    private final KeptVolumes volumes;
    private volatile Map<UUID, VeeId> vees = Map.of();
    private final Locks locks = new Locks();

    /**
     * What a libvirt host is.
     *
     * @param site of which it is a host; domains of other sites are not ours
     * @param uri of its libvirt
     * @param door the URI at which other hosts reach its libvirt, null where none does
     * @param type what its domains run on, such as {@code qemu}; null for the best there is
     * @param vcpus that may be given to VEEs, null for as many as it has CPUs
     * @param memoryBytes that may be given to VEEs, null for all that it has
     * @param diskBytes that may be given to VEEs
     * @param consoleLogs the folder at the host for what guests print
     * @param moveBytesPerSecond what a move may send a second, 0 for no limit
     * @param moveDowntime how long a guest may stand still at the end of its move
     */
    public record Settings(
            HostId id,
            String domain,
            String site,
            String uri,
            @Nullable String door,
            @Nullable String type,
            @Nullable Integer vcpus,
            @Nullable Long memoryBytes,
            long diskBytes,
            String consoleLogs,
            long moveBytesPerSecond,
            Duration moveDowntime) {
        /** Where libvirt itself keeps the logs of its domains. */
        public static final String CONSOLE_LOGS = "/var/log/libvirt/qemu";

        public static final Duration MOVE_DOWNTIME = Duration.ofMillis(300);

        /** Where the host keeps what a domain prints. */
        String consoleLog(String domainName) {
            return consoleLogs + "/" + domainName + ".console.log";
        }
    }

    private LibvirtHost(Settings settings, Outfit outfit, Fence fence, InstantSource clock, Runnable changed) {
        this.settings = settings;
        probes = new Probes(clock, changed);
        var history = new History(settings.id(), clock, probes);
        var name = settings.id().name();
        looks = new LibvirtConnection(name, settings.uri(), new Watch(history, changed));
        verbs = new LibvirtConnection(name, settings.uri(), null);
        var moves = new Moves(new LibvirtConnection(name, settings.uri(), null));
        site = new Site(
                settings, outfit, clock, fence, new Room(), new VolumeTurns(), moves, history, new ForeignDisks());
        scribe = new Scribe(verbs, settings.site(), locks);
        readings = new Readings(name, looks, clock, () -> vees);
        consoles = new ConsoleLogs(settings, looks);
        snapshots = new DiskSnapshots(site, looks, locks);
        volumes = new KeptVolumes(site, looks, verbs);
    }

    /**
     * Begins to connect, and returns at once: a host that cannot be reached is one that does not answer.
     *
     * @param directory for its record of epochs, which must exist; a record that cannot be read is an IOException
     * @param changed called whenever something happened there, on a thread that must not be kept
     */
    public static LibvirtHost open(
            Settings settings, Outfit outfit, Path directory, InstantSource clock, Runnable changed)
            throws IOException {
        var fence = new Fence(directory.resolve(settings.id().name() + ".epochs"));
        return new LibvirtHost(settings, outfit, fence, clock, changed);
    }

    /** What is heard of it goes into the history, and wakes who wants to know. */
    private record Watch(History history, Runnable changed) implements LibvirtListener {
        @Override
        public void happened(DomainEvent event) {
            history.happened(event);
            changed.run();
        }

        @Override
        public void connected() {
            changed.run();
        }

        @Override
        public void disconnected(String why) {
            changed.run();
        }
    }

    @Override
    public HostId id() {
        return settings.id();
    }

    /** Why it cannot be reached, in one line that says what to do; null while it can. */
    public @Nullable String trouble() {
        return looks.trouble();
    }

    @Override
    public @Nullable HostCapacity capacity() {
        return looked(session -> new HostCapacity(
                id(), settings.domain(), facts(session).total(), site.taken(session, inventory(session))));
    }

    @Override
    public @Nullable List<Sighting> list() {
        return looked(session -> {
            var inventory = inventory(session);
            inventory.ours().values().forEach(scribe::keep);
            snapshots.sweep(session);
            vees = inventory.ours().values().stream()
                    .collect(Collectors.toUnmodifiableMap(ours -> ours.view().uuid(), OurDomain::vee));
            var sightings = new ArrayList<Sighting>();
            for (var ours : inventory.ours().values()) {
                sightings.add(sighting(session, ours));
            }
            return List.copyOf(sightings);
        });
    }

    private Sighting sighting(Session session, OurDomain ours) throws Fault {
        var now = ours.now();
        return new Sighting(
                ours.vee(),
                now.state(),
                ours.size(),
                now.since(),
                now.booted(),
                ours.mark().epoch(),
                isMoving(session, ours),
                ours.mark().attachments(),
                ours.volumes());
    }

    /** What another process began to move, before this one started, is known by its job. */
    private boolean isMoving(Session session, OurDomain ours) throws Fault {
        var to = ours.mark().to();
        if (to == null || to.equals(id())) {
            return false;
        }
        if (site.moves().isUnderWay(ours.vee())) {
            return true;
        }
        try (var domain = session.domain(ours.view().uuid())) {
            return domain != null && domain.isActive() && domain.job().isRunning();
        }
    }

    /** Asked once: what a machine is made of does not change while it runs. */
    private Facts facts(Session session) throws Fault {
        var known = facts;
        if (known == null) {
            known = Facts.ask(session, settings);
            facts = known;
        }
        return known;
    }

    private Inventory inventory(Session session) throws Fault {
        return Inventory.take(session, settings.site(), site.history(), site.disks());
    }

    private <T> @Nullable T looked(Session.Work<T> work) {
        return looks.call(LOOK, work) instanceof Answer.Is<T>(var seen) ? seen : null;
    }

    @Override
    public Consoles.@Nullable Told console(VeeId vee, Part part) {
        return consoles.tell(vee, part);
    }

    @Override
    public VeeSnapshots.@Nullable Told take(SnapshotId snapshot) {
        return snapshots.take(snapshot);
    }

    @Override
    public VeeSnapshots.@Nullable Told list(ServiceId service) {
        return snapshots.list(service);
    }

    @Override
    public VeeSnapshots.@Nullable Told delete(SnapshotId snapshot) {
        return snapshots.delete(snapshot);
    }

    @Override
    public @Nullable Listing volumes(ServiceId service) {
        return volumes.volumes(service);
    }

    @Override
    public Outcome delete(ServiceId service, String volume, Epoch epoch) {
        return volumes.delete(service, volume, epoch);
    }

    /** What its hypervisor measures of its VEEs. */
    public MetricSource readings() {
        return readings;
    }

    /** How busy it is as a whole; null while that is not known. */
    public @Nullable HostUsage usage() {
        return readings.usage();
    }

    @Override
    public Outcome define(Definition definition, IntentId intent, Epoch epoch) {
        return call(new Order(definition.vee(), intent, epoch), new Define(definition));
    }

    @Override
    public Outcome activate(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Activate());
    }

    @Override
    public Outcome pause(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Pause());
    }

    @Override
    public Outcome resume(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Resume());
    }

    @Override
    public Outcome suspend(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Suspend());
    }

    @Override
    public Outcome shutdown(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Shutdown());
    }

    @Override
    public Outcome destroy(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Destroy());
    }

    @Override
    public Outcome resize(VeeId vee, Size size, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Resize(size));
    }

    @Override
    public Outcome limit(VeeId vee, List<Nic> nics, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Limit(nics));
    }

    @Override
    public Outcome migrate(VeeId vee, Destination to, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Migrate(to));
    }

    @Override
    public Outcome stay(VeeId vee, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Stay());
    }

    @Override
    public Outcome attach(VeeId vee, VolumeSpec volume, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Attach(volume));
    }

    @Override
    public Outcome detach(VeeId vee, String volume, IntentId intent, Epoch epoch) {
        return call(new Order(vee, intent, epoch), new Detach(volume));
    }

    @Override
    public @Nullable String door() {
        var uri = settings.door();
        var capacity = uri == null ? null : capacity();
        return uri == null || capacity == null ? null : new Door(uri, capacity.total()).text();
    }

    private Outcome call(Order order, Action action) {
        var answer = verbs.call(deadline(action.verb()), session -> perform(session, order, action));
        return switch (answer) {
            case Answer.Is<Outcome>(var outcome) -> outcome;
            case Answer.Failed<Outcome>(var fault) -> refused(refusal(fault), fault.text());
            case Answer.Silent<Outcome>(var why) -> new Outcome.Lost(why);
        };
    }

    /** A guest that hangs costs libvirt half a minute, and an end by force a third of that. */
    private static Duration deadline(Verb verb) {
        return switch (verb) {
            case DEFINE, ACTIVATE, PAUSE, RESUME, SHUTDOWN, RESIZE, LIMIT, MIGRATE, STAY, ATTACH, DETACH ->
                Duration.ofSeconds(45);
            case DESTROY -> Duration.ofSeconds(60);
            case SUSPEND -> Duration.ofMinutes(5);
        };
    }

    private static Refusal refusal(Fault fault) {
        return switch (fault.kind()) {
            case NOT_THERE, WRONG_STATE -> Refusal.WRONG_STATE;
            case EXISTS -> Refusal.NOT_OURS;
            case UNSUPPORTED -> Refusal.UNSUPPORTED;
            case BUSY -> Refusal.BUSY;
            case DENIED, ABORTED, DISCONNECTED, FAILED -> Refusal.FAILED;
        };
    }

    private Outcome perform(Session session, Order order, Action action) throws Fault {
        Locks.Work<Outcome> work = () -> {
            try {
                var inventory = inventory(session);
                site.fence().pass(order.vee().service(), order.epoch(), inventory);
                return perform(new Scene(site, session, facts(session), order, inventory), action);
            } catch (NotDone notDone) {
                return refused(notDone.why(), notDone.detail());
            } finally {
                site.room().release(order.vee());
            }
        };
        return action instanceof Destroy
                ? locks.holding(order.vee(), work, () -> ends(session, order))
                : locks.holding(order.vee(), work);
    }

    /** A call about a guest that hangs is over when the guest is: whoever may destroy it need not wait for that call. */
    private boolean ends(Session session, Order order) throws Fault {
        var inventory = inventory(session);
        try {
            site.fence().pass(order.vee().service(), order.epoch(), inventory);
        } catch (NotDone notDone) {
            return false;
        }
        var ours = inventory.ours().get(order.vee());
        if (ours == null) {
            return false;
        }
        try (var domain = session.domain(ours.view().uuid())) {
            if (domain != null) {
                Destroy.end(domain);
            }
        }
        return true;
    }

    private Outcome perform(Scene scene, Action action) throws Fault, NotDone {
        var ours = scene.find();
        if (ours != null && isSo(ours, action)) {
            return so(scene, ours);
        }
        var vee = scene.order().vee();
        if (site.moves().isUnderWay(vee) && !Lifecycle.isPossibleOnTheWay(action.verb())) {
            throw new NotDone(Refusal.WRONG_STATE, vee + " is on its way to another host");
        }
        return switch (Lifecycle.of(scene.state(), action.verb())) {
            case OPEN -> {
                snapshots.letPass(scene, action.verb());
                yield action.on(scene);
            }
            case CLOSED -> throw new NotDone(Refusal.WRONG_STATE, scene.order().vee() + " is " + scene.state());
            case ALREADY_SO -> {
                if (ours != null) {
                    yield so(scene, ours);
                }
                scene.site().outfit().clear(scene.session(), scene.order().vee());
                yield new Outcome.Done(scene.now());
            }
        };
    }

    private static boolean isSo(OurDomain ours, Action action) {
        return action instanceof Resize(var size)
                && ours.size()
                        .equals(new Size(
                                size.vcpus(), size.memoryBytes(), ours.size().diskBytes()));
    }

    /** It is so already; a newer epoch has spoken all the same. */
    private static Outcome so(Scene scene, OurDomain ours) throws Fault, NotDone {
        if (!ours.mark().epoch().equals(scene.order().epoch())) {
            try (var domain = scene.domain()) {
                Scene.write(domain, ours.mark().under(scene.order().epoch()));
            }
        }
        return new Outcome.Done(ours.now().since());
    }

    private Outcome refused(Refusal why, String detail) {
        return new Outcome.Refused(why, id() + ": " + detail);
    }

    /** Ends its connections. Its domains go on. */
    @Override
    public void close() {
        readings.close();
        consoles.close();
        snapshots.close();
        probes.close();
        scribe.close();
        site.moves().close();
        verbs.close();
        looks.close();
    }
}
