package io.reservoir.controller.node;

import io.reservoir.cluster.ownership.ServiceUnreadable;
import io.reservoir.cluster.ownership.ShardHolder;
import io.reservoir.cluster.store.EntryUnreadable;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.execute.PlanExecutor;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.controller.sla.ManifestPromises;
import io.reservoir.controller.sla.Programs;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.dsl.Compilation;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import io.reservoir.rules.compile.ShapeCache;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.session.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services of a controller: it owns them, takes their readings and passes over them. Its methods belong to one thread,
 * save those that say otherwise; who calls from elsewhere goes through its {@link Lane}.
 */
public final class Node {
    /** So long nothing of a service shrinks that was taken over without what the owner before had seen. */
    static final Duration HOLD_OFF = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private static final Duration TELL_EVERY = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final SortedMap<HostId, Host> hosts = new TreeMap<>();
    private final HostCalls calls;
    private final InstantSource clock;
    private final SlaClasses classes;
    private final List<Tariff> tariffs;
    private final Consumer<Recorded> listener;
    private final RuleEngine engine;
    private final Programs programs = new Programs();
    private final Blackout blackout;
    private final SortedMap<ServiceId, ServiceLoop> loops = new ConcurrentSkipListMap<>();

    /** Of the shards that are ours. */
    private final Map<Shard, Tenure> tenures = new HashMap<>();

    /** When it was last said that clocks differ, by {@link HostCalls#uptime}. */
    private @Nullable Duration toldOfClocks;

    private final Map<Shard, CompletableFuture<Map<ServiceId, byte[]>>> releasing = new TreeMap<>();

    /** The site's own ledger, null where another node keeps it. */
    private @Nullable Journal site;

    private PolicyRules policy;

    /** What became of a request to change a service. */
    public sealed interface Answer {
        /** It is in the ledger. */
        record Ok(ServiceImage image, List<Diagnostic> notes) implements Answer {}

        /** The text has errors; nothing was stored. */
        record Invalid(List<Diagnostic> diagnostics) implements Answer {}

        /** There is no such service or VEE. */
        record NotFound(String what) implements Answer {}

        /** It cannot be done in the state that things are in. */
        record Conflict(String why) implements Answer {}

        /** The ledger has shown that the service has another owner by now: nothing was done here. */
        record Elsewhere(ServiceId service) implements Answer {}
    }

    /** What a node has, counted. */
    public record Tally(int services, Map<VeePhase, Long> vees) {
        public Tally {
            vees = Map.copyOf(vees);
        }

        public Tally plus(Tally other) {
            var sum = new EnumMap<VeePhase, Long>(VeePhase.class);
            sum.putAll(vees);
            other.vees.forEach((phase, count) -> sum.merge(phase, count, Long::sum));
            return new Tally(services + other.services, sum);
        }
    }

    /**
     * What all nodes of a controller share.
     *
     * @param tariffs the provider's, by which budgets are kept
     * @param blackout over the services of all of them
     * @param policy the operators' policy to begin with
     * @param shapes the rules of all services
     * @param listener told of every entry that is appended, after it is durable
     */
    public record Common(
            Ledger ledger,
            Collection<Host> hosts,
            InstantSource clock,
            SlaClasses classes,
            List<Tariff> tariffs,
            Blackout blackout,
            PolicyRules policy,
            ShapeCache shapes,
            Consumer<Recorded> listener) {
        /** With the SLA classes, the tariff and the policy that are shipped. */
        public static Common shipped(
                Ledger ledger, Collection<? extends Host> hosts, InstantSource clock, Consumer<Recorded> listener) {
            return new Common(
                    ledger,
                    List.copyOf(hosts),
                    clock,
                    SlaClasses.SHIPPED,
                    StandardTariff.load(),
                    new Blackout(),
                    PolicyCompiler.shipped(),
                    new ShapeCache(),
                    listener);
        }
    }

