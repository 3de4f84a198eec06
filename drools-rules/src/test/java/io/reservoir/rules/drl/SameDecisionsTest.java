package io.reservoir.rules.drl;

import static io.reservoir.rules.Workbench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.dsl.ovf.OvfLimits;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.Calculation;
import io.reservoir.dsl.program.Cells.Mark;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.Workbench;
import io.reservoir.rules.compile.SiteGate;
import io.reservoir.rules.session.FleetView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Printed rules, compiled by the classic compiler, and the engine's own hold the same after the same readings, bit for
 * bit: on the manifests of the samples and on generated programs, with readings that come, go stale and are missing.
 */
class SameDecisionsTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final int STEPS = 250;

    static Stream<Path> samples() throws IOException {
        try (var files = Files.walk(SAMPLES)) {
            return files.filter(SameDecisionsTest::isManifest).sorted().toList().stream();
        }
    }

    private static boolean isManifest(Path file) {
        var name = file.toString();
        return (name.endsWith(".rsl") && !name.contains("broken") && !Rsl.isProviders(name, text(file)))
                || name.endsWith(".ovf");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static CheckedService compiled(Path file) throws IOException {
        if (file.toString().endsWith(".ovf")) {
            try (var in = Files.newInputStream(file)) {
                return Objects.requireNonNull(Ovf.compile(file.toString(), in, SlaClasses.SHIPPED, OvfLimits.DEFAULT)
                        .service());
            }
        }
        return Objects.requireNonNull(Rsl.compile(file.toString(), text(file)).service());
    }

    @Test
    void thereAreSamples() throws IOException {
        assertThat(samples()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void onSamples(Path sample) throws IOException {
        var program = compiled(sample);

        assertThat(decidedAlike(program, 1))
                .as("statements that held something")
                .isPositive();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onGeneratedPrograms(long seed) {
        decidedAlike(RandomPrograms.of(seed), seed);
    }

    /** Steps through seeded readings; how many values were known over all of them. */
    private static long decidedAlike(CheckedService program, long seed) {
        var random = new Random(seed);
        var service = new ServiceId("shop");
        var bench = new Workbench();
        bench.engine.deploy(service, program);
        double stride = stride(program);
        long known = 0;
        try (var rules = ClassicRules.of(DrlPrinter.print(program).text(), SiteGate.OPEN)) {
            var names = InputNames.of(program);
            for (int step = 1; step <= STEPS; step++) {
                bench.engine.fleet(service, fleet(program, random));
                for (var input : program.inputs()) {
                    if (random.nextInt(4) > 0 && input instanceof Input.Windowed windowed) {
                        bench.engine.accept(reading(service, windowed, stride * step, random));
                    }
                }
                // now and then so long that everything is stale
                var evaluation = bench.evaluate(service, stride * step + (random.nextInt(9) == 0 ? 1_000 : 0));
                for (int i = 0; i < names.size(); i++) {
                    rules.values()
                            .reading(
                                    names.get(i),
                                    amount(evaluation.inputs().get(i).value()));
                }
                rules.fire();
                var expected = held(program, evaluation);
                workedOutAlike(program, evaluation);
                expected.forEach((part, amount) -> assertThat(rules.values().held(part.get(0), part.get(1)))
                        .as("%s of %s, seed %s", part.get(1), part.get(0), seed)
                        .isEqualTo(amount));
                known += expected.values().stream()
                        .filter(amount -> amount.mark() == Mark.KNOWN)
                        .count();
            }
        }
        return known;
    }

    /** What is worked out without the engine is the same as well. */
    private static void workedOutAlike(CheckedService program, Evaluation evaluation) {
        var calculation = new Calculation(program);
        calculation.take(evaluation.inputs().stream().map(NamedValue::value).toList());
        for (int i = 0; i < program.indicators().size(); i++) {
            assertThat(amount(calculation.indicator(i, "")))
                    .isEqualTo(amount(evaluation.indicators().get(i).value()));
        }
        for (var variable : program.assignments().stream()
                .map(Assignment::target)
                .distinct()
                .toList()) {
            var expected = evaluation.candidates().stream()
                    .filter(candidate -> candidate.variable().equals(variable))
                    .toList();
            var derived = calculation.candidates(variable, "");
            assertThat(derived).hasSameSizeAs(expected);
            for (int i = 0; i < derived.size(); i++) {
                assertThat(derived.get(i).statement()).isEqualTo(expected.get(i).statement());
                assertThat(amount(derived.get(i).raw()))
                        .isEqualTo(amount(expected.get(i).raw()));
                assertThat(amount(derived.get(i).active()))
                        .isEqualTo(amount(expected.get(i).active()));
            }
        }
    }

    /** Seconds between readings: enough of them in the shortest window that it is known. */
    private static double stride(CheckedService program) {
        return program.inputs().stream()
                .filter(Input.Windowed.class::isInstance)
                .mapToDouble(input -> ((Input.Windowed) input).window().toMillis() / 3_000.0)
                .filter(seconds -> seconds > 0)
                .reduce(10, Math::min);
    }

    private static Reading reading(ServiceId service, Input.Windowed input, double seconds, Random random) {
        double value = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextDouble() * 5_000;
        return new Reading(service, input.metric(), input.component(), input.replica(), value, at(seconds));
    }

    private static FleetView fleet(CheckedService program, Random random) {
        var components = Stream.concat(
                        program.inputs().stream().flatMap(SameDecisionsTest::component), Stream.of("C1", "C2", "C3"))
                .distinct();
        return new FleetView(components.filter(c -> random.nextInt(8) > 0).collect(Collectors.toMap(c -> c, c -> {
            int ready = random.nextInt(4);
            var ordinals = IntStream.rangeClosed(1, ready).boxed().collect(Collectors.toSet());
            return new FleetView.Tier(random.nextInt(5), ordinals);
        })));
    }

    private static Stream<String> component(Input input) {
        return input instanceof Input.Windowed windowed ? Stream.of(windowed.component()) : Stream.empty();
    }

    /** What the engine holds, by statement and part. */
    private static Map<List<String>, Amount> held(CheckedService program, Evaluation evaluation) {
        var held = new HashMap<List<String>, Amount>();
        for (int i = 0; i < program.indicators().size(); i++) {
            held.put(
                    List.of(program.indicators().get(i).id(), "value"),
                    amount(evaluation.indicators().get(i).value()));
        }
        for (int i = 0; i < program.assignments().size(); i++) {
            var assignment = program.assignments().get(i);
            var candidate = evaluation.candidates().get(i);
            held.put(List.of(assignment.id(), "value"), amount(candidate.raw()));
            put(held, assignment.id(), "min", candidate.min());
            put(held, assignment.id(), "max", candidate.max());
            // of a guard that is a lower bound an evaluation says that it is unknown
            if (assignment.guard() != null && candidate.active() instanceof Value.Known) {
                held.put(List.of(assignment.id(), "when"), amount(candidate.active()));
            }
        }
        return held;
    }

    private static void put(Map<List<String>, Amount> held, String id, String part, @Nullable Value value) {
        if (value != null) {
            held.put(List.of(id, part), amount(value));
        }
    }

    private static Amount amount(Value value) {
        return switch (value) {
            case Value.Known(var number) -> new Amount(Mark.KNOWN, number);
            case Value.AtLeast(var number, var cause) -> new Amount(Mark.AT_LEAST, number);
            case Value.Unknown unknown -> Amount.UNKNOWN;
        };
    }
}
