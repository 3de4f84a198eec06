package io.reservoir.cluster.ownership;

import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which shards a node takes, works on, hands over and drops. It has neither clock nor threads and does no I/O:
 * it is given what the node sees and says what is to be done; whoever carries that out tells what came of it. An order
 * that is under way is not given twice. Not for several threads.
 */
public final class Ownership {
    /** As it stands in tenures. */
    private final String me;

    private final Roster roster;
    private final Timing timing;
    /** By number; null where a shard is not here. */
    private final @Nullable Phase[] phases = new Phase[Shard.COUNT];

    /** The last tenures of our own that are over: under those epochs nothing may be done again. */
    private final Map<Shard, Tenure> past = new HashMap<>();

    private final Map<Shard, Waiting> waiting = new HashMap<>();
    private final Map<Shard, Duration> shunned = new HashMap<>();
    private Division division = new Division(Set.of());
    private boolean leaving;

    private sealed interface Phase {
        record Taking() implements Phase {}

        record Held(Tenure mine) implements Phase {}

        record HandingOver(Tenure mine) implements Phase {}
    }

    /** For an owner that lives to hand a shard over. */
    private record Waiting(Tenure tenure, Duration since) {}

    /** Whose each shard should be among those names. It changes seldom and is asked for at every tick. */
    private static final class Division {
        private final Set<String> names;
        private final @Nullable String[] owners = new String[Shard.COUNT];

        Division(Set<String> names) {
            this.names = Set.copyOf(names);
            for (var shard : Shard.ALL) {
                owners[shard.number()] = Rendezvous.owner(shard, this.names);
            }
        }

        @Nullable
        String owner(Shard shard) {
            return owners[shard.number()];
        }
    }

    public Ownership(NodeId self, Roster roster, Timing timing) {
        me = self.owner();
        this.roster = roster;
        this.timing = timing;
    }

    /** From now on this node gives away what it has and takes nothing. */
    public void leave() {
        leaving = true;
    }

    /** A take that was ordered has made the shard ours. */
    public void took(Shard shard, Tenure mine) {
        phases[shard.number()] = new Phase.Held(mine);
    }

    /** A take that was ordered was not done, or came too late. */
    public void missed(Shard shard) {
        if (phases[shard.number()] instanceof Phase.Taking) {
            phases[shard.number()] = null;
        }
    }

    /** A shard is not held here any more, whoever has it now. */
    public void gaveUp(Shard shard, Tenure mine) {
        if (mine.equals(held(shard))) {
            phases[shard.number()] = null;
            past.put(shard, mine);
        }
    }

    /** A shard is not taken here before that time. */
    public void shun(Shard shard, Duration until) {
        shunned.put(shard, until);
    }

    /** The tenures under which shards are held here, those that are being handed over included. */
    public Map<Shard, Tenure> held() {
        var held = new TreeMap<Shard, Tenure>();
        for (var shard : Shard.ALL) {
            var mine = held(shard);
            if (mine != null) {
                held.put(shard, mine);
            }
        }
        return held;
    }

    /** The tenure under which a shard is held here, null where it is not. */
    public @Nullable Tenure held(Shard shard) {
        return switch (phases[shard.number()]) {
            case Phase.Held(var mine) -> mine;
            case Phase.HandingOver(var mine) -> mine;
            case Phase.Taking taking -> null;
            case null -> null;
        };
    }

    /** Why this node may hold nothing now, null where it may. */
    public @Nullable Why hindrance(Sight sight) {
        if (sight.now().minus(sight.databaseAsked()).compareTo(timing.databasePatience()) > 0) {
            return Why.NO_DATABASE;
        }
        if (!sight.members().contains(me) || roster.count(names(sight)) < roster.majority()) {
            return Why.NO_MAJORITY;
        }
        return leaving || sight.beats().containsKey(me) ? null : Why.DISPLACED;
    }

    private static List<String> names(Sight sight) {
        return sight.members().stream().map(owner -> NodeId.of(owner).name()).toList();
    }

    /** What is to be done now, shard by shard in their order. */
    public List<Order> decide(Sight sight) {
        var hindrance = hindrance(sight);
        if (hindrance != null) {
            waiting.clear();
            return dropAll(hindrance);
        }
        var candidates = candidates(sight);
        if (!candidates.keySet().equals(division.names)) {
            division = new Division(candidates.keySet());
        }
        var orders = new ArrayList<Order>();
        for (var shard : Shard.ALL) {
            var name = division.owner(shard);
            var order = order(shard, name == null ? null : candidates.get(name), sight);
            if (order != null) {
                orders.add(order);
            }
        }
        return List.copyOf(orders);
    }

