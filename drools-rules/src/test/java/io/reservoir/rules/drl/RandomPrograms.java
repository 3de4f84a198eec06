package io.reservoir.rules.drl;

import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.rules.TestProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Programs of every operator and function there is, sooner or later; the same seed gives the same program. */
final class RandomPrograms {
    private static final int DEEPEST = 4;

    private final Random random;
    private final TestProgram program = new TestProgram().gauge("Load", "C1").gauge("Users", "C2");
    private final List<Term> leaves = new ArrayList<>();

    private RandomPrograms(Random random) {
        this.random = random;
    }

    static CheckedService of(long seed) {
        return new RandomPrograms(new Random(seed)).build();
    }

    private CheckedService build() {
        leaves.add(program.read("Load", "C1"));
        leaves.add(program.read("Load", "C1", Aggregation.Simple.MAX, Duration.ofSeconds(60)));
        leaves.add(program.read("Users", "C2"));
        leaves.add(program.read(new Input.Ready("C1", "Ready(C1)")));
        leaves.add(program.read(new Input.Current("C2", "Current(C2)")));
        for (int i = random.nextInt(4); i > 0; i--) {
            var measured = random.nextBoolean() ? leaves.get(random.nextInt(3)) : null;
            leaves.add(program.indicator("N" + i, "C1", term(DEEPEST - 1), measured));
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            program.assign(Variable.replicas("C" + i), term(DEEPEST), maybe(), maybe(), maybe());
        }
        return program.build("shop");
    }

    private Term maybe() {
        return random.nextInt(3) == 0 ? term(2) : null;
    }

    private Term term(int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return random.nextBoolean() ? constant() : leaves.get(random.nextInt(leaves.size()));
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Term.Negate(term(depth - 1));
            case 1 -> new Term.Not(term(depth - 1));
            case 2 -> new Term.Choose(term(depth - 1), term(depth - 1), term(depth - 1));
            case 3, 4 -> {
                var function = Functions.ALL.get(random.nextInt(Functions.ALL.size()));
                int most = Math.min(function.mostArguments(), 4);
                int count = function.leastArguments() + random.nextInt(most - function.leastArguments() + 1);
                yield new Term.Call(
                        function,
                        Stream.generate(() -> term(depth - 1)).limit(count).toList());
            }
            default -> {
                var operators = Term.Operator.values();
                yield new Term.Binary(operators[random.nextInt(operators.length)], term(depth - 1), term(depth - 1));
            }
        };
    }

    /** Numbers of all sizes, whole ones and broken ones, some of them below zero. */
    private Term constant() {
        double[] numbers = {0, 1, 2, -3, 0.1, 1e-9, 123456.789, 4e15, 1e300};
        int which = random.nextInt(numbers.length + 1);
        return program.constant(which == numbers.length ? random.nextDouble() * 100 : numbers[which]);
    }
}