    /** Makes a node that owns nothing yet. */
    public Node(HostCalls calls, Common common) {
        this.calls = calls;
        ledger = common.ledger();
        common.hosts().forEach(host -> hosts.put(host.id(), host));
        clock = common.clock();
        classes = common.classes();
        tariffs = List.copyOf(common.tariffs());
        blackout = common.blackout();
        listener = common.listener();
        policy = common.policy();
        engine = new RuleEngine(common.shapes());
    }

    /**
     * Loads the services of a shard that has become ours and drives them from now on. With the states that were left of
     * them they go on as their owner before would have; without, they do not shrink for {@link #HOLD_OFF}. Where one
     * of them is nothing that this release can go on with, that is a {@link ServiceUnreadable}, and the shard is to be
     * dropped.
     */
    public void adopt(ShardHolder.Adoption adoption) {
        try {
            load(adoption);
        } catch (EntryUnreadable e) {
            throw new ServiceUnreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private void load(ShardHolder.Adoption adoption) {
        var shard = adoption.shard();
        tenures.put(shard, adoption.mine());
        if (shard.equals(Shard.of(ServiceId.SITE))) {
            site = Journal.open(ledger, adoption.mine(), ServiceId.SITE, listener);
            if (adoption.cold()) {
                use(policy);
            }
        }
        for (var service : adoption.services()) {
            if (!service.equals(ServiceId.SITE)) {
                load(service, adoption);
            }
        }
    }

    private void load(ServiceId service, ShardHolder.Adoption adoption) {
        var account = SlaAccount.running(new ManifestPromises(classes, programs));
        var journal = open(service, adoption.mine(), account);
        var manifest = journal.image().manifest();
        if (manifest == null) {
            return;
        }
        var program = programs.of(manifest);
        if (program == null) {
            throw new ServiceUnreadable(
                    "entry " + journal.image().manifestSeq() + " of service `" + service
                            + "` has a manifest that does not compile with this release",
                    null);
        }
        var loop = run(journal, program, account);
        loop.holdOff(HOLD_OFF, clock.instant());
        loop.delay(part(service, adoption.spread()));
        var left = adoption.states().get(service);
        if (left != null) {
            try {
                restore(left);
            } catch (StateUnreadable e) {
                LOG.warn("{}: what was left of it is of no use: {}", service, e.getMessage());
            }
        }
    }

    /** A part of that time, another one for each service. */
    private static Duration part(ServiceId service, Duration whole) {
        return Duration.ofMillis(Math.floorMod(service.name().hashCode() * 0x9e3779b9L, whole.toMillis() + 1));
    }

    /**
     * Stops deciding about a shard; the future completes with what is remembered of its services when no call at a host
     * is under way any more. Nothing of them reaches the ledger after that.
     */
    public CompletableFuture<Map<ServiceId, byte[]>> release(Shard shard) {
        tenures.remove(shard);
        loopsOf(shard).forEach(ServiceLoop::halt);
        var released = releasing.computeIfAbsent(shard, one -> new CompletableFuture<>());
        releaseIdle();
        return released;
    }

    /** Ends the wait for the calls of a shard that is being released: the next owner finds out about them. */
    public void hurry(Shard shard) {
        var released = releasing.remove(shard);
        if (released != null) {
            var states = new HashMap<ServiceId, byte[]>();
            for (var loop : loopsOf(shard)) {
                var service = loop.image().id();
                var state = loop.isLost() ? null : export(service);
                if (state != null) {
                    states.put(service, state);
                }
            }
            drop(shard);
            released.complete(states);
        }
    }

    private void releaseIdle() {
        for (var shard : List.copyOf(releasing.keySet())) {
            if (loopsOf(shard).stream().noneMatch(loop -> loop.executor().isBusy())) {
                hurry(shard);
            }
        }
    }

    /** Forgets a shard at once: what is under way about it reaches the ledger no more. */
    public void drop(Shard shard) {
        tenures.remove(shard);
        releasing.remove(shard);
        if (site != null && shard.equals(Shard.of(ServiceId.SITE))) {
            site.close();
            site = null;
        }
        for (var loop : loopsOf(shard)) {
            loop.close();
            loops.remove(loop.image().id());
        }
    }

    /** Shards of which a service's ledger went on without this node. */
    public Set<Shard> lost() {
        var lost = new TreeSet<Shard>();
        loops.forEach((service, loop) -> {
            if (loop.isLost()) {
                lost.add(Shard.of(service));
            }
        });
        if (site != null && site.isLost()) {
            lost.add(Shard.of(ServiceId.SITE));
        }
        return lost;
    }

    private List<ServiceLoop> loopsOf(Shard shard) {
        return loops.entrySet().stream()
                .filter(one -> Shard.of(one.getKey()).equals(shard))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A journal whose entries, old and new, are told to the service's account too. */
    private Journal open(ServiceId service, Tenure mine, SlaAccount account) {
        return Journal.open(ledger, mine, service, listener, account);
    }

    private ServiceLoop run(Journal journal, CheckedService program, SlaAccount account) {
        var executor = new PlanExecutor(journal, program.spec(), hosts, calls(), clock);
        var costs = new CostMeter(ledger, tariffs);
        var loop = new ServiceLoop(
                journal, program, engine, classes, executor, blackout, costs, account, policy, clock, this::uptime);
        loops.put(journal.image().id(), loop);
        return loop;
    }

    /** The calls, and after each a look at whether a release waits for it. */
    private HostCalls calls() {
        return new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                calls.call(host, call, outcome -> {
                    done.accept(outcome);
                    releaseIdle();
                });
            }

            @Override
            public Duration uptime() {
                return calls.uptime();
            }
        };
    }

    /** The loop of a service, null where there is none and where it is being handed over. */
    private @Nullable ServiceLoop ours(ServiceId service) {
        return tenures.containsKey(Shard.of(service)) ? loops.get(service) : null;
    }

    /** A manifest and what came of its compilation, which needs no node. */
    public record Submission(String file, String text, Compilation compilation) {
        public static Submission of(String file, String text) {
            return new Submission(file, text, Rsl.compile(file, text));
        }
    }

    /**
     * Takes a manifest: a new service is defined, a known one is given the new rules, its windows and state kept.
     *
     * @param expected the service that it must be about, null if any will do
     */
    public Answer submit(Submission submission, @Nullable ServiceId expected) {
        var compilation = submission.compilation();
        var program = compilation.service();
        if (program == null) {
            return new Answer.Invalid(compilation.diagnostics());
        }
        var id = program.spec().id();
        if (expected != null && !expected.equals(id)) {
            return new Answer.Conflict("the manifest is of service `" + id + "`, not of `" + expected + "`");
        }
        if (id.equals(ServiceId.SITE)) {
            return new Answer.Conflict("the name `" + id + "` is the site's own: give the service another one");
        }
        var removed = removedWhileRunning(id, program);
        if (removed != null) {
            return new Answer.Conflict(removed);
        }
        var entry = new Entry.Submitted(submission.file(), submission.text());
        var loop = ours(id);
        if (loop != null) {
            return answer(loop.append(clock.instant(), entry) && use(loop, program), loop, compilation.diagnostics());
        }
        var mine = tenures.get(Shard.of(id));
        var account = SlaAccount.running(new ManifestPromises(classes, programs));
        var journal = mine == null ? null : open(id, mine, account);
        if (journal == null || !journal.append(clock.instant(), List.of(entry))) {
            return elsewhere(id);
        }
        run(journal, program, account);
        return new Answer.Ok(journal.image(), compilation.diagnostics());
    }

    private static boolean use(ServiceLoop loop, CheckedService program) {
        loop.use(program);
        return true;
    }

    private @Nullable String removedWhileRunning(ServiceId id, CheckedService program) {
        var loop = loops.get(id);
        if (loop == null) {
            return null;
        }
        var kept = program.spec().components().stream().map(c -> c.name()).toList();
        return loop.image().vees().keySet().stream()
                .map(VeeId::component)
                .filter(component -> !kept.contains(component))
                .findFirst()
                .map(component -> "component `" + component + "` still has VEEs: undeploy the service first")
                .orElse(null);
    }

    /**
     * Takes a policy into force for all services from their next pass on. The node that keeps the site's ledger records
     * it there with all its texts; false if somebody else owns that by now: then nothing has changed.
     */
    public boolean use(PolicyRules newPolicy) {
        if (site != null && !newPolicy.hash().equals(site.image().policy())) {
            var texts = newPolicy.files().stream()
                    .map(file -> new Entry.PolicyText(file.name(), file.text()))
                    .toList();
            var applied = new Entry.PolicyApplied(newPolicy.hash(), newPolicy.author(), texts);
            if (!site.append(clock.instant(), List.of(applied))) {
                return false;
            }
        }
        policy = newPolicy;
        loops.values().forEach(loop -> loop.use(newPolicy));
        return true;
    }

    /** The policy in force. */
    public PolicyRules policy() {
        return policy;
    }

    /** From now on the service is kept running. */
    public Answer activate(ServiceId service) {
        return become(service, Lifecycle.ACTIVE, new Entry.Activated());
    }

    /** From now on the service's VEEs are taken down. */
    public Answer undeploy(ServiceId service) {
        return become(service, Lifecycle.UNDEPLOYED, new Entry.Undeployed());
    }

    private Answer become(ServiceId service, Lifecycle lifecycle, Entry entry) {
        var loop = ours(service);
        if (loop == null) {
            return loops.containsKey(service) ? elsewhere(service) : new Answer.NotFound("service `" + service + "`");
        }
        var already = loop.image().lifecycle() == lifecycle;
        var now = clock.instant();
        return answer(already ? loop.confirm(now) : loop.append(now, entry), loop, List.of());
    }

    private static Answer answer(boolean written, ServiceLoop loop, List<Diagnostic> notes) {
        return written
                ? new Answer.Ok(loop.image(), notes)
                : elsewhere(loop.image().id());
    }

    private static Answer elsewhere(ServiceId service) {
        return new Answer.Elsewhere(service);
    }

    /** Tells a VEE's host to do something to it, on the word of its tenant. */
    public Answer tell(VeeId id, Verb verb) {
        var loop = ours(id.service());
        var vee = loop == null ? null : loop.image().vees().get(id);
        if (loop == null || vee == null) {
            return new Answer.NotFound("VEE `" + id + "`");
        }
        var host = vee.host();
        var why = hindranceTo(verb, vee, loop);
        if (host == null || why != null) {
            return new Answer.Conflict("VEE `" + id + "` is " + why);
        }
        var entry = new Entry.VeeChanged(
                id,
                TenantVerbs.phaseBefore(verb, vee),
                vee.state(),
                host,
                vee.size(),
                clock.instant(),
                "told to " + verb);
        if (vee.phase() != entry.phase() && !loop.append(clock.instant(), entry)) {
            return elsewhere(id.service());
        }
        return answer(loop.executor().tell(vee, host, verb), loop, List.of());
    }

    private static @Nullable String hindranceTo(Verb verb, Vee vee, ServiceLoop loop) {
        if (vee.host() == null) {
            return "not placed yet";
        }
        if (loop.image().isInFlight(vee.id())) {
            return "being changed";
        }
        return TenantVerbs.allows(verb, vee) ? null : vee.phase() + " (" + vee.state() + "): cannot " + verb;
    }

    /** Plugs a volume into a VEE at its host, where it is made if it is not there. */
    public Answer attach(VeeId id, VolumeSpec volume) {
        return plug(id, Verb.ATTACH, volume.name(), volume.bytes());
    }

    /** Takes a volume out of a VEE; what is on it stays. */
    public Answer detach(VeeId id, String volume) {
        return plug(id, Verb.DETACH, volume, 0);
    }

    private Answer plug(VeeId id, Verb verb, String volume, long bytes) {
        var loop = ours(id.service());
        var vee = loop == null ? null : loop.image().vees().get(id);
        if (loop == null || vee == null) {
            return new Answer.NotFound("VEE `" + id + "`");
        }
        var host = vee.host();
        var why = hindranceTo(verb, vee, loop);
        if (host == null || why != null) {
            return new Answer.Conflict("VEE `" + id + "` is " + why);
        }
        if (loop.image().isInFlight(volume)) {
            return new Answer.Conflict("volume `" + volume + "` is being attached or detached");
        }
        var claim = new Entry.Claimed(id, host, verb, vee.size(), null, volume, bytes);
        return answer(loop.executor().tell(claim), loop, List.of());
    }

    /** Says in the ledger that a volume is about to be deleted; only then may the hosts hear of it. */
    public Answer noteDeletion(ServiceId service, String volume, Collection<HostId> hosts) {
        var loop = ours(service);
        if (loop == null) {
            return loops.containsKey(service) ? elsewhere(service) : new Answer.NotFound("service `" + service + "`");
        }
        if (loop.image().isInFlight(volume)) {
            return new Answer.Conflict("volume `" + volume + "` is being attached or detached");
        }
        var text = "volume " + volume + " at "
                + hosts.stream().map(HostId::name).sorted().collect(Collectors.joining(", "))
                + " is deleted, an operator said so";
        var notice = new Entry.Noticed(new Notice(Notice.Code.VOLUME_DELETED, text));
        return answer(loop.append(clock.instant(), notice), loop, List.of());
    }

    /** Under which epoch it owns a service; null where it does not. */
    public @Nullable Epoch epoch(ServiceId service) {
        var loop = ours(service);
        return loop == null ? null : loop.epoch();
    }

    /** Moves a running VEE to another host while it goes on. */
    public Answer move(VeeId id, HostId to) {
        var loop = loops.get(id.service());
        var vee = loop == null ? null : loop.image().vees().get(id);
        if (loop == null || vee == null) {
            return new Answer.NotFound("VEE `" + id + "`");
        }
        var why = hindranceToMove(vee, to, loop);
        if (why != null) {
            return new Answer.Conflict("VEE `" + id + "` cannot move to `" + to + "`: " + why);
        }
        return loop.move(id, to, clock.instant()) ? new Answer.Ok(loop.image(), List.of()) : elsewhere(id.service());
    }

    private @Nullable String hindranceToMove(Vee vee, HostId to, ServiceLoop loop) {
        if (vee.state() != VeeState.ACTIVE && vee.state() != VeeState.PAUSED) {
            return "it is " + vee.phase() + " (" + vee.state() + "), and only what runs can move";
        }
        if (loop.image().isInFlight(vee.id()) || vee.phase() == VeePhase.STOPPING) {
            return "it is being changed";
        }
        if (to.equals(vee.host())) {
            return "it is there";
        }
        var component = loop.program().spec().component(vee.id().component());
        for (var host : loop.hosts()) {
            if (host.host().equals(to)) {
                if (!component.deploy().allows(host.domain())) {
                    return component.name() + " may not run in " + host.domain();
                }
                return vee.size().fitsIn(host.free()) ? null : "it has no room, free are " + host.free();
            }
        }
        return "there is no such host, or it does not answer";
    }

    /** Gives up a move that is under way. */
    public Answer stay(VeeId id) {
        var loop = loops.get(id.service());
        var vee = loop == null ? null : loop.image().vees().get(id);
        if (loop == null || vee == null) {
            return new Answer.NotFound("VEE `" + id + "`");
        }
        var underWay = loop.image().inFlight().values().stream()
                .filter(call -> call.claim().vee().equals(id))
                .map(call -> call.claim().verb())
                .toList();
        var host = vee.host();
        if (!underWay.contains(Verb.MIGRATE) || host == null) {
            return new Answer.Conflict("VEE `" + id + "` is not on its way to another host");
        }
        if (!underWay.contains(Verb.STAY)) {
            loop.executor().tell(vee, host, Verb.STAY);
        }
        return new Answer.Ok(loop.image(), List.of());
    }

    /**
     * Takes validated readings and decides at once about what they bring; how many some statement or rule of the manifest
     * reads. What lies too far ahead of our clock was let in by a node of which the clock is another one: nothing reads it.
     */
    public int accept(List<Reading> readings) {
        int accepted = 0;
        var touched = new LinkedHashSet<ServiceLoop>();
        var now = clock.instant();
        var latest = now.plus(Reading.MOST_AHEAD);
        for (var reading : readings) {
            var loop = loops.get(reading.service());
            if (loop == null) {
                continue;
            }
            if (reading.at().isAfter(latest)) {
                tellOf(reading, now);
                continue;
            }
            var isTaken = loop.take(reading, now);
            if (engine.accept(reading)) {
                touched.add(loop);
                isTaken = true;
            }
            accepted += isTaken ? 1 : 0;
        }
        touched.forEach(loop -> loop.react(now));
        return accepted;
    }

    /** Not of every one: clocks that differ do so for all readings. */
    private void tellOf(Reading ahead, Instant now) {
        var uptime = calls.uptime();
        if (toldOfClocks == null || uptime.minus(toldOfClocks).compareTo(TELL_EVERY) >= 0) {
            toldOfClocks = uptime;
            LOG.warn(
                    "readings of {} and maybe others are not looked at: they lie up to {} ahead of this node's clock; another"
                            + " node, or this one, has the wrong time",
                    ahead.service(),
                    Duration.between(now, ahead.at()));
        }
    }

    /**
     * What is remembered of a service, its windows too: with it a node that takes over decides as this one would have.
     * Null where there is no such service.
     */
    public byte @Nullable [] export(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? null : ServiceStateCodec.encode(loop.state());
    }

    /**
     * Goes on from an exported state, and holds off what the node before would have held off. It is refused unless it is
     * of a service that is here, and of the entry at which its ledger is now.
     */
    public void restore(byte[] exported) throws StateUnreadable {
        var state = ServiceStateCodec.decode(exported);
        var loop = loops.get(state.service());
        if (loop == null) {
            throw new StateUnreadable("it is of service `" + state.service() + "`, which is not here");
        }
        loop.restore(state, clock.instant());
    }

    /** What all hosts show now: it may take as long as the slowest host. Any thread may ask. */
    public SiteView look() {
        return SiteView.of(hosts.values(), clock.instant(), uptime());
    }

    public Collection<Host> hosts() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    /** One round over all services. */
    public void pass(SiteView view) {
        round(view).finish();
    }

    /** One round over all services, to be walked bit by bit, so that what comes meanwhile need not wait for its end. */
    public Round round(SiteView view) {
        return new Round(List.copyOf(loops.values()), view);
    }

    public List<ServiceImage> images() {
        return loops.values().stream().map(ServiceLoop::image).toList();
    }

    public @Nullable ServiceImage image(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? null : loop.image();
    }

    /** True if a service is here and its ledger takes our entries. */
    boolean holds(ServiceId service) {
        var loop = loops.get(service);
        return loop != null && !loop.isLost();
    }

    /** All services, by name. Any thread may ask. */
    public Set<ServiceId> services() {
        return Collections.unmodifiableSet(loops.keySet());
    }

    /** The program of a service, null where there is no such service. Any thread may ask. */
    public @Nullable CheckedService program(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? null : loop.program();
    }

    /** The last evaluation of each variable of a service, whether it changed anything or not. */
    public SortedMap<Variable, Decision> latest(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(loop.latest());
    }

    /** A service as it stands now, by its last evaluation; null where there is none. */
    public @Nullable ServiceMoment moment(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? null : loop.moment(clock.instant());
    }

    /** The most VEEs that each component of a service may own, by the last evaluation; empty before the first one. */
    public SortedMap<String, Integer> maxima(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(loop.maxima());
    }

    /** The SLA classes that it goes by. */
    public SlaClasses classes() {
        return classes;
    }

    public Ledger ledger() {
        return ledger;
    }

    public InstantSource clock() {
        return clock;
    }

    /** As of {@link HostCalls#uptime} of its calls. Any thread may ask. */
    Duration uptime() {
        return calls.uptime();
    }

    Tally tally() {
        return new Tally(
                loops.size(),
                loops.values().stream()
                        .flatMap(loop -> loop.image().vees().values().stream())
                        .collect(Collectors.groupingBy(Vee::phase, Collectors.counting())));
    }
}
