package io.reservoir.cluster.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final String ME = "n1/a";
    private static final String OTHER = "n2/b";
    private static final String THIRD = "n3/c";
    private static final Roster THREE = new Roster(List.of("n1", "n2", "n3"));

    private final Ownership ownership = new Ownership(NodeId.of(ME), THREE, Timing.DEFAULT);
    private final Set<String> members = new HashSet<>(Set.of(ME, OTHER, THIRD));
    private final Map<String, Duration> beats = new HashMap<>();
    private final Map<Shard, Tenure> tenures = new HashMap<>();
    private Duration now = Duration.ofHours(1);
    private Duration asked = now;

    OwnershipTest() {
        members.forEach(owner -> beats.put(owner, Duration.ZERO));
    }

    private Sight sight() {
        return new Sight(now, members, asked, beats, tenures);
    }

    private List<Order> decide() {
        return ownership.decide(sight());
    }

    private void after(Duration time) {
        now = now.plus(time);
        asked = now;
    }

    private static Shard shardOf(String name) {
        return shardOf(name, THREE.names());
    }

    private static Shard shardOf(String name, List<String> among) {
        for (var shard : Shard.ALL) {
            if (name.equals(Rendezvous.owner(shard, among))) {
                return shard;
            }
        }
        throw new AssertionError("no shard for " + name);
    }

    /** Takes all that is to be taken, as a database would let it. */
    private void takeAll() {
        for (var order : decide()) {
            if (order instanceof Order.Take(var shard, var seen, var why)) {
                var mine =
                        new Tenure(ME, new Epoch(seen == null ? 1 : seen.epoch().number() + 1));
                tenures.put(shard, mine);
                ownership.took(shard, mine);
            }
        }
    }

    private void othersHaveTheirs() {
        for (var shard : Shard.ALL) {
            switch (Rendezvous.owner(shard, THREE.names())) {
                case "n2" -> tenures.put(shard, new Tenure(OTHER, new Epoch(1)));
                case "n3" -> tenures.put(shard, new Tenure(THIRD, new Epoch(1)));
                default -> {
                    // ours
                }
            }
        }
    }

    @Test
    void takesItsOwnShardsAndNoOthers() {
        var orders = decide();

        assertThat(orders).isNotEmpty().allSatisfy(order -> {
            assertThat(order).isInstanceOf(Order.Take.class);
            assertThat(order.why()).isEqualTo(Why.NEVER_TAKEN);
            assertThat(Rendezvous.owner(order.shard(), THREE.names())).isEqualTo("n1");
        });
        assertThat(decide()).as("each once").isEmpty();
    }

    @Test
    void claimsAgainWhatWasMissed() {
        var order = decide().getFirst();
        ownership.missed(order.shard());

        assertThat(decide()).containsExactly(order);
    }

    @Test
    void belowTheMajorityDropsAllAndClaimsNothing() {
        takeAll();
        var held = ownership.held().keySet();
        members.remove(OTHER);
        members.remove(THIRD);

        assertThat(decide())
                .allSatisfy(order -> assertThat(order)
                        .isInstanceOfSatisfying(
                                Order.Drop.class, drop -> assertThat(drop.why()).isEqualTo(Why.NO_MAJORITY)))
                .extracting(Order::shard)
                .containsExactlyElementsOf(held);
        assertThat(ownership.held()).isEmpty();
        assertThat(decide()).isEmpty();
    }

    @Test
    void whoIsNotOnTheListMakesNoMajorityAndGetsNothing() {
        members.remove(OTHER);
        members.remove(THIRD);
        members.add("intruder/x");
        members.add("intruder2/x");
        beats.put("intruder/x", Duration.ZERO);
        beats.put("intruder2/x", Duration.ZERO);
        assertThat(decide()).isEmpty();

        members.add(OTHER);
        var shards = decide().stream().map(Order::shard).toList();
        assertThat(shards)
                .allMatch(shard -> "n1".equals(Rendezvous.owner(shard, List.of("n1", "n2"))))
                .contains(shardOf("n1", List.of("n1", "n2")));
    }

    @Test
    void twoLivesOfOneNodeCountOnce() {
        members.remove(OTHER);
        members.remove(THIRD);
        members.add("n1/older");

        assertThat(decide()).isEmpty();
        assertThat(ownership.hindrance(sight())).isEqualTo(Why.NO_MAJORITY);
    }

    @Test
    void withoutTheDatabaseDropsAll() {
        takeAll();
        now = now.plus(Timing.DEFAULT.databasePatience());
        assertThat(decide()).as("it is patient").isEmpty();

        now = now.plusMillis(1);
        assertThat(decide())
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order.why()).isEqualTo(Why.NO_DATABASE));
    }

    @Test
    void anotherProcessOfItsNameMakesItDropAll() {
        takeAll();
        beats.remove(ME);
        beats.put("n1/newer", Duration.ZERO);

        assertThat(decide())
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order.why()).isEqualTo(Why.DISPLACED));
    }

    @Test
    void shutOutByMembershipItDropsAll() {
        takeAll();
        members.remove(ME);

        assertThat(decide()).isNotEmpty().allMatch(order -> order instanceof Order.Drop);
    }

    @Test
    void whatWasDroppedIsTakenAgainUnderANewEpoch() {
        takeAll();
        var shard = shardOf("n1");
        members.removeAll(List.of(OTHER, THIRD));
        decide();
        members.addAll(List.of(OTHER, THIRD));

        assertThat(decide()).contains(new Order.Take(shard, new Tenure(ME, new Epoch(1)), Why.OURS_BEFORE));
    }

    @Test
    void takesTheShardsOfANodeThatIsGoneAtOnce() {
        othersHaveTheirs();
        takeAll();
        members.remove(OTHER);

        var orders = decide();
        assertThat(orders).isNotEmpty().allSatisfy(order -> {
            assertThat(order.why()).isEqualTo(Why.OWNER_GONE);
            assertThat(Rendezvous.owner(order.shard(), THREE.names())).isEqualTo("n2");
            assertThat(Rendezvous.owner(order.shard(), List.of("n1", "n3"))).isEqualTo("n1");
        });
    }

    @Test
    void takesTheShardsOfANodeThatTheDatabaseHearsNothingOf() {
        othersHaveTheirs();
        takeAll();
        beats.put(OTHER, Timing.DEFAULT.beatFresh());
        assertThat(decide()).isEmpty();

        beats.put(OTHER, Timing.DEFAULT.beatFresh().plusMillis(1));
        assertThat(decide())
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order.why()).isEqualTo(Why.OWNER_CUT_OFF));
    }

    @Test
    void handsOverToANodeThatJoins() {
        members.remove(THIRD);
        takeAll();
        var shard = shardOf("n3");
        var mine = ownership.held().containsKey(shard);
        members.add(THIRD);
        beats.remove(THIRD);
        assertThat(decide()).as("it is not in the database yet").isEmpty();

        beats.put(THIRD, Duration.ZERO);
        var orders = decide();
        assertThat(orders)
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order).isInstanceOfSatisfying(Order.HandOver.class, over -> {
                    assertThat(over.heir()).isEqualTo(THIRD);
                    assertThat(Rendezvous.owner(over.shard(), THREE.names())).isEqualTo("n3");
                }));
        assertThat(orders.stream().anyMatch(order -> order.shard().equals(shard)))
                .isEqualTo(mine);
        assertThat(decide()).as("each once").isEmpty();
    }

    /** Such as a shard that was taken while its owner was cut off, when the answer of the database never came. */
    @Test
    void whatIsOursWithoutBeingHeldIsPassedOnToWhomItBelongs() {
        othersHaveTheirs();
        takeAll();
        var shard = shardOf("n2");
        var unheld = new Tenure(ME, new Epoch(5));
        tenures.put(shard, unheld);

        assertThat(decide()).containsExactly(new Order.HandOver(shard, unheld, OTHER, Why.BELONGS_ELSEWHERE));
        assertThat(decide()).as("each once").isEmpty();
    }

    @Test
    void adoptsWhatWasHandedOver() {
        othersHaveTheirs();
        takeAll();
        var shard = shardOf("n2");
        beats.remove(OTHER);
        members.remove(THIRD);
        members.add(THIRD);
        var tenure = new Tenure(ME, new Epoch(2));
        var fallen = shardOf("n1");
        // as a node that leaves does it
        var given = tenures.keySet().stream()
                .filter(one -> "n2".equals(Rendezvous.owner(one, THREE.names()))
                        && "n1".equals(Rendezvous.owner(one, List.of("n1", "n3"))))
                .findFirst()
                .orElse(shard);
        tenures.put(given, tenure);

        assertThat(fallen).isNotEqualTo(given);
        assertThat(decide()).containsExactly(new Order.Adopt(given, tenure, Why.HANDED_OVER));
        assertThat(ownership.held()).containsEntry(given, tenure);
    }

    @Test
    void waitsForAnOwnerThatLivesAndNotForEver() {
        othersHaveTheirs();
        takeAll();
        beats.remove(OTHER);

        assertThat(decide()).isEmpty();
        after(Timing.DEFAULT.handOverPatience().minusMillis(1));
        assertThat(decide()).isEmpty();
        after(Duration.ofMillis(1));
        assertThat(decide())
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order.why()).isEqualTo(Why.OWNER_OVERDUE));
    }

    @Test
    void dropsWhatTheDatabaseSaysIsAnothers() {
        takeAll();
        var shard = shardOf("n1");
        tenures.put(shard, new Tenure(OTHER, new Epoch(2)));

        assertThat(decide()).containsExactly(new Order.Drop(shard, new Tenure(ME, new Epoch(1)), Why.TAKEN_BY_ANOTHER));
    }

    @Test
    void aViewFromBeforeTheTakeIsNoReasonToDrop() {
        var shard = shardOf("n1");
        tenures.put(shard, new Tenure("n2/older", new Epoch(4)));
        takeAll();
        tenures.put(shard, new Tenure("n2/older", new Epoch(4)));

        assertThat(decide()).isEmpty();
    }

    @Test
    void aNodeThatLeavesGivesEverythingToTheOthers() {
        takeAll();
        var held = ownership.held().keySet();
        ownership.leave();
        beats.remove(ME);

        var orders = decide();
        assertThat(orders).extracting(Order::shard).containsExactlyElementsOf(held);
        assertThat(orders)
                .allSatisfy(order -> assertThat(order).isInstanceOfSatisfying(Order.HandOver.class, over -> {
                    assertThat(over.why()).isEqualTo(Why.LEAVING);
                    assertThat(over.heir()).isIn(OTHER, THIRD);
                }));
        held.forEach(shard -> ownership.gaveUp(shard, new Tenure(ME, new Epoch(1))));
        assertThat(decide()).as("it takes nothing any more").isEmpty();
    }

    @Test
    void theLastNodeThatLeavesHasNoHeir() {
        var alone = new Ownership(NodeId.of(ME), new Roster(List.of("n1")), Timing.DEFAULT);
        members.retainAll(Set.of(ME));
        var mine = new Tenure(ME, new Epoch(1));
        alone.decide(sight()).forEach(order -> alone.took(order.shard(), mine));
        alone.leave();

        assertThat(alone.decide(sight()))
                .hasSize(Shard.COUNT)
                .allSatisfy(order -> assertThat(order)
                        .isInstanceOfSatisfying(
                                Order.HandOver.class,
                                over -> assertThat(over.heir()).isNull()));
    }

    @Test
    void whatIsShunnedIsLeftAloneForAWhile() {
        takeAll();
        var shard = shardOf("n1");
        ownership.gaveUp(shard, new Tenure(ME, new Epoch(1)));
        ownership.shun(shard, now.plusSeconds(30));
        assertThat(decide()).isEmpty();

        after(Duration.ofSeconds(30));
        assertThat(decide()).containsExactly(new Order.Take(shard, new Tenure(ME, new Epoch(1)), Why.OURS_BEFORE));
    }
}
