package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.ConsoleDesk;
import io.reservoir.controller.api.backend.Feed;
import io.reservoir.controller.api.backend.Peers;
import io.reservoir.controller.api.backend.SnapshotDesk;
import io.reservoir.controller.api.backend.Telemetry;
import io.reservoir.controller.api.backend.VolumeDesk;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.operation.Operations;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Owners;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Path BASELINE = Path.of("src/main/resources/openapi.json");

    private final List<Operation> operations = operations();

    private static final class NothingOwned implements Owners {
        @Override
        public @Nullable NodeAddress ownerOf(Shard shard) {
            return null;
        }

        @Override
        public boolean isOurs(Shard shard) {
            return false;
        }
    }

    private static List<Operation> operations() {
        try (var lanes = new Lanes(1, pass -> {});
                var consoles = new ConsoleDesk(List.of());
                var snapshots = new SnapshotDesk(List.of());
                var volumes = new VolumeDesk(List.of());
                var telemetry = new Telemetry()) {
            var backend = new Backend(
                    lanes,
                    InstantSource.system(),
                    new MemoryLedger(),
                    new Feed(),
                    telemetry,
                    Limits.DEFAULT,
                    admission -> {},
                    Duration.ofSeconds(1),
                    Peers.none(new NothingOwned()));
            return Operations.all(
                    backend,
                    new PolicyOffice(null, "nobody"),
                    SlaClasses.SHIPPED,
                    consoles,
                    snapshots,
                    volumes,
                    () -> new ClusterView("n/1", null, null, 1, 1, 0, 0, List.of()),
                    InstantSource.system(),
                    Duration.ofSeconds(5));
        }
    }

    @Test
    void theDocumentIsWhatTheOperationsSay() throws IOException {
        var document = OpenApiDocument.of(operations);
        if (Boolean.getBoolean("baselines.rewrite")) {
            Files.writeString(BASELINE, document);
        }
        assertThat(document).as("rewrite it with -Dbaselines.rewrite=true").isEqualTo(Files.readString(BASELINE));
    }

    @Test
    void everyPlaceholderOfAPathIsAParameterAndTheOtherWayRound() {
        for (var operation : operations) {
            var inPath = Pattern.compile("\\{(\\w+)}")
                    .matcher(operation.route().path())
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            var declared = operation.route().parameters().stream()
                    .filter(parameter -> parameter.in() == Parameter.In.PATH)
                    .map(Parameter::name)
                    .toList();
            assertThat(declared).as(operation.id()).containsExactlyElementsOf(inPath);
        }
    }

    @Test
    void noTwoOperationsAreCalledOrRoutedAlike() {
        assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates();
        assertThat(operations)
                .extracting(o -> o.route().method() + " " + o.route().path())
                .doesNotHaveDuplicates();
    }

    @Test
    void theExampleOfEachParameterIsReadByIt() {
        for (var operation : operations) {
            for (var parameter : operation.route().parameters()) {
                var example = parameter.shape().example();
                assertThat(parameter.reader().read(String.valueOf(example)))
                        .as(operation.id() + " " + parameter.name())
                        .isNotNull();
            }
        }
    }
}
