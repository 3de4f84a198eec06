package io.reservoir.cluster.ownership;

import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.port.NodeRegister.Member;
import io.reservoir.model.port.NodeRegister.Sighting;
import io.reservoir.model.port.Owners;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the shards of one node as {@link Ownership} orders: asks membership and database, takes tenures, tells the
 * holder of the shards. It has no thread: {@link KeeperLoop} calls it, a simulation calls it as it likes.
 *
 * <p>{@link #tick} and {@link #enter} block on the database and belong to one thread. Everything else never blocks and
 * any thread may call it.
 */
public final class Keeper implements Owners {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** A shard whose services cannot be loaded is tried again after that time. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    /** What was left longer ago than that is of no use any more. */
    private static final Duration LEFT_WITHIN = Duration.ofMinutes(1);

    private static final int FEW_SERVICES = 20;
    private static final Duration SPREAD_EACH = Duration.ofMillis(10);
    private static final Duration GREATEST_SPREAD = Duration.ofSeconds(10);

    private final Parts parts;
    private final NodeId self;
    private final Member entry;
    private final Object lock = new Object();

    // all below: under the lock
    private final Ownership ownership;
    private final Map<Shard, Tenure> working = new HashMap<>();
    private final Map<Shard, Loading> loading = new TreeMap<>();
    private final Map<Shard, Leaving> handingOver = new TreeMap<>();

    /** Shards whose services could not be loaded when that was tried last. */
    private final Set<Shard> unreadable = new TreeSet<>();

    private @Nullable Database database;
    private @Nullable Why hindrance;
    private boolean wasHolding;
    private boolean leaving;

    /**
     * What a keeper works with.
     *
     * @param self this node in this life
     * @param release of the software
     * @param uptime a clock that never goes back
     * @param clock tells others when something was left for them
     */
    public record Parts(
            NodeAddress self,
            String release,
            Roster roster,
            Timing timing,
            Membership membership,
            NodeRegister register,
            Ledger ledger,
            HandOvers handOvers,
            ShardHolder holder,
            Supplier<Duration> uptime,
            InstantSource clock) {}

    /** What the database said when it was last asked, and when that was. */
    private record Database(Duration asked, List<Sighting> nodes, Map<Shard, Tenure> tenures) {}

    private record Loading(Tenure mine, CompletableFuture<?> done) {}

    private record Leaving(
            Tenure mine, @Nullable String heir, CompletableFuture<Map<ServiceId, byte[]>> states, Duration since) {}

    public Keeper(Parts parts) {
        this.parts = parts;
        self = NodeId.of(parts.self().node());
        var address = parts.self().host() + ":" + parts.self().peerPort();
        entry = new Member(self.name(), self.incarnation(), address, parts.release());
        ownership = new Ownership(self, parts.roster(), parts.timing());
    }

    /** The keeper of a node that is alone in its cluster. */
    public static Keeper alone(
            NodeAddress self,
            String release,
            NodeRegister register,
            Ledger ledger,
            HandOvers handOvers,
            ShardHolder holder,
            Supplier<Duration> uptime,
            InstantSource clock) {
        return new Keeper(new Parts(
                self,
                release,
                new Roster(List.of(NodeId.of(self.node()).name())),
                Timing.DEFAULT,
                Membership.alone(self),
                register,
                ledger,
                handOvers,
                holder,
                uptime,
                clock));
    }

    /** Enters this life of the node in the database; the life before it may own nothing any more. */
    public void enter() {
        parts.register().enter(entry);
    }

    /** Gives away all shards, one tick after the other, and takes none any more. */
    public void leave() {
        synchronized (lock) {
            leaving = true;
            ownership.leave();
        }
    }

    /** From now on tells of changes of membership, on any thread. */
    void whenMembersChange(Runnable listener) {
        parts.membership().whenChanged(listener);
    }

    /** True while a tick soon will have something to do. */
    public boolean isBusy() {
        synchronized (lock) {
            return !loading.isEmpty() || !handingOver.isEmpty();
        }
    }

    /** How many shards are held, those that are being loaded or handed over included. */
    public int held() {
        synchronized (lock) {
            return ownership.held().size();
        }
    }

    @Override
    public boolean isOurs(Shard shard) {
        synchronized (lock) {
            return working.containsKey(shard);
        }
    }

    @Override
    public @Nullable NodeAddress ownerOf(Shard shard) {
        Tenure tenure;
        synchronized (lock) {
            if (working.containsKey(shard)) {
                return parts.self();
            }
            tenure = database == null ? null : database.tenures.get(shard);
        }
        if (tenure == null || tenure.owner().equals(self.owner())) {
            return null;
        }
        return parts.membership().members().stream()
                .filter(member -> member.node().equals(tenure.owner()))
                .findFirst()
                .orElse(null);
    }

    /** Asks the database and does what is to be done by now. */
    public void tick() {
        ask();
        var orders = new ArrayList<Order>();
        synchronized (lock) {
            for (var shard : parts.holder().lost()) {
                var mine = ownership.held(shard);
                if (mine != null) {
                    LOG.warn("shard {}: its ledger went on without this node; it is loaded again", shard.number());
                    forget(shard, mine);
                }
            }
            var sight = sight();
            if (sight != null) {
                told(ownership.hindrance(sight));
                orders.addAll(ownership.decide(sight));
            }
            drop(orders);
            handOver(orders);
        }
        take(orders);
        settle();
    }

    /** Drops everything if this node may hold nothing by now. To be called while {@link #tick} may block. */
    public void guard() {
        synchronized (lock) {
            var sight = sight();
            var why = sight == null ? null : ownership.hindrance(sight);
            if (sight != null && why != null) {
                told(why);
                drop(ownership.decide(sight));
            }
        }
    }

    private @Nullable Sight sight() {
        if (database == null) {
            return null;
        }
        var beats = database.nodes.stream().collect(Collectors.toMap(node -> owner(node.member()), Sighting::age));
        var members =
                parts.membership().members().stream().map(NodeAddress::node).collect(Collectors.toSet());
        return new Sight(parts.uptime().get(), members, database.asked, beats, database.tenures);
    }

    private static String owner(Member member) {
        return new NodeId(member.id(), member.incarnation()).owner();
    }

    private void ask() {
        boolean goes;
        synchronized (lock) {
            goes = leaving;
        }
        var asked = parts.uptime().get();
        try {
            if (goes) {
                parts.register().leave(entry);
            } else if (!parts.register().beat(entry)) {
                enterWhereNobodyIs();
            }
            var answer = new Database(
                    asked, parts.register().sightings(), parts.ledger().tenures());
            synchronized (lock) {
                database = answer;
            }
        } catch (StoreUnavailable e) {
            LOG.debug("the database does not answer: {}", e.getMessage());
        }
    }

    /** A register that was lost is entered again; one that has another life of this node is not. */
    private void enterWhereNobodyIs() {
        var isTaken = parts.register().sightings().stream()
                .anyMatch(one -> one.member().id().equals(self.name()));
        if (!isTaken) {
            parts.register().enter(entry);
        }
    }

    /** One line for each change. */
    private void told(@Nullable Why now) {
        if (now != hindrance) {
            hindrance = now;
            if (now == null) {
                LOG.info("this node may hold shards again");
            } else {
                LOG.warn("this node may hold no shards: {}", now);
            }
        }
    }

    private void drop(Collection<Order> orders) {
        var counts = new EnumMap<Why, Integer>(Why.class);
        for (var order : orders) {
            if (order instanceof Order.Drop(var shard, var mine, var why)) {
                forget(shard, mine);
                counts.merge(why, 1, Integer::sum);
            }
        }
        counts.forEach((why, count) -> LOG.warn("dropped {} shards: {}", count, why));
    }

    private void forget(Shard shard, Tenure mine) {
        ownership.gaveUp(shard, mine);
        working.remove(shard);
        loading.remove(shard);
        handingOver.remove(shard);
        parts.holder().drop(shard);
    }

    private void handOver(Collection<Order> orders) {
        var now = parts.uptime().get();
        var counts = new TreeMap<String, Integer>();
        for (var order : orders) {
            if (order instanceof Order.HandOver(var shard, var mine, var heir, var why)) {
                working.remove(shard);
                loading.remove(shard);
                handingOver.put(shard, new Leaving(mine, heir, parts.holder().release(shard), now));
                counts.merge((heir == null ? "nobody" : heir) + ": " + why, 1, Integer::sum);
            }
        }
        counts.forEach((whom, count) -> LOG.info("handing over {} shards to {}", count, whom));
    }

    /** Makes tenures ours, then has their services loaded. */
    private void take(List<Order> orders) {
        var ours = new TreeMap<Shard, Tenure>();
        var counts = new EnumMap<Why, Integer>(Why.class);
        for (var order : orders) {
            var mine = switch (order) {
                case Order.Take take -> taken(take);
                case Order.Adopt adopt -> adopt.mine();
                case Order.HandOver handOver -> null;
                case Order.Drop drop -> null;
            };
            if (mine != null) {
                ours.put(order.shard(), mine);
                counts.merge(order.why(), 1, Integer::sum);
            }
        }
        if (ours.isEmpty()) {
            return;
        }
        counts.forEach((why, count) -> LOG.info("took {} shards: {}", count, why));
        try {
            adopt(ours);
        } catch (StoreUnavailable e) {
            LOG.warn("shards that were taken could not be loaded: {}", e.getMessage());
            synchronized (lock) {
                ours.forEach(this::forget);
            }
        }
    }

    private @Nullable Tenure taken(Order.Take take) {
        @Nullable Tenure mine = null;
        try {
            mine = parts.ledger().take(take.shard(), take.seen(), self.owner());
        } catch (StoreUnavailable e) {
            LOG.debug("shard {} was not taken: {}", take.shard().number(), e.getMessage());
        }
        synchronized (lock) {
            if (mine == null) {
                ownership.missed(take.shard());
            } else {
                ownership.took(take.shard(), mine);
            }
        }
        return mine;
    }

    private void adopt(Map<Shard, Tenure> ours) {
        var services = parts.ledger().services().stream()
                .filter(service -> ours.containsKey(Shard.of(service)))
                .collect(Collectors.groupingBy(Shard::of));
        var since = parts.clock().instant().minus(LEFT_WITHIN);
        var cold = !wasHolding;
        wasHolding = true;
        var spread =
                cold ? spread(services.values().stream().mapToInt(List::size).sum()) : Duration.ZERO;
        var adoptions = new ArrayList<ShardHolder.Adoption>();
        ours.forEach((shard, mine) -> {
            var here = services.getOrDefault(shard, List.of());
            var states = here.isEmpty() ? Map.<ServiceId, byte[]>of() : left(shard, mine, since);
            adoptions.add(new ShardHolder.Adoption(shard, mine, here, states, cold, spread));
        });
        synchronized (lock) {
            for (var adoption : adoptions) {
                // what was dropped meanwhile is not ours any more
                if (adoption.mine().equals(ownership.held(adoption.shard()))) {
                    loading.put(
                            adoption.shard(),
                            new Loading(adoption.mine(), parts.holder().adopt(adoption)));
                }
            }
        }
    }

    /** After a start hosts get the calls of many services one after another, those of few at once. */
    private static Duration spread(int services) {
        if (services <= FEW_SERVICES) {
            return Duration.ZERO;
        }
        var whole = SPREAD_EACH.multipliedBy(services);
        return whole.compareTo(GREATEST_SPREAD) < 0 ? whole : GREATEST_SPREAD;
    }

    /** What the owner just before left; what one before that did is out of date. */
    private Map<ServiceId, byte[]> left(Shard shard, Tenure mine, Instant since) {
        return parts.handOvers().left(shard, mine.epoch().before(), since);
    }

    /** Takes note of what has come to its end since. */
    private void settle() {
        var done = new TreeMap<Shard, Leaving>();
        synchronized (lock) {
            for (var shard : Set.copyOf(loading.keySet())) {
                settle(shard, loading.get(shard));
            }
            handingOver.forEach((shard, leaving) -> {
                if (leaving.states.isDone()) {
                    done.put(shard, leaving);
                }
            });
        }
        done.forEach(this::passOn);
    }

    private void settle(Shard shard, @Nullable Loading one) {
        if (one == null || !one.done.isDone()) {
            return;
        }
        loading.remove(shard);
        if (one.done.isCompletedExceptionally()) {
            tellUnreadable(shard, one.done.exceptionNow());
            forget(shard, one.mine);
            unreadable.add(shard);
            ownership.shun(shard, parts.uptime().get().plus(AFTER_FAILURE));
        } else {
            unreadable.remove(shard);
            working.put(shard, one.mine);
        }
    }

    private static void tellUnreadable(Shard shard, Throwable fault) {
        if (fault instanceof ServiceUnreadable unreadable) {
            LOG.error(
                    "shard {} cannot be loaded: {}; nothing of it is touched, and it is tried again in {} s",
                    shard.number(),
                    unreadable.getMessage(),
                    AFTER_FAILURE.toSeconds());
        } else {
            LOG.error("shard {} cannot be loaded", shard.number(), fault);
        }
    }

    /** Leaves what is remembered where the heir finds it, then makes the heir the owner. */
    private void passOn(Shard shard, Leaving leaving) {
        try {
            if (!leaving.states.isCompletedExceptionally()) {
                var states = leaving.states.join();
                if (!states.isEmpty()) {
                    parts.handOvers()
                            .leave(shard, leaving.mine.epoch(), parts.clock().instant(), states);
                }
            } else {
                LOG.error("nothing can be left of shard {}", shard.number(), leaving.states.exceptionNow());
            }
            if (leaving.heir != null) {
                parts.ledger().take(shard, leaving.mine, leaving.heir);
            }
        } catch (StoreUnavailable e) {
            LOG.debug("shard {} is not handed over yet: {}", shard.number(), e.getMessage());
            return;
        }
        synchronized (lock) {
            forget(shard, leaving.mine);
        }
    }

    /** The cluster as this node sees it. */
    public ClusterView view() {
        var members = parts.membership().members();
        synchronized (lock) {
            var now = parts.uptime().get();
            var names = members.stream()
                    .map(member -> NodeId.of(member.node()).name())
                    .toList();
            var nodes = parts.roster().names().stream()
                    .map(name -> node(name, members))
                    .toList();
            return new ClusterView(
                    self.owner(),
                    database == null ? Why.NO_DATABASE : hindrance,
                    database == null ? null : now.minus(database.asked),
                    parts.roster().majority(),
                    parts.roster().count(names),
                    working.size(),
                    unreadable(),
                    nodes);
        }
    }

    private int unreadable() {
        var tenures = database == null ? Map.<Shard, Tenure>of() : database.tenures;
        return (int) unreadable.stream()
                .map(tenures::get)
                .filter(tenure -> tenure != null && tenure.owner().equals(self.owner()))
                .count();
    }

    private ClusterView.NodeView node(String name, List<NodeAddress> members) {
        var entered = database == null
                ? null
                : database.nodes.stream()
                        .filter(one -> one.member().id().equals(name))
                        .findFirst()
                        .orElse(null);
        var member = members.stream()
                .filter(one -> entered == null
                        ? NodeId.of(one.node()).name().equals(name)
                        : one.node().equals(owner(entered.member())))
                .findFirst()
                .orElse(null);
        var owner = member != null ? member.node() : entered != null ? owner(entered.member()) : null;
        var shards = database == null
                ? 0
                : (int) database.tenures.values().stream()
                        .filter(tenure -> tenure.owner().equals(owner))
                        .count();
        return new ClusterView.NodeView(
                name,
                owner == null ? null : NodeId.of(owner).incarnation(),
                member == null ? null : member.host() + ":" + member.apiPort(),
                entered == null ? null : entered.member().release(),
                member != null,
                entered == null ? null : entered.age(),
                shards);
    }
}
