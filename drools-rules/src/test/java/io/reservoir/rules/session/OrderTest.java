package io.reservoir.rules.session;

import static io.reservoir.rules.Texts.compiled;
import static io.reservoir.rules.Workbench.SHOP;
import static io.reservoir.rules.Workbench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the order of statements nor that of readings or services shows in an evaluation. */
class OrderTest {
    private static final List<String> STATEMENTS = List.of(
            "Load(C2) = 2 * Load(C1)",
            "Load(C3) = 3 * Load(C2)",
            "Load(C4) = max(Load(C2), Load(C3)) + Users(C4)",
            "Replicas(C2) = Load(C2) / 50 when Load(C1) > 10",
            "Replicas(C3) = Load(C3) / 100 min 1 max 20",
            "Replicas(C4) = Load(C4) / 90",
            "Replicas(C5) = Queue(C5) / 7");

    private static Evaluation evaluated(List<String> statements, List<Reading> readings, List<ServiceId> services) {
        var bench = new Workbench();
        var program = compiled(statements.toArray(String[]::new));
        services.forEach(service -> {
            bench.engine.deploy(service, program);
            bench.engine.fleet(service, new FleetView(Map.of("C1", new FleetView.Tier(3, Set.of(1, 2, 3)))));
        });
        readings.forEach(bench.engine::accept);
        services.stream().filter(s -> !s.equals(SHOP)).forEach(s -> bench.evaluate(s, 25));
        return bench.evaluate(25);
    }

    private static List<Reading> readings(List<ServiceId> services) {
        List<Reading> readings = new ArrayList<>();
        for (var service : services) {
            for (int second = 0; second <= 20; second += 5) {
                for (int replica = 1; replica <= 3; replica++) {
                    readings.add(new Reading(service, "Load", "C1", replica, 0.1 * second + replica / 3.0, at(second)));
                }
                readings.add(new Reading(service, "Users", "C4", 0, 11.7 * second, at(second)));
            }
        }
        return readings;
    }

    private static Map<String, Value> indicators(Evaluation evaluation) {
        return evaluation.indicators().stream().collect(Collectors.toMap(NamedValue::name, NamedValue::value));
    }

    private static Map<String, List<Value>> proposals(Evaluation evaluation) {
        Function<Candidate, List<Value>> values = c -> Arrays.asList(c.active(), c.raw(), c.min(), c.max());
        return evaluation.candidates().stream().collect(Collectors.toMap(Candidate::statement, values));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shufflingStatementsReadingsAndServicesChangesNothing(long seed) {
        var services = List.of(new ServiceId("before"), SHOP, new ServiceId("after"));
        var expected = evaluated(STATEMENTS, readings(services), services);

        var random = new Random(seed);
        var statements = new ArrayList<>(STATEMENTS);
        var readings = readings(services);
        var order = new ArrayList<>(services);
        Collections.shuffle(statements, random);
        Collections.shuffle(readings, random);
        Collections.shuffle(order, random);
        var shuffled = evaluated(statements, readings, order);

        assertThat(indicators(shuffled)).isEqualTo(indicators(expected)).hasSize(3);
        assertThat(proposals(shuffled)).isEqualTo(proposals(expected)).hasSize(4);
        assertThat(indicators(expected).values()).allMatch(Value.Known.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aChainFiresInOneGoWhateverTheOrderOfItsStatements(long seed) {
        var statements = new ArrayList<>(STATEMENTS);
        Collections.shuffle(statements, new Random(seed));
        var evaluation = evaluated(statements, readings(List.of(SHOP)), List.of(SHOP));

        assertThat(evaluation.fired())
                .doesNotHaveDuplicates()
                .containsSubsequence("Load(C2)", "Load(C3)", "Load(C4)", "Replicas(C4)")
                .contains("Replicas(C2)", "Replicas(C3)")
                .doesNotContain("Replicas(C5)");
    }

    /** Their right sides are one text even with constants lifted: the engine must not take them for one condition. */
    @Test
    void twoStatementsOfEqualFormulasBothFire() {
        var evaluation = evaluated(
                List.of("Replicas(C1) = Users(C4)", "Replicas(C2) = Users(C4)"),
                readings(List.of(SHOP)),
                List.of(SHOP));

        assertThat(evaluation.fired()).containsExactlyInAnyOrder("Replicas(C1)", "Replicas(C2)");
        assertThat(proposals(evaluation).values()).allMatch(values -> values.get(1) instanceof Value.Known);
    }
}