    private List<Order> dropAll(Why why) {
        var orders = new ArrayList<Order>();
        held().forEach((shard, mine) -> orders.add(drop(shard, mine, why)));
        return List.copyOf(orders);
    }

    private Order drop(Shard shard, Tenure mine, Why why) {
        gaveUp(shard, mine);
        return new Order.Drop(shard, mine, why);
    }

    /** Owners that may be given shards, by name: members of the list that the database hears of. */
    private Map<String, String> candidates(Sight sight) {
        var candidates = new TreeMap<String, String>();
        for (var owner : sight.members()) {
            var name = NodeId.of(owner).name();
            var goes = leaving && owner.equals(me);
            if (roster.names().contains(name) && isBeating(owner, sight) && !goes) {
                candidates.merge(name, owner, (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        return candidates;
    }

    private boolean isBeating(String owner, Sight sight) {
        var age = sight.beats().get(owner);
        return age != null && age.compareTo(timing.beatFresh()) <= 0;
    }

    private @Nullable Order order(Shard shard, @Nullable String wanted, Sight sight) {
        var tenure = sight.tenures().get(shard);
        return switch (phases[shard.number()]) {
            case Phase.Taking taking -> null;
            case Phase.HandingOver(var mine) -> isNewer(tenure, mine) ? drop(shard, mine, Why.TAKEN_BY_ANOTHER) : null;
            case Phase.Held(var mine) -> {
                if (isNewer(tenure, mine)) {
                    yield drop(shard, mine, Why.TAKEN_BY_ANOTHER);
                }
                yield me.equals(wanted) ? null : handOver(shard, mine, wanted);
            }
            case null -> {
                if (me.equals(wanted)) {
                    yield isShunned(shard, sight.now()) ? forget(shard) : claim(shard, tenure, sight);
                }
                waiting.remove(shard);
                if (leaving
                        || tenure == null
                        || wanted == null
                        || !tenure.owner().equals(me)) {
                    yield null;
                }
                // dropped, or taken without our knowing: whom it belongs to would wait for us in vain
                yield handOver(shard, tenure, wanted);
            }
        };
    }

    /** True if the database is ahead of what we hold; it may be behind, for it was read before we took the shard. */
    private static boolean isNewer(@Nullable Tenure tenure, Tenure mine) {
        return tenure != null && tenure.epoch().compareTo(mine.epoch()) > 0;
    }

    private @Nullable Order handOver(Shard shard, Tenure mine, @Nullable String heir) {
        if (heir == null && !leaving) {
            return null;
        }
        phases[shard.number()] = new Phase.HandingOver(mine);
        return new Order.HandOver(shard, mine, heir, leaving ? Why.LEAVING : Why.BELONGS_ELSEWHERE);
    }

    private boolean isShunned(Shard shard, Duration now) {
        var until = shunned.get(shard);
        return until != null && now.compareTo(until) < 0;
    }

    private @Nullable Order forget(Shard shard) {
        waiting.remove(shard);
        return null;
    }

    /** A shard that belongs here and is not held here. */
    private @Nullable Order claim(Shard shard, @Nullable Tenure tenure, Sight sight) {
        if (tenure == null) {
            return take(shard, null, Why.NEVER_TAKEN);
        }
        if (tenure.owner().equals(me)) {
            return ours(shard, tenure);
        }
        if (!sight.members().contains(tenure.owner())) {
            return take(shard, tenure, Why.OWNER_GONE);
        }
        if (sight.beats().containsKey(tenure.owner()) && !isBeating(tenure.owner(), sight)) {
            return take(shard, tenure, Why.OWNER_CUT_OFF);
        }
        var since = waiting.get(shard);
        if (since == null || !since.tenure().equals(tenure)) {
            waiting.put(shard, new Waiting(tenure, sight.now()));
            return null;
        }
        return sight.now().minus(since.since()).compareTo(timing.handOverPatience()) >= 0
                ? take(shard, tenure, Why.OWNER_OVERDUE)
                : null;
    }

    private @Nullable Order ours(Shard shard, Tenure tenure) {
        var before = past.get(shard);
        if (before == null || isNewer(tenure, before)) {
            waiting.remove(shard);
            phases[shard.number()] = new Phase.Held(tenure);
            return new Order.Adopt(shard, tenure, Why.HANDED_OVER);
        }
        // what we did under that epoch may still be on its way: it is fenced off like anybody else's
        return tenure.equals(before) ? take(shard, tenure, Why.OURS_BEFORE) : null;
    }

    private Order take(Shard shard, @Nullable Tenure seen, Why why) {
        waiting.remove(shard);
        phases[shard.number()] = new Phase.Taking();
        return new Order.Take(shard, seen, why);
    }
}
