package io.reservoir.controller.execute;

import io.reservoir.controller.image.InFlight;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.image.SetAside;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.controller.observe.Observer;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out committed plans for one service and makes no choices of its own: each call is claimed in the ledger,
 * made, and finished there. Belongs to the thread of its journal.
 */
public final class PlanExecutor {
    /** A call of an owner before may take effect that long after its claim; only then does the host's word count. */
    static final Duration DRAIN = Duration.ofSeconds(10);

    /**
     * A call is begun so long after its claim or not at all, be it that it had to wait, be it that this process stood
     * still: together with the time in which a connection is cut that is less than {@link #DRAIN}.
     */
    static final Duration MADE_WITHIN = Duration.ofSeconds(3);

    /** What stands in the ledger of a call that its host has begun, and whose effect its lists will show. */
    public static final String UNDER_WAY = "under way";

    private static final Duration LIMIT_PAUSE = Duration.ofMinutes(1);

    private final Journal journal;
    private final Map<HostId, Host> hosts;
    private final HostCalls calls;
    private final InstantSource clock;
    private final Duration adoptedAt;
    private final Set<IntentId> running = new HashSet<>();

    /** Moves that their hosts have begun. */
    private final Set<IntentId> moving = new HashSet<>();

    /** When calls were answered or given up, by {@link HostCalls#uptime}. */
    private final Map<IntentId, Duration> ended = new HashMap<>();

    /** When VEEs were last done something to, by the same clock. */
    private final Map<VeeId, Duration> touched = new HashMap<>();

    private final Map<VeeId, Bounds> limited = new HashMap<>();
    private ServiceSpec spec;
    private Addresses addresses = Addresses.NONE;
    private boolean halted;

    /** How the attachments of a VEE were last asked to be bounded, and when, by {@link HostCalls#uptime}. */
    private record Bounds(List<Host.Nic> nics, Duration askedAt) {}

    /**
     * When a call is begun at the latest: by the wall clock, for others go by that of the claim, and by one that is never
     * put back.
     */
    private record Latest(Instant at, Duration uptime) {
        boolean isOver(Instant now, Duration nowUp) {
            return now.isAfter(at) || nowUp.compareTo(uptime) > 0;
        }
    }

    public PlanExecutor(
            Journal journal, ServiceSpec spec, Map<HostId, Host> hosts, HostCalls calls, InstantSource clock) {
        this.journal = journal;
        this.spec = spec;
        this.hosts = hosts;
        this.calls = calls;
        this.clock = clock;
        adoptedAt = calls.uptime();
    }

    /** Claims nothing any more; calls that are under way are finished in the ledger. */
    public void halt() {
        halted = true;
    }

    /** True while this process waits for a call at a host. */
    public boolean isBusy() {
        return !running.isEmpty();
    }

    /** From now on definitions are made from that manifest. */
    public void use(ServiceSpec newSpec) {
        spec = newSpec;
    }

    /** From now on guests are told of those addresses. */
    public void use(Addresses newAddresses) {
        addresses = newAddresses;
    }

    /** Carries out a plan that is in the ledger. */
    public void execute(Plan plan) {
        var claims = new ArrayList<Entry.Claimed>();
        for (var step : plan.steps()) {
            var claim = firstCall(step);
            if (claim != null) {
                claims.add(claim);
            }
        }
        claimAndCall(List.of(), claims);
    }

    /** Does one thing to one VEE because somebody said so; false if nothing was claimed, so that nothing is done. */
    public boolean tell(Vee vee, HostId host, Verb verb) {
        return tell(new Entry.Claimed(vee.id(), host, verb, vee.size()));
    }

    /** Makes a call because somebody said so; false if it was not claimed, so that it is not made. */
    public boolean tell(Entry.Claimed claim) {
        return claimAndCall(List.of(), List.of(claim));
    }

    /** Destroys what should not be where it is. */
    public void reap(List<Observer.Leak> leaks) {
        var notices = new ArrayList<Entry>();
        var claims = new ArrayList<Entry.Claimed>();
        for (var leak : leaks) {
            var text = leak.vee() + " is on " + leak.host() + " and belongs nowhere: destroyed";
            notices.add(new Entry.Noticed(new Notice(Notice.Code.LEAK_REAPED, text)));
            claims.add(new Entry.Claimed(leak.vee(), leak.host(), Verb.DESTROY, Size.NOTHING));
        }
        claimAndCall(notices, claims);
    }

