package io.reservoir.rules.session;

import static io.reservoir.rules.Texts.compiled;
import static io.reservoir.rules.Workbench.at;
import static io.reservoir.rules.Workbench.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.Workbench;
import io.reservoir.rules.compile.ShapeCache;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedShapeTest {
    private static final int SERVICES = 100;
    private static final int THREADS = 4;

    private final ShapeCache shapes = new ShapeCache();
    private final Workbench bench = new Workbench(new RuleEngine(shapes));

    private static ServiceId service(int number) {
        return new ServiceId("service" + number);
    }

    private static CheckedService perReplica(int requests) {
        return compiled("Replicas(C1) = RequestPerSecond(C1) / " + requests);
    }

    private void deployAll() {
        for (int i = 1; i <= SERVICES; i++) {
            bench.engine.deploy(service(i), perReplica(i));
        }
    }

    @Test
    void servicesOfOneShapeKeepTheirOwnConstantsAndReadings() {
        deployAll();
        for (int i = 1; i <= SERVICES; i++) {
            bench.engine.accept(new Reading(service(i), "RequestPerSecond", "C1", 0, 7.0 * i * i, at(0)));
        }

        for (int i = 1; i <= SERVICES; i++) {
            assertThat(only(bench.evaluate(service(i), 0)).raw()).isEqualTo(Value.known(7.0 * i));
        }
        assertThat(bench.engine.shapes()).isEqualTo(1);
        assertThat(bench.engine.services()).isEqualTo(SERVICES);
    }

    @Test
    void aReadingOfOneServiceFiresNoRuleOfItsNeighbours() {
        deployAll();
        for (int i = 1; i <= SERVICES; i++) {
            bench.evaluate(service(i), 0);
        }
        bench.engine.accept(new Reading(service(1), "RequestPerSecond", "C1", 0, 5, at(1)));

        assertThat(bench.evaluate(service(1), 1).fired()).containsExactly("Replicas(C1)");
        for (int i = 2; i <= SERVICES; i++) {
            assertThat(bench.evaluate(service(i), 1).fired()).isEmpty();
        }
    }

    @Test
    void theLastServiceOfAShapeTakesItAway() {
        deployAll();
        bench.engine.deploy(service(1), compiled("Replicas(C1) = Users(C1) / 10"));
        assertThat(bench.engine.shapes()).isEqualTo(2);

        bench.engine.undeploy(service(1));
        assertThat(bench.engine.shapes()).isEqualTo(1);
        for (int i = 2; i <= SERVICES; i++) {
            bench.engine.undeploy(service(i));
        }

        assertThat(bench.engine.shapes()).isZero();
        assertThat(shapes.size()).isZero();
    }

    @Test
    void aServiceDeployedAgainWithTheSameShapeDoesNotDropIt() {
        bench.deploy(perReplica(1)).deploy(perReplica(2));

        assertThat(shapes.size()).isEqualTo(1);
        bench.engine.undeploy(Workbench.SHOP);
        assertThat(shapes.size()).isZero();
    }

    @Test
    void enginesOnSeveralThreadsShareShapesThatComeAndGo() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var all = Stream.generate(() -> threads.submit(this::aLifeOfAnEngine))
                    .limit(THREADS)
                    .toList();
            for (var one : all) {
                one.get();
            }
        }

        assertThat(shapes.size()).isZero();
    }

    private void aLifeOfAnEngine() {
        try (var engine = new RuleEngine(shapes)) {
            var own = new Workbench(engine);
            for (int i = 1; i <= SERVICES; i++) {
                engine.deploy(service(i), perReplica(i));
                engine.accept(new Reading(service(i), "RequestPerSecond", "C1", 0, 7.0 * i * i, at(0)));
                assertThat(only(own.evaluate(service(i), 0)).raw()).isEqualTo(Value.known(7.0 * i));
                if (i % 2 == 0) {
                    engine.undeploy(service(i));
                    engine.undeploy(service(i - 1));
                }
            }
        }
    }

    @Test
    void aClosedEngineHoldsNoShape() {
        deployAll();

        bench.engine.close();

        assertThat(shapes.size()).isZero();
        assertThat(bench.engine.services()).isZero();
    }
}
