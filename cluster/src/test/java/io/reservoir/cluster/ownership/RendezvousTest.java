package io.reservoir.cluster.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Shard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendezvousTest {
    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toList();
    }

    private static Map<Shard, String> owners(Collection<String> names) {
        var owners = new TreeMap<Shard, String>();
        for (var shard : Shard.ALL) {
            owners.put(shard, Rendezvous.owner(shard, names));
        }
        return owners;
    }

    @Test
    void nobodyOwnsAnythingWhereNobodyIs() {
        assertThat(Rendezvous.owner(new Shard(0), List.of())).isNull();
    }

    /** A hash that puts them at random is within four standard deviations of the mean. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7, 9})
    void shardsSpreadEvenly(int nodes) {
        var mean = Shard.COUNT / (double) nodes;
        var deviation = Math.sqrt(mean * (1 - 1.0 / nodes));
        var counts = owners(names(nodes)).values().stream()
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));

        assertThat(counts).hasSize(nodes);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat((double) count).isBetween(mean - 4 * deviation, mean + 4 * deviation));
    }

    @Test
    void aNameThatGoesMovesItsOwnShardsAndNoOthers() {
        var before = owners(names(4));
        var after = owners(List.of("n1", "n2", "n4"));

        before.forEach((shard, owner) -> {
            if (!owner.equals("n3")) {
                assertThat(after.get(shard)).as("shard %s", shard.number()).isEqualTo(owner);
            }
        });
    }

    @Test
    void theOrderOfTheNamesDoesNotMatter() {
        var shuffled = new ArrayList<>(names(5)).reversed();

        assertThat(owners(shuffled)).isEqualTo(owners(names(5)));
    }

    /** Another hash would move shards between nodes of two releases. */
    @Test
    void isTheSameInEveryRelease() {
        var first = IntStream.range(0, 12)
                .mapToObj(i -> Rendezvous.owner(new Shard(i), names(3)))
                .toList();

        assertThat(first).containsExactly("n1", "n3", "n1", "n2", "n2", "n2", "n1", "n1", "n3", "n3", "n2", "n3");
    }
}