    /** Bounds the attachments of VEEs as the manifest has it; the same is not asked for again at once, refused or not. */
    public void limit(List<Vee> vees) {
        var now = calls.uptime();
        var claims = new ArrayList<Entry.Claimed>();
        for (var vee : vees) {
            var host = vee.host();
            var nics = Definitions.nics(vee.id().component(), spec);
            var last = limited.get(vee.id());
            var isDue = last == null || !last.nics.equals(nics) || now.compareTo(last.askedAt.plus(LIMIT_PAUSE)) >= 0;
            if (host != null && isDue && !journal.image().isInFlight(vee.id())) {
                limited.put(vee.id(), new Bounds(nics, now));
                claims.add(claim(vee, host, Verb.LIMIT, vee.size()));
            }
        }
        limited.keySet().retainAll(journal.image().vees().keySet());
        claimAndCall(List.of(), claims);
    }

    /**
     * True for calls that this process does not wait for and that are too old to take effect any more at that time, which
     * is of {@link HostCalls#uptime}: a wall clock that is put back makes an old look at hosts a new one. An owner before
     * may have made one up to the moment at which it was fenced off; one that was waited for in vain may have been under
     * way until then. A move that its host has begun is over as soon as hosts show how it ended.
     */
    public boolean isOver(IntentId intent, InFlight call, Duration at) {
        if (running.contains(intent)) {
            return false;
        }
        return moving.contains(intent)
                ? isUntouchedSince(call.claim().vee(), at)
                : at.compareTo(ended.getOrDefault(intent, adoptedAt).plus(DRAIN)) >= 0;
    }

    /** True if nothing was done to the VEE since that time of {@link HostCalls#uptime}. */
    public boolean isUntouchedSince(VeeId vee, Duration time) {
        var last = touched.get(vee);
        return last == null || last.compareTo(time) < 0;
    }

    /** No question about a time before that one will follow. */
    public void forgetBefore(Duration time) {
        touched.values().removeIf(last -> last.compareTo(time) < 0);
        moving.retainAll(journal.image().inFlight().keySet());
        ended.keySet().retainAll(journal.image().inFlight().keySet());
    }

    private Entry.@Nullable Claimed firstCall(Step step) {
        var vee = journal.image().vees().get(step.vee());
        if (vee == null || vee.host() == null) {
            return null;
        }
        return switch (step) {
            case Step.Await await -> null;
            case Step.Drain drain -> null;
            case Step.Keep keep -> null;
            case Step.Start start ->
                claim(vee, vee.host(), vee.state() == null ? Verb.DEFINE : Verb.ACTIVATE, start.size());
            case Step.Stop stop -> claim(vee, vee.host(), Verb.SHUTDOWN, vee.size());
            case Step.Remove remove -> claim(vee, vee.host(), Verb.DESTROY, vee.size());
            case Step.Resize resize -> claim(vee, vee.host(), Verb.RESIZE, resize.size());
            case Step.Move move -> new Entry.Claimed(vee.id(), vee.host(), Verb.MIGRATE, vee.size(), move.host());
        };
    }

    private static Entry.Claimed claim(Vee vee, HostId host, Verb verb, Size size) {
        return new Entry.Claimed(vee.id(), host, verb, size);
    }

    /** Writes the entries and the claims in one transaction; only then are the calls made. */
    private boolean claimAndCall(List<Entry> before, List<Entry.Claimed> claims) {
        var now = clock.instant();
        var latest = new Latest(now.plus(MADE_WITHIN), calls.uptime().plus(MADE_WITHIN));
        var entries = new ArrayList<Entry>(before);
        if (!halted) {
            entries.addAll(claims);
        }
        if (entries.isEmpty() || !journal.append(now, entries) || halted) {
            return false;
        }
        var first = journal.image().lastSeq() - claims.size() + 1;
        for (int i = 0; i < claims.size(); i++) {
            running.add(new IntentId(first + i));
        }
        for (int i = 0; i < claims.size(); i++) {
            call(new IntentId(first + i), claims.get(i), latest);
        }
        return true;
    }

    private void call(IntentId intent, Entry.Claimed claim, Latest latest) {
        var host = hosts.get(claim.host());
        if (host == null) {
            // no such host in this site's configuration any more: nothing was called, so nothing took effect
            finish(intent, claim, new Outcome.Refused(Outcome.Refusal.FAILED, "host " + claim.host() + " is unknown"));
            return;
        }
        var epoch = journal.epoch();
        var asOf = spec;
        var toldOf = addresses;
        calls.call(
                host,
                h -> latest.isOver(clock.instant(), calls.uptime())
                        ? new Outcome.Lost("it was not begun, for it was claimed too long ago")
                        : perform(h, claim, asOf, toldOf, intent, epoch),
                outcome -> finish(intent, claim, outcome));
    }

