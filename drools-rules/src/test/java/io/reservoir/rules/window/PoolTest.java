package io.reservoir.rules.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.reading.Aggregation;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final double[] RANKS = {0.001, 0.01, 0.07, 0.5, 0.9, 0.95, 0.999};

    private final Pool pool = new Pool();

    private void holds(double[] numbers) {
        var sorted = numbers.clone();
        Arrays.sort(sorted);
        for (var rank : RANKS) {
            pool.clear();
            Arrays.stream(numbers).forEach(pool::add);
            var place = Math.clamp((int) Math.ceil(rank * numbers.length - 1e-9), 1, numbers.length) - 1;
            assertThat(pool.reduce(new Aggregation.Percentile(rank)))
                    .as("%s of %s", rank, numbers.length)
                    .isEqualTo(sorted[place] + 0.0);
        }
    }

    private static double[] numbers(int count, IntToDoubleFunction of) {
        return IntStream.range(0, count).mapToDouble(of).toArray();
    }

    @Test
    void percentilesAreThoseOfTheSortedNumbersWhateverTheirOrder() {
        var random = new Random(11);
        for (int count : new int[] {1, 2, 3, 23, 24, 25, 100, 1_000, 5_000}) {
            holds(numbers(count, i -> random.nextGaussian()));
            holds(numbers(count, i -> random.nextInt(3)));
            holds(numbers(count, i -> i));
            holds(numbers(count, i -> -i));
            holds(numbers(count, i -> Math.min(i, count - i)));
            holds(numbers(count, i -> 7));
            holds(numbers(count, i -> i % 2 == 0 ? -0.0 : 0.0));
            holds(numbers(count, i -> i % 3 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE));
        }
    }

    /** Numbers that put the pivot near an end each time, so that halves never come: what is left is sorted. */
    @Test
    void anOrderMadeToBeSlowComesToTheSame() {
        int count = 20_000;
        var killer = new double[count];
        for (int i = 0; i < count; i += 2) {
            killer[i] = i;
            killer[i + 1] = count + i;
        }
        holds(killer);
    }
}
