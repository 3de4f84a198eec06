package io.reservoir.controller.simulation;

import io.reservoir.controller.simulation.Machine.Effect;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the ledger says and what the hosts did to the invariants. It reads entries and the hosts' logs, and shares
 * no code with the controllers.
 */
final class Checker {
    /** How old the newest reading may be for a service to be made smaller by it: its window and its staleness. */
    private static final Duration SIGHT = Duration.ofSeconds(31);

    /** The same where clocks were put forward or back, by as much as they are. */
    private static final Duration SIGHT_BY_WRONG_CLOCKS = SIGHT.plusSeconds(90);

    /** For how long nothing shrinks after a takeover. */
    private static final Duration HOLD_OFF = Duration.ofSeconds(60);

    /** In which balancers hear of a drain. */
    private static final Duration LEAST_DRAIN = Duration.ofSeconds(5);

    private final World world;
    private final Map<ServiceId, Book> books = new TreeMap<>();
    private final Map<HostId, Map<ServiceId, Epoch>> spoken = new HashMap<>();
    private final Map<Shard, Tenure> tenures = new HashMap<>();
    private final Map<ServiceId, TreeSet<Instant>> readings = new HashMap<>();
    private final Map<ServiceId, Map<Long, Effect>> effects = new HashMap<>();
    /** Every volume that a VEE ever had at a host: nobody deletes one here. */
    private final Map<HostId, Map<ServiceId, Set<String>>> volumes = new TreeMap<>();

    private final Map<VeeId, HostId> startedAt = new HashMap<>();
    private final Set<VeeId> strangers = new HashSet<>();
    private final Map<Shard, Map<Epoch, Instant>> takenAt = new HashMap<>();
    private final Map<Shard, Set<Epoch>> handedOver = new HashMap<>();
    private int takeovers;
    private int scaleIns;
    private int drained;
    private int moves;
    private int staleRefused;
    private int fenced;

    Checker(World world) {
        this.world = world;
    }

    Map<ServiceId, Book> books() {
        return books;
    }

    int scaleIns() {
        return scaleIns;
    }

    /** VEEs that were told to go off after a drain. */
    int drained() {
        return drained;
    }

    /** VEEs that have come to another host. */
    int moves() {
        return moves;
    }

    int takeovers() {
        return takeovers;
    }

    /** Writes and calls of owners that were none any more, all refused. */
    int staleRefused() {
        return staleRefused + fenced;
    }

    void stranger(VeeId vee) {
        strangers.add(vee);
    }

    boolean isStranger(VeeId vee) {
        return strangers.contains(vee);
    }

    void reading(ServiceId service) {
        readings.computeIfAbsent(service, id -> new TreeSet<>())
                .add(world.events().instant());
    }

    /** A tenant was told that this is so; it had asked when the ledger had that many entries. */
    void promise(ServiceId service, String lifecycle, int askedAt) {
        var book = books.get(service);
        if (book == null) {
            throw new Broken("acknowledged writes are kept", service + " was accepted and has no entry");
        }
        var wanted = lifecycle.equals("active") ? Entry.Activated.class : Entry.Undeployed.class;
        if (!book.lifecycle.equals(lifecycle)
                && book.entries.stream().skip(askedAt).noneMatch(r -> wanted.isInstance(r.entry()))) {
            throw new Broken("acknowledged writes are kept", service + " is " + book.lifecycle + ", not " + lifecycle);
        }
    }

    /** Something was carried out by the database: what is new in it? */
    void stored(String writer, Method method, @Nullable Object[] arguments) {
        var memory = world.database().memory;
        switch (method.getName()) {
            case "take" -> {
                var shard = (Shard) Objects.requireNonNull(arguments[0]);
                taken(shard, memory.tenure(shard));
            }
            case "append" -> appended(writer, (ServiceId) Objects.requireNonNull(arguments[0]), arguments[1]);
            default -> {
                // it was only read
            }
        }
    }