    private Outcome perform(
            Host host, Entry.Claimed claim, ServiceSpec asOf, Addresses toldOf, IntentId intent, Epoch epoch) {
        var vee = claim.vee();
        return switch (claim.verb()) {
            case DEFINE -> host.define(Definitions.of(claim, asOf, toldOf), intent, epoch);
            case ACTIVATE -> host.activate(vee, intent, epoch);
            case PAUSE -> host.pause(vee, intent, epoch);
            case RESUME -> host.resume(vee, intent, epoch);
            case SUSPEND -> host.suspend(vee, intent, epoch);
            case SHUTDOWN -> host.shutdown(vee, intent, epoch);
            case DESTROY -> host.destroy(vee, intent, epoch);
            case RESIZE -> host.resize(vee, claim.size(), intent, epoch);
            case LIMIT -> host.limit(vee, Definitions.nics(claim.vee().component(), asOf), intent, epoch);
            case MIGRATE -> migrate(host, claim, intent, epoch);
            case STAY -> host.stay(vee, intent, epoch);
            case ATTACH -> host.attach(vee, new VolumeSpec(volume(claim), claim.volumeBytes()), intent, epoch);
            case DETACH -> host.detach(vee, volume(claim), intent, epoch);
        };
    }

    private static String volume(Entry.Claimed claim) {
        return Objects.requireNonNull(claim.volume(), "a volume has a name");
    }

    private Outcome migrate(Host host, Entry.Claimed claim, IntentId intent, Epoch epoch) {
        var to = Objects.requireNonNull(claim.to(), "a move has a destination");
        var other = hosts.get(to);
        var door = other == null ? null : other.door();
        return door == null
                ? new Outcome.Refused(Outcome.Refusal.UNSUPPORTED, "no VEE can move to host " + to)
                : host.migrate(claim.vee(), new Host.Destination(to, door), intent, epoch);
    }

    private void finish(IntentId intent, Entry.Claimed claim, Outcome outcome) {
        running.remove(intent);
        ended.put(intent, calls.uptime());
        touched.put(claim.vee(), calls.uptime());
        switch (outcome) {
            case Outcome.Done done -> done(intent, claim, done);
            case Outcome.InProgress() -> {
                // a move stays in flight until the hosts show where it has led to
                if (claim.verb() == Verb.MIGRATE) {
                    moving.add(intent);
                } else {
                    journal.append(clock.instant(), List.of(new Entry.Finished(intent, Entry.Result.DONE, UNDER_WAY)));
                }
            }
            case Outcome.Refused refused -> {
                // a host that has let the VEE go refuses the same move, should it come again: hosts show where it is
                if (claim.verb() != Verb.MIGRATE || refused.why() != Outcome.Refusal.WRONG_STATE) {
                    refused(intent, claim, refused);
                }
            }
            case Outcome.Lost unheard -> {
                // only hosts can show
            }
        }
    }

    private void done(IntentId intent, Entry.Claimed claim, Outcome.Done outcome) {
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.Finished(intent, Entry.Result.DONE, ""));
        var vee = called(claim);
        if (vee == null) {
            journal.append(clock.instant(), entries);
            return;
        }
        entries.addAll(Effects.of(vee, claim, outcome));
        if (claim.verb() == Verb.STAY) {
            entries.addAll(givenUp(vee));
        }
        var goesOn = claim.verb() == Verb.DEFINE && vee.phase() == VeePhase.STARTING;
        claimAndCall(entries, goesOn ? List.of(claim(vee, claim.host(), Verb.ACTIVATE, claim.size())) : List.of());
    }

    /** The move that a VEE's host has given up is over: no look will tell more of it. */
    private List<Entry> givenUp(Vee vee) {
        var entries = new ArrayList<Entry>();
        journal.image().inFlight().forEach((intent, call) -> {
            var isItsMove =
                    call.claim().verb() == Verb.MIGRATE && call.claim().vee().equals(vee.id());
            if (isItsMove && !running.contains(intent)) {
                entries.addAll(Observer.givenUp(intent, call.claim()));
            }
        });
        return entries;
    }

    private void refused(IntentId intent, Entry.Claimed claim, Outcome.Refused refused) {
        var entries = new ArrayList<Entry>();
        entries.add(new Entry.Finished(intent, result(refused.why()), refused.why() + ": " + refused.detail()));
        var vee = called(claim);
        if (vee != null) {
            entries.addAll(Effects.ofRefusal(vee, claim, refused, clock.instant()));
        }
        entries.addAll(SetAside.notices(journal.image(), entries, clock.instant()));
        journal.append(clock.instant(), entries);
    }

    private static Entry.Result result(Outcome.Refusal why) {
        return switch (why) {
            case UNSUPPORTED -> Entry.Result.UNSUPPORTED;
            case FULL, BUSY, WRONG_STATE, STALE_EPOCH, NOT_OURS, FAILED -> Entry.Result.REFUSED;
        };
    }

    /** The VEE that a call was about, null where that was a leak: a namesake at another host is not touched by it. */
    private @Nullable Vee called(Entry.Claimed claim) {
        var vee = journal.image().vees().get(claim.vee());
        return vee != null && claim.host().equals(vee.host()) ? vee : null;
    }
}
