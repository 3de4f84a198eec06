package io.reservoir.controller.node;

import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.execute.PlanExecutor;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.controller.sla.ManifestPromises;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ids;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.session.RuleEngine;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One controller: it owns services, takes their readings and passes over them. All its methods belong to one thread,
 * the loop's; who calls from elsewhere goes through {@link NodeThread}.
 */
public final class Node {
    private final Ledger ledger;
    private final SortedMap<HostId, Host> hosts = new TreeMap<>();
    private final HostCalls calls;
    private final InstantSource clock;
    private final SlaClasses classes;
    private final Consumer<Recorded> listener;
    private final String owner;
    private final RuleEngine engine = new RuleEngine();
    private final SortedMap<ServiceId, ServiceLoop> loops = new TreeMap<>();
    private final Map<Shard, Epoch> epochs = new HashMap<>();
    private final Journal site;
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
    }

    /**
     * Makes a node and takes over all services of the ledger.
     *
     * @param name of the node; with an id from {@code ids} it makes its incarnation
     * @param policy the operators' policy to begin with
     * @param listener told of every entry that is appended, after it is durable
     */
    public Node(
            String name,
            Ids ids,
            Ledger ledger,
            Collection<Host> hosts,
            HostCalls calls,
            InstantSource clock,
            SlaClasses classes,
            PolicyRules policy,
            Consumer<Recorded> listener) {
        this.owner = name + "/" + ids.next();
        this.ledger = ledger;
        hosts.forEach(host -> this.hosts.put(host.id(), host));
        this.calls = calls;
        this.clock = clock;
        this.classes = classes;
        this.listener = listener;
        this.policy = policy;
        site = Journal.open(ledger, epoch(ServiceId.SITE), ServiceId.SITE, listener);
        use(policy);
        ledger.services().forEach(this::takeOver);
    }

    private void takeOver(ServiceId service) {
        if (service.equals(ServiceId.SITE)) {
            return;
        }
        var account = SlaAccount.running(new ManifestPromises(classes));
        var journal = open(service, account);
        var manifest = journal.image().manifest();
        if (manifest == null) {
            return;
        }
        var program = Rsl.compile(manifest.file(), manifest.text()).service();
        if (program == null) {
            throw new IllegalStateException("the manifest of " + service + " in the ledger does not compile any more");
        }
        run(journal, program, account);
    }

    /** A journal whose entries, old and new, are told to the service's account too. */
    private Journal open(ServiceId service, SlaAccount account) {
        Consumer<Recorded> follower = account::add;
        return Journal.open(ledger, epoch(service), service, follower.andThen(listener), follower);
    }

    /** Our epoch for a service's shard: taken at the first need, so that what an owner before us does is refused. */
    private Epoch epoch(ServiceId service) {
        return epochs.computeIfAbsent(Shard.of(service), shard -> {
            var tenure = ledger.take(shard, ledger.tenure(shard), owner);
            if (tenure == null) {
                throw new IllegalStateException("somebody else took shard " + shard.number() + " at the same time");
            }
            return tenure.epoch();
        });
    }

    private void run(Journal journal, CheckedService program, SlaAccount account) {
        var executor = new PlanExecutor(journal, program.spec(), hosts, calls, clock);
        loops.put(journal.image().id(), new ServiceLoop(journal, program, engine, classes, executor, account, policy));
    }

    /**
     * Takes a manifest: a new service is defined, a known one is given the new rules, its windows and state kept.
     *
     * @param expected the service that it must be about, null if any will do
     */
    public Answer submit(String file, String text, @Nullable ServiceId expected) {
        var compilation = Rsl.compile(file, text);
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
        var entry = new Entry.Submitted(file, text);
        var loop = loops.get(id);
        if (loop != null) {
            return answer(loop.append(clock.instant(), entry) && use(loop, program), loop, compilation.diagnostics());
        }
        var account = SlaAccount.running(new ManifestPromises(classes));
        var journal = open(id, account);
        if (!journal.append(clock.instant(), List.of(entry))) {
            return new Answer.Conflict("service `" + id + "` has another owner");
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
     * Takes a policy into force for all services from their next pass on, and records it with all its texts. False if
     * somebody else owns the site's ledger by now: then nothing has changed.
     */
    public boolean use(PolicyRules newPolicy) {
        if (!newPolicy.hash().equals(site.image().policy())) {
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
        var loop = loops.get(service);
        if (loop == null) {
            return new Answer.NotFound("service `" + service + "`");
        }
        var already = loop.image().lifecycle() == lifecycle;
        return answer(already || loop.append(clock.instant(), entry), loop, List.of());
    }

    private static Answer answer(boolean written, ServiceLoop loop, List<Diagnostic> notes) {
        return written
                ? new Answer.Ok(loop.image(), notes)
                : new Answer.Conflict("service `" + loop.image().id() + "` has another owner");
    }

    /** Tells a VEE's host to do something to it, on the word of its tenant. */
    public Answer tell(VeeId id, Verb verb) {
        var loop = loops.get(id.service());
        var vee = loop == null ? null : loop.image().vees().get(id);
        if (loop == null || vee == null) {
            return new Answer.NotFound("VEE `" + id + "`");
        }
        var host = vee.host();
        if (host == null || loop.image().isInFlight(id)) {
            return new Answer.Conflict("VEE `" + id + "` is " + (host == null ? "not placed yet" : "being changed"));
        }
        if (!TenantVerbs.allows(verb, vee)) {
            return new Answer.Conflict("VEE `" + id + "` is " + vee.phase() + " (" + vee.state() + "): cannot " + verb);
        }
        var entry = new Entry.VeeChanged(
                id, TenantVerbs.phaseBefore(verb, vee), vee.state(), host, vee.size(), clock.instant(), verb.told());
        if (vee.phase() != entry.phase() && !loop.append(clock.instant(), entry)) {
            return new Answer.Conflict("service `" + id.service() + "` has another owner");
        }
        loop.executor().tell(vee, host, verb);
        return new Answer.Ok(loop.image(), List.of());
    }

    /** Takes a validated reading; false if no statement reads it. */
    public boolean accept(Reading reading) {
        return engine.accept(reading);
    }

    /** What all hosts show now: it may take as long as the slowest host. */
    public SiteView look() {
        return SiteView.of(hosts.values(), clock.instant());
    }

    public Collection<Host> hosts() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    /** One round over all services. */
    public void pass(SiteView view) {
        loops.values().forEach(loop -> loop.pass(view));
    }

    public List<ServiceImage> images() {
        return loops.values().stream().map(ServiceLoop::image).toList();
    }

    public @Nullable ServiceImage image(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? null : loop.image();
    }

    public @Nullable CheckedService program(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? null : loop.program();
    }

    /** The last evaluation of each variable of a service, whether it changed anything or not. */
    public SortedMap<Variable, Decision> latest(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(loop.latest());
    }

    /** The most VEEs that each component of a service may own, by the last evaluation; empty before the first one. */
    public SortedMap<String, Integer> maxima(ServiceId service) {
        var loop = loops.get(service);
        return loop == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(loop.maxima());
    }

    public Ledger ledger() {
        return ledger;
    }

    public InstantSource clock() {
        return clock;
    }

    /** How many VEEs of all services are in that phase. */
    public long count(VeePhase phase) {
        return loops.values().stream()
                .flatMap(loop -> loop.image().vees().values().stream())
                .filter(vee -> vee.phase() == phase)
                .count();
    }
}