    private void taken(Shard shard, @Nullable Tenure tenure) {
        var before = tenures.get(shard);
        if (!Objects.equals(tenure, before)) {
            if (tenure == null || (before != null && tenure.epoch().compareTo(before.epoch()) <= 0)) {
                throw new Broken("epochs of a shard rise", shard + ": " + before + ", then " + tenure);
            }
            tenures.put(shard, tenure);
            takenAt.computeIfAbsent(shard, one -> new HashMap<>())
                    .put(tenure.epoch(), world.events().instant());
            if (before != null && !before.owner().equals(tenure.owner())) {
                takeovers++;
            }
        }
    }

    /** A service was there before anything began. */
    void inherit(ServiceId service) {
        var memory = world.database().memory;
        taken(Shard.of(service), memory.tenure(Shard.of(service)));
        var book = books.computeIfAbsent(service, id -> new Book());
        memory.read(service, 0, Integer.MAX_VALUE).forEach(recorded -> book.add(recorded, World.NOON, this));
    }

    /** The owner under that epoch has left what it saw for the next one. */
    void leftStates(Shard shard, Epoch epoch) {
        handedOver.computeIfAbsent(shard, one -> new HashSet<>()).add(epoch);
    }

    private void appended(String writer, ServiceId service, @Nullable Object asWhom) {
        var memory = world.database().memory;
        var book = books.computeIfAbsent(service, id -> new Book());
        for (var recorded : memory.read(service, book.entries.size(), Integer.MAX_VALUE)) {
            var tenure = tenures.get(Shard.of(service));
            if (tenure == null
                    || !tenure.equals(asWhom)
                    || !tenure.owner().equals(writer)
                    || !tenure.epoch().equals(recorded.epoch())) {
                throw new Broken(
                        "only the owner writes", writer + " as " + asWhom + ": " + recorded + " under " + tenure);
            }
            book.add(recorded, world.events().instant(), this);
            owned(service, book, recorded);
        }
    }

    private void owned(ServiceId service, Book book, Recorded recorded) {
        world.workload().maxima().forEach((component, max) -> {
            if (book.count(component) > max) {
                throw new Broken(
                        "owned VEEs are at most max",
                        book.count(component) + " of " + service + "/" + component + " after " + recorded);
            }
        });
    }

    /** A process hears that its entries are in the ledger. */
    void acknowledged(@Nullable Object[] arguments, @Nullable Object answer) {
        if (answer instanceof Tenure tenure && arguments.length == 3 && arguments[0] instanceof Shard shard) {
            var kept = tenures.get(shard);
            if (kept == null || kept.epoch().compareTo(tenure.epoch()) < 0) {
                throw new Broken("acknowledged writes are kept", tenure + " of " + shard + ", there is " + kept);
            }
        }
        if (answer instanceof Appended.Fenced) {
            fenced++;
        }
        if (answer instanceof Appended.At(var lastSeq) && arguments[0] instanceof ServiceId service) {
            var book = books.get(service);
            var appended = (List<?>) Objects.requireNonNull(arguments[arguments.length - 1]);
            for (int i = 0; i < appended.size(); i++) {
                var seq = lastSeq - appended.size() + i;
                if (book == null
                        || seq >= book.entries.size()
                        || !book.entries.get((int) seq).entry().equals(appended.get(i))) {
                    throw new Broken(
                            "acknowledged writes are kept", service + " " + (seq + 1) + ": " + appended.get(i));
                }
            }
        }
    }

