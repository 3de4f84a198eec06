package io.reservoir.controller.sla;

import io.reservoir.controller.image.Follower;
import io.reservoir.controller.snapshot.StateJson;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Step;
import io.reservoir.model.sla.BurnRates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The SLA account of one service: entries of its ledger go in, in their order, and minutes by quality come out. The same
 * entries give the same account on any node.
 */
public final class SlaAccount implements Follower {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::component).thenComparing(Key::slaClass);

    private record Key(String component, String slaClass) {}

    /**
     * A calendar month (UTC) of a component under one class.
     *
     * @param entries sequence numbers of the entries at which bad and unknown times began and ended, in order
     */
    public record Month(String component, String slaClass, YearMonth month, Minutes minutes, List<Long> entries) {}

    private final PromisesOfManifest promises;
    private final @Nullable Duration keep;
    private final Fleet fleet = new Fleet();
    private final Map<Key, Owed> owed = new TreeMap<>(ORDER);
    private final Map<String, Key> current = new HashMap<>();
    private final Set<String> overContract = new HashSet<>();
    private boolean active;
    private Instant last = Instant.MIN;

    private SlaAccount(PromisesOfManifest promises, @Nullable Duration keep) {
        this.promises = promises;
        this.keep = keep;
    }

    /** An account that remembers as much as burn rates need. */
    public static SlaAccount running(PromisesOfManifest promises) {
        return new SlaAccount(promises, BurnRates.WINDOWS.getLast().plusMinutes(1));
    }

    /** The account of a whole ledger. */
    public static SlaAccount of(List<Recorded> entries, PromisesOfManifest promises) {
        var account = new SlaAccount(promises, null);
        entries.forEach(account);
        return account;
    }

    @Override
    public String state() {
        var stopped = new TreeMap<String, SortedSet<String>>();
        fleet.stopped().forEach((component, replicas) -> stopped.put(component, new TreeSet<>(replicas)));
        var lines = new ArrayList<AccountState.Line>();
        owed.forEach((key, one) -> lines.add(new AccountState.Line(
                key.component(),
                key.slaClass(),
                one.promise(),
                one.reached(),
                one.course().points())));
        var classes = new TreeMap<String, String>();
        current.forEach((component, key) -> classes.put(component, key.slaClass()));
        return StateJson.write(new AccountState(
                new TreeMap<>(fleet.phases()), stopped, lines, classes, new TreeSet<>(overContract), active, last));
    }

    @Override
    public void restore(String state) {
        var kept = StateJson.read(state, AccountState.class);
        fleet.restore(kept.phases(), kept.stoppedReplicas());
        kept.owed()
                .forEach(line -> owed.put(
                        new Key(line.component(), line.slaClass()),
                        Owed.restored(line.promise(), line.reached(), line.points())));
        kept.current().forEach((component, slaClass) -> current.put(component, new Key(component, slaClass)));
        overContract.addAll(kept.overContract());
        active = kept.active();
        last = kept.last();
    }

    /** Takes the next entry in. */
    @Override
    public void accept(Recorded recorded) {
        var at = recorded.at().isBefore(last) ? last : recorded.at();
        var seq = recorded.seq();
        switch (recorded.entry()) {
            case Entry.Submitted submitted -> {
                promise(promises.of(recorded), at, seq);
                look(current.keySet(), at, seq);
            }
            case Entry.Pruned pruned -> {
                var manifest = recorded.manifest();
                if (manifest != null) {
                    promise(promises.of(manifest), at, seq);
                }
            }
            case Entry.Activated() -> {
                active = true;
                look(current.keySet(), at, seq);
            }
            case Entry.Undeployed() -> {
                active = false;
                owed.values().forEach(one -> one.end(at, seq));
            }
            case Entry.Decided decided -> {
                decided.states().stream()
                        .filter(state -> state.variable().kind() == Variable.Kind.REPLICAS)
                        .forEach(state -> contract(
                                state.variable().component(), state.standing().contains(Notice.Code.OVER_CONTRACT)));
                look(current.keySet(), at, seq);
            }
            case Entry.Planned(var plan) -> {
                fleet.add(plan);
                look(
                        plan.steps().stream()
                                .map(Step::vee)
                                .map(vee -> vee.component())
                                .toList(),
                        at,
                        seq);
            }
            case Entry.VeeChanged changed -> {
                fleet.add(changed);
                // the host's own evidence of when it was, but never in a time that has been told already
                var since = changed.since().isAfter(at) ? at : changed.since();
                look(List.of(changed.vee().component()), since, seq);
            }
            case Entry.Claimed claimed -> {}
            case Entry.Finished finished -> {}
            case Entry.Noticed noticed -> {}
            case Entry.PolicyInForce inForce -> {}
            case Entry.PolicyApplied applied -> {}
        }
        last = at;
        forget(at);
    }

    private void promise(Map<String, Promise> manifest, Instant at, long seq) {
        var former = new HashMap<>(current);
        current.clear();
        manifest.forEach((component, promise) -> {
            var key = new Key(component, promise.slaClass());
            current.put(component, key);
            owed.computeIfAbsent(key, same -> new Owed(promise)).promise(promise);
        });
        former.forEach((component, key) -> {
            var one = owed.get(key);
            if (one != null && !key.equals(current.get(component))) {
                one.end(at, seq);
            }
        });
    }

    private void contract(String component, boolean isOver) {
        if (isOver) {
            overContract.add(component);
        } else {
            overContract.remove(component);
        }
    }

    private void look(Collection<String> components, Instant at, long seq) {
        if (!active) {
            return;
        }
        for (var component : components) {
            var one = find(component);
            if (one != null) {
                one.look(component, fleet, overContract.contains(component), at, seq);
            }
        }
    }

    private void forget(Instant now) {
        if (keep != null) {
            owed.values().forEach(one -> one.course().forget(now.minus(keep)));
        }
    }

    private @Nullable Owed find(String component) {
        var key = current.get(component);
        return key == null ? null : owed.get(key);
    }

    /** How fast a component's error budget is used up now; full minutes count. */
    public BurnRates burn(String component, Instant now) {
        var one = find(component);
        if (one == null) {
            return BurnRates.UNKNOWN;
        }
        var rates =
                BurnRates.WINDOWS.stream().map(window -> one.burn(window, now)).toArray(Double[]::new);
        return new BurnRates(rates[0], rates[1], rates[2], rates[3]);
    }

    /** Every month that began before a time, of every component and class that was owed anything in it. */
    public List<Month> months(Instant until) {
        var months = new ArrayList<Month>();
        var end = until.truncatedTo(ChronoUnit.MINUTES);
        owed.forEach((key, one) -> {
            var points = one.course().points();
            if (!points.isEmpty()) {
                var month = YearMonth.from(points.getFirst().from().atZone(ZoneOffset.UTC));
                for (; start(month).isBefore(end); month = month.plusMonths(1)) {
                    add(key, one, month, end, months);
                }
            }
        });
        return List.copyOf(months);
    }

    private static void add(Key key, Owed one, YearMonth month, Instant end, List<Month> into) {
        var from = start(month);
        var next = start(month.plusMonths(1));
        var to = next.isBefore(end) ? next : end;
        var minutes = one.course().minutes(from, to);
        if (minutes.owed() > 0) {
            into.add(new Month(
                    key.component(),
                    key.slaClass(),
                    month,
                    minutes,
                    entries(one.course().points(), from, to)));
        }
    }

    private static List<Long> entries(List<Course.Point> points, Instant from, Instant to) {
        var entries = new ArrayList<Long>();
        for (var i = 0; i < points.size(); i++) {
            var point = points.get(i);
            var isShort = point.quality() == Quality.BAD || point.quality() == Quality.UNKNOWN;
            var endsBefore = i + 1 < points.size() && !points.get(i + 1).from().isAfter(from);
            if (isShort && !endsBefore && point.from().isBefore(to)) {
                entries.add(point.seq());
                if (i + 1 < points.size()) {
                    entries.add(points.get(i + 1).seq());
                }
            }
        }
        return entries.stream().distinct().sorted().toList();
    }

    private static Instant start(YearMonth month) {
        return LocalDate.of(month.getYear(), month.getMonth(), 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
