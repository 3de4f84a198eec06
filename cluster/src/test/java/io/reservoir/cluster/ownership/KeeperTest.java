package io.reservoir.cluster.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keepers of several nodes over one ledger, on one thread and a clock that only the test moves. */
class KeeperTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** A service that belongs to the third node. */
    private static final ServiceId SHOP = IntStream.range(0, 100)
            .mapToObj(i -> new ServiceId("Shop" + i))
            .filter(service -> "n3".equals(Rendezvous.owner(Shard.of(service), List.of("n1", "n2", "n3"))))
            .findFirst()
            .orElseThrow();

    private static final Shard SHOPS = Shard.of(SHOP);

    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryHandOvers handOvers = new MemoryHandOvers();
    private final List<Node> nodes = new ArrayList<>();
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final MemoryNodeRegister register = new MemoryNodeRegister(clock);

    /** A node whose holder only remembers what it is told. */
    private final class Node implements ShardHolder {
        private final NodeAddress self;
        private final Map<Shard, Adoption> here = new TreeMap<>();
        private final Map<Shard, CompletableFuture<Map<ServiceId, byte[]>>> slow = new TreeMap<>();
        private final Keeper keeper;
        private boolean isSlow;
        private boolean fails;
        private Set<Shard> lost = Set.of();

        private Node(String name, String life) {
            self = new NodeAddress(name + "/" + life, name, 7071, 7070);
            var membership = new Membership() {
                @Override
                public List<NodeAddress> members() {
                    return nodes.stream().map(node -> node.self).toList();
                }

                @Override
                public void whenChanged(Runnable listener) {}

                @Override
                public void close() {}
            };
            keeper = new Keeper(new Keeper.Parts(
                    self,
                    "1",
                    new Roster(List.of("n1", "n2", "n3")),
                    Timing.DEFAULT,
                    membership,
                    register,
                    ledger,
                    handOvers,
                    this,
                    () -> Duration.between(NOON, now),
                    clock));
            nodes.add(this);
            keeper.enter();
        }

        @Override
        public CompletableFuture<?> adopt(Adoption adoption) {
            if (fails) {
                return CompletableFuture.failedFuture(new ServiceUnreadable("it is of a newer release", null));
            }
            here.put(adoption.shard(), adoption);
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletableFuture<Map<ServiceId, byte[]>> release(Shard shard) {
            if (isSlow) {
                return slow.computeIfAbsent(shard, one -> new CompletableFuture<>());
            }
            return CompletableFuture.completedFuture(states(shard));
        }

        private Map<ServiceId, byte[]> states(Shard shard) {
            return shard.equals(SHOPS) && here.containsKey(SHOPS)
                    ? Map.of(SHOP, self.node().getBytes(StandardCharsets.UTF_8))
                    : Map.of();
        }

        @Override
        public void drop(Shard shard) {
            here.remove(shard);
        }

        @Override
        public Set<Shard> lost() {
            var told = lost;
            lost = Set.of();
            return told;
        }
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusMillis(100);
            List.copyOf(nodes).forEach(node -> node.keeper.tick());
            noShardIsWorkedOnTwice();
        }
    }

    private void noShardIsWorkedOnTwice() {
        for (var shard : Shard.ALL) {
            assertThat(nodes.stream().filter(node -> node.keeper.isOurs(shard)))
                    .as("shard %d", shard.number())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private Node ownerOf(Shard shard) {
        var owners = nodes.stream().filter(node -> node.keeper.isOurs(shard)).toList();
        assertThat(owners).as("shard %d", shard.number()).hasSize(1);
        return owners.getFirst();
    }

    private void allShardsAreWorkedOn() {
        assertThat(Shard.ALL).allSatisfy(shard -> {
            var owner = ownerOf(shard);
            assertThat(owner.here).containsKey(shard);
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.keeper.ownerOf(shard)).isEqualTo(owner.self));
        });
    }

    private void remember() {
        var owner = ownerOf(SHOPS);
        var mine = owner.here.get(SHOPS).mine();
        ledger.append(SHOP, mine, 0, now, List.of(new Entry.Submitted("shop.rsl", "service Shop")));
    }

    @Test
    void oneOfThreeHoldsNothing() {
        new Node("n1", "a");
        ticks(3);

        assertThat(nodes.getFirst().here).isEmpty();
        assertThat(ledger.tenures()).isEmpty();
        assertThat(nodes.getFirst().keeper.view().hindrance()).isEqualTo(Why.NO_MAJORITY);
    }

    @Test
    void twoShareAllAndAThirdIsGivenItsPartWithWhatIsRemembered() {
        new Node("n1", "a");
        new Node("n2", "b");
        ticks(2);
        allShardsAreWorkedOn();
        remember();
        var before = ownerOf(SHOPS);

        var third = new Node("n3", "c");
        ticks(3);

        allShardsAreWorkedOn();
        assertThat(third.here).hasSizeBetween(56, 115);
        third.here.values().forEach(adoption -> {
            assertThat(adoption.mine().epoch()).as("handed over once").isEqualTo(new Epoch(2));
            assertThat(adoption.cold()).isTrue();
        });
        assertThat(third.here.get(SHOPS).services()).containsExactly(SHOP);
        assertThat(new String(third.here.get(SHOPS).states().get(SHOP), StandardCharsets.UTF_8))
                .isEqualTo(before.self.node());
    }

    @Test
    void theShardsOfACrashedNodeAreTakenInOneTick() {
        threeNodes();
        remember();
        var dead = ownerOf(SHOPS);
        nodes.remove(dead);

        ticks(1);

        ticksUntilAllAreWorkedOn(1);
        var adoption = ownerOf(SHOPS).here.get(SHOPS);
        assertThat(adoption.mine().epoch()).isEqualTo(new Epoch(2));
        assertThat(adoption.states()).as("the dead leave nothing").isEmpty();
        assertThat(adoption.cold()).isFalse();
    }

    private void threeNodes() {
        new Node("n1", "a");
        new Node("n2", "b");
        new Node("n3", "c");
        ticks(2);
        allShardsAreWorkedOn();
    }

    private void ticksUntilAllAreWorkedOn(int most) {
        ticks(most);
        allShardsAreWorkedOn();
    }

    @Test
    void whatWasLeftUnderAnOlderEpochIsOutOfDate() {
        threeNodes();
        remember();
        var first = ownerOf(SHOPS);
        first.keeper.leave();
        ticks(3);
        nodes.remove(first);
        ticks(1);
        var second = ownerOf(SHOPS);
        assertThat(second.here.get(SHOPS).states()).containsKey(SHOP);
        new Node(first.self.node().substring(0, 2), "again");
        second.keeper.leave();
        nodes.remove(second);

        ticks(2);

        var third = ownerOf(SHOPS);
        assertThat(third.here.get(SHOPS).mine().epoch()).isEqualTo(new Epoch(3));
        assertThat(third.here.get(SHOPS).states()).isEmpty();
    }

    @Test
    void aNodeThatLeavesGivesAllAway() {
        threeNodes();
        var goes = nodes.getFirst();
        goes.keeper.leave();
        ticks(3);

        assertThat(goes.keeper.held()).isZero();
        nodes.remove(goes);
        allShardsAreWorkedOn();
        assertThat(ledger.tenures().values()).extracting(Tenure::owner).doesNotContain(goes.self.node());
    }

    @Test
    void callsUnderWayAreWaitedForBeforeAShardChangesHands() {
        new Node("n1", "a");
        new Node("n2", "b");
        ticks(2);
        remember();
        var before = ownerOf(SHOPS);
        before.isSlow = true;
        new Node("n3", "c");
        ticks(3);

        assertThat(before.keeper.isOurs(SHOPS)).as("nothing more is decided").isFalse();
        assertThat(ledger.tenure(SHOPS).owner()).isEqualTo(before.self.node());
        before.slow.get(SHOPS).complete(before.states(SHOPS));
        ticks(2);
        assertThat(ownerOf(SHOPS).self.node()).isEqualTo("n3/c");
    }

    @Test
    void anOwnerThatDoesNotHandOverIsFencedOff() {
        new Node("n1", "a");
        new Node("n2", "b");
        ticks(2);
        var before = ownerOf(SHOPS);
        before.isSlow = true;
        new Node("n3", "c");
        ticks(110);

        assertThat(ownerOf(SHOPS).self.node()).isEqualTo("n3/c");
        assertThat(before.here).doesNotContainKey(SHOPS);
    }

    @Test
    void aSecondProcessOfOneNameDisplacesTheFirst() {
        threeNodes();
        var older = nodes.getFirst();
        new Node("n1", "z");
        ticks(2);

        assertThat(older.here).isEmpty();
        assertThat(older.keeper.view().hindrance()).isEqualTo(Why.DISPLACED);
    }

    @Test
    void whatCannotBeLoadedIsTriedAgainLater() {
        threeNodes();
        var dead = nodes.removeLast();
        nodes.forEach(node -> node.fails = true);
        ticks(5);
        assertThat(Shard.ALL).anySatisfy(shard -> assertThat(nodes).noneMatch(node -> node.keeper.isOurs(shard)));
        var epochs = ledger.tenures();
        ticks(5);
        assertThat(ledger.tenures()).as("not at every tick").isEqualTo(epochs);
        assertThat(nodes.stream().mapToInt(KeeperTest::unreadable).sum())
                .isEqualTo(dead.here.size())
                .isPositive();

        nodes.forEach(node -> node.fails = false);
        ticks(300);
        allShardsAreWorkedOn();
        assertThat(nodes).allSatisfy(node -> assertThat(unreadable(node)).isZero());
    }

    @Test
    void whatOneCannotLoadIsAnothersOnceItTakesIt() {
        new Node("n1", "a");
        new Node("n2", "b");
        nodes.forEach(node -> node.fails = true);
        ticks(5);
        var third = new Node("n3", "c");
        ticks(5);

        assertThat(third.here).hasSizeBetween(56, 115);
        assertThat(nodes.stream().mapToInt(KeeperTest::unreadable).sum()).isEqualTo(Shard.COUNT - third.here.size());
    }

    private static int unreadable(Node node) {
        return node.keeper.view().unreadable();
    }

    @Test
    void aShardWhoseLedgerWentOnIsLoadedAgainUnderANewEpoch() {
        threeNodes();
        var owner = ownerOf(SHOPS);
        owner.lost = Set.of(SHOPS);
        ticks(1);

        assertThat(ownerOf(SHOPS)).isSameAs(owner);
        assertThat(owner.here.get(SHOPS).mine().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void theGuardDropsAllWhileATickHangs() {
        threeNodes();
        var node = nodes.getFirst();
        now = now.plus(Timing.DEFAULT.databasePatience()).plusMillis(1);
        node.keeper.guard();

        assertThat(node.here).isEmpty();
        assertThat(node.keeper.view().hindrance()).isEqualTo(Why.NO_DATABASE);
        ticks(2);
        allShardsAreWorkedOn();
    }

    @Test
    void aRegisterThatWasLostIsEnteredAgain() {
        threeNodes();
        register.sightings().forEach(one -> register.leave(one.member()));
        ticks(3);

        assertThat(register.sightings()).hasSize(3);
        allShardsAreWorkedOn();
    }

    @Test
    void tellsTheClusterAsItSeesIt() {
        threeNodes();
        var view = nodes.getFirst().keeper.view();

        assertThat(view.self()).isEqualTo("n1/a");
        assertThat(view.hindrance()).isNull();
        assertThat(view.majority()).isEqualTo(2);
        assertThat(view.alive()).isEqualTo(3);
        assertThat(view.nodes())
                .extracting(ClusterView.NodeView::name, ClusterView.NodeView::incarnation)
                .containsExactly(tuple("n1", "a"), tuple("n2", "b"), tuple("n3", "c"));
        assertThat(view.nodes().stream().mapToInt(ClusterView.NodeView::shards).sum())
                .isEqualTo(Shard.COUNT);
    }
}