    /** The target of a component became smaller. */
    void scaledIn(Recorded recorded, String component, Instant now) {
        scaleIns++;
        var seen = readings.getOrDefault(recorded.service(), new TreeSet<>());
        var wrongClocks = world.hasSteppedSince(World.NOON);
        var decidedAt = wrongClocks ? now : recorded.at();
        var last = seen.floor(decidedAt);
        if (last == null
                || last.plus(wrongClocks ? SIGHT_BY_WRONG_CLOCKS : SIGHT).isBefore(decidedAt)) {
            throw new Broken(
                    "unknown never scales in", component + " by " + recorded + ", the last reading being of " + last);
        }
        var shard = Shard.of(recorded.service());
        var blind = blindly(shard, recorded.epoch());
        var since = takenAt.getOrDefault(shard, Map.of()).getOrDefault(blind, Instant.MIN);
        var first = books.get(recorded.service()).entries.getFirst().epoch();
        if (first.compareTo(blind) < 0 && now.isBefore(since.plus(HOLD_OFF))) {
            throw new Broken(
                    "no scale-in right after a takeover",
                    component + " by " + recorded + ", taken under " + blind + " at " + since);
        }
    }

    /** A VEE of a service that lets its VEEs finish what they have begun is told to go off. */
    void stopped(Recorded recorded, VeeId vee, Book.@Nullable Owned was, @Nullable Instant drainingSince) {
        if (was == null || !vee.component().equals("C1")) {
            return;
        }
        var lasted = drainingSince == null ? Duration.ZERO : Duration.between(drainingSince, recorded.at());
        if (was.phase() == VeePhase.READY
                || (was.phase() == VeePhase.DRAINING
                        && lasted.compareTo(LEAST_DRAIN) < 0
                        && !world.hasSteppedSince(World.NOON))) {
            throw new Broken(
                    "what serves drains before it stops",
                    vee + ", " + was.phase() + " for " + lasted + ": " + recorded);
        }
        drained += was.phase() == VeePhase.DRAINING ? 1 : 0;
    }

    /** Under which epoch the shard was last taken from an owner that left nothing of what it saw. */
    private Epoch blindly(Shard shard, Epoch epoch) {
        var left = handedOver.getOrDefault(shard, Set.of());
        var blind = epoch;
        while (left.contains(blind.before())) {
            blind = blind.before();
        }
        return blind;
    }

    /** A call has reached a host. */
    void called(HostId host, @Nullable Epoch epoch, @Nullable ServiceId service, Outcome outcome) {
        if (epoch == null || service == null) {
            return;
        }
        if (outcome instanceof Outcome.Refused(var why, var detail) && why == Outcome.Refusal.STALE_EPOCH) {
            staleRefused++;
        } else {
            var newest = spoken.getOrDefault(host, Map.of()).get(service);
            if (newest != null && epoch.compareTo(newest) < 0) {
                throw new Broken(
                        "no older epoch is heard by a host after a newer one has spoken",
                        service + " at " + host + ": " + epoch + " after " + newest + ": " + outcome);
            }
            spoken.computeIfAbsent(host, id -> new HashMap<>())
                    .merge(service, epoch, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    /** A call has changed something at a host. */
    void effect(Effect effect) {
        var vee = effect.vee();
        var service = vee.service();
        var epoch = Objects.requireNonNull(effect.epoch());
        var intent = Objects.requireNonNull(effect.intent());
        var newest = spoken.getOrDefault(effect.host(), Map.of()).get(service);
        if (newest != null && epoch.compareTo(newest) < 0) {
            throw new Broken("no effect of an older epoch after a newer one has spoken", effect.toString());
        }
        claimed(effect, service, intent, epoch);
        effects.computeIfAbsent(service, id -> new HashMap<>()).put(intent.claimedAt(), effect);
        if (isRunning(effect.after()) && !isRunning(effect.before())) {
            runs(effect);
        }
        if (effect.after() != null) {
            volumes.computeIfAbsent(effect.host(), id -> new TreeMap<>())
                    .computeIfAbsent(service, id -> new HashSet<>())
                    .addAll(effect.after().volumes());
        }
    }

    /** Nobody has undone it since, neither a call nor somebody at the host. */
    private boolean isStillSo(Effect effect) {
        return world.machines().stream()
                .filter(machine -> machine.id().equals(effect.host()))
                .flatMap(machine -> machine.truth().stream())
                .anyMatch(now -> effect.after() != null
                        && now.vee().equals(effect.vee())
                        && now.state() == effect.after().state()
                        && now.moving() == effect.after().moving()
                        && now.volumes().equals(effect.after().volumes()));
    }

    /** A claim is said to be over without effect. */
    void endedWithout(ServiceId service, long intent, Entry.Finished finished) {
        var effect = effects.getOrDefault(service, Map.of()).get(intent);
        if (effect != null && isStillSo(effect)) {
            throw new Broken("what is said to have had no effect had none", finished + ": " + effect);
        }
    }

    private void claimed(Effect effect, ServiceId service, IntentId intent, Epoch epoch) {
        var book = books.get(service);
        var claim = book == null ? null : book.claims.get(intent.claimedAt());
        if (claim == null
                || !claim.claimed().vee().equals(effect.vee())
                || !claim.claimed().host().equals(effect.host())
                || !claim.claimed().verb().name().equalsIgnoreCase(effect.verb())
                || !claim.recorded().epoch().equals(epoch)) {
            throw new Broken("no effect without its claim", effect + ", the claim being " + claim);
        }
        if (claim.result() != null) {
            throw new Broken("no effect of a claim that is finished", effect + " of " + claim);
        }
    }

    /** A VEE has come from another host. */
    void arrived(Effect effect) {
        var vee = effect.vee();
        if (isStranger(vee)) {
            return;
        }
        var book = books.get(vee.service());
        if (book == null
                || book.claims.values().stream()
                        .noneMatch(claim -> claim.claimed().vee().equals(vee)
                                && claim.claimed().verb() == Verb.MIGRATE
                                && effect.host().equals(claim.claimed().to())
                                && (claim.result() == null || claim.result() == Entry.Result.DONE))) {
            throw new Broken("a VEE moves where it was told to, and only then", effect.toString());
        }
        moves++;
        if (isRunning(effect.after())) {
            runs(effect);
        }
    }

    private void runs(Effect effect) {
        var vee = effect.vee();
        var state = effect.before() == null ? null : effect.before().state();
        if (state == VeeState.DEFINED) {
            var before = startedAt.put(vee, effect.host());
            if (before != null) {
                throw new Broken("no VEE is started twice", effect + ", before at " + before);
            }
        }
        for (var machine : world.machines()) {
            if (!machine.id().equals(effect.host())
                    && machine.truth().stream().anyMatch(s -> s.vee().equals(vee) && isRunning(s))) {
                throw new Broken("no VEE runs on two hosts", effect + ", and on " + machine.id());
            }
        }
    }

    static boolean isRunning(@Nullable Sighting sighting) {
        return sighting != null && (sighting.state() == VeeState.ACTIVE || sighting.state() == VeeState.PAUSED);
    }

    /** Something may have changed at a host. */
    void changed(Machine machine) {
        if (!machine.foreignersAreThere()) {
            throw new Broken("foreign domains are not touched", "one is missing at " + machine.id());
        }
        volumes.getOrDefault(machine.id(), Map.of()).forEach((service, names) -> {
            if (!machine.volumes(service).containsAll(names)) {
                throw new Broken("no volume is ever lost", names + " of " + service + " at " + machine.id());
            }
        });
    }

    /** What keeps the world from being at rest, null if nothing does. */
    @Nullable
    String unrest() {
        var waiting = world.workload().unanswered();
        if (!waiting.isEmpty()) {
            return "nobody answers the tenants of " + waiting;
        }
        for (var one : books.entrySet()) {
            if (one.getKey().equals(ServiceId.SITE)) {
                continue;
            }
            var why = unrest(one.getKey(), one.getValue());
            if (why != null) {
                return one.getKey() + ": " + why;
            }
        }
        return null;
    }

    private @Nullable String unrest(ServiceId service, Book book) {
        if (book.openClaims() > 0) {
            return "calls are in flight";
        }
        var there = new TreeMap<VeeId, HostId>();
        var withVolumes = new TreeSet<VeeId>();
        for (var machine : world.machines()) {
            for (var sighting : machine.truth()) {
                if (sighting.vee().service().equals(service)) {
                    if (there.put(sighting.vee(), machine.id()) != null) {
                        return sighting.vee() + " is on two hosts";
                    }
                    if (!sighting.volumes().isEmpty()) {
                        withVolumes.add(sighting.vee());
                    }
                    var owned = book.owned.get(sighting.vee());
                    if (owned == null || !machine.id().equals(owned.host())) {
                        return sighting.vee() + " is a leak on " + machine.id();
                    }
                    if (owned.phase() == VeePhase.READY && sighting.state() != VeeState.ACTIVE) {
                        return sighting.vee() + " is thought to be up and is " + sighting.state();
                    }
                }
            }
        }
        for (var vee : book.owned.entrySet()) {
            var phase = vee.getValue().phase();
            if (phase == VeePhase.PENDING && isFull(vee.getValue().size())) {
                continue;
            }
            if (phase != VeePhase.READY && phase != VeePhase.HELD) {
                return vee.getKey() + " is " + phase;
            }
            if (!there.containsKey(vee.getKey())) {
                return vee.getKey() + " is " + phase + " and on no host";
            }
        }
        if (!book.lifecycle.equals("active")) {
            return book.owned.isEmpty() ? null : "VEEs are left";
        }
        return Stream.of(blind(service, book), tooFew(book), tooSmall(book, withVolumes))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whatever befell the clocks, what is decided is not less than the load asks for, but where there is no room. */
    private @Nullable String blind(ServiceId service, Book book) {
        var asked = Math.min(world.workload().needed(service, book.manifest), Workload.MAXIMA.get("C1"));
        var decided = book.replicas.getOrDefault("C1", 1.0).longValue();
        var isHindered = waits(book, "C1") || isFull(new Size(1, World.GB, 10 * World.GB));
        return decided < asked && !isHindered ? decided + " of C1 are decided, and the load asks for " + asked : null;
    }

    /**
     * VEEs come to the size that was decided, or others come that have it: but for those with volumes, the only one where
     * no other may be owned, and where there is no room.
     */
    private @Nullable String tooSmall(Book book, Set<VeeId> withVolumes) {
        for (var vee : book.owned.entrySet()) {
            var id = vee.getKey();
            var has = vee.getValue().size();
            var wanted = book.memory.getOrDefault(id.component(), (double) has.memoryBytes());
            var max = world.workload().maxima().getOrDefault(id.component(), 0);
            var isOnlyOne = book.count(id.component(), VeePhase.READY) == 1 && book.count(id.component()) >= max;
            if (vee.getValue().phase() == VeePhase.READY
                    && has.memoryBytes() != wanted
                    && !withVolumes.contains(id)
                    && !isOnlyOne
                    && !isFull(new Size(has.vcpus(), (long) wanted.doubleValue(), has.diskBytes()))) {
                return id + " has " + has.memoryBytes() + " bytes of memory, and is to have " + wanted;
            }
        }
        return null;
    }

    /** True if no host has that much room. */
    private boolean isFull(Size size) {
        return world.machines().stream()
                .map(Machine::capacity)
                .noneMatch(host -> size.fitsIn(host.total().minus(host.taken())));
    }

    /** What waits for room counts as if it were up, for only full hosts let it wait that long. */
    private @Nullable String tooFew(Book book) {
        for (var component : world.workload().maxima().entrySet()) {
            var name = component.getKey();
            var wanted = book.replicas.getOrDefault(name, 1.0).longValue();
            var held = book.count(name, VeePhase.HELD);
            var there = book.count(name, VeePhase.READY) + book.count(name, VeePhase.PENDING);
            if (!waits(book, name) && there != Math.min(wanted, component.getValue() - held)) {
                return there + " of " + wanted + " of " + name + " are there";
            }
        }
        return null;
    }

    /** C1 starts after C2. */
    private static boolean waits(Book book, String component) {
        return component.equals("C1") && book.count("C2", VeePhase.READY) == 0;
    }
}
