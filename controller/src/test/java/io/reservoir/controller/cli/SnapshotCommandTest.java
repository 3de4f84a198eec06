package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.SnapshotView;
import io.reservoir.controller.api.view.SnapshotsView;
import io.reservoir.model.port.VeeSnapshots.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnapshotCommandTest {
    private static final String TAKE = "POST /v1/services/Shop/snapshots/one/take/C1/1";
    private static final String DELETE = "POST /v1/services/Shop/snapshots/one/delete/C1/1";
    private static final String LIST = "GET /v1/services/Shop/snapshots";
    private static final Instant TAKEN = Instant.parse("2026-11-26T09:00:00Z");
    private static final long MIB = 1L << 20;

    private static SnapshotView snapshot(
            String vee, State state, long done, @Nullable String file, @Nullable String trouble) {
        return new SnapshotView(
                vee, "one", state, "h1", TAKEN, 64 * MIB, done, 64 * MIB, file == null ? 0 : 20 * MIB, file, trouble);
    }

    private static final SnapshotView TAKING = snapshot("Shop/C1[1]#1", State.TAKING, 16 * MIB, null, null);
    private static final SnapshotView READY = snapshot("Shop/C1[1]#1", State.READY, 64 * MIB, "/var/s/one.qcow2", null);
    private static final SnapshotView FAILED =
            snapshot("Shop/C1[1]#1", State.FAILED, 0, null, "its VEE went off meanwhile");

    private static SnapshotsView all(SnapshotView... snapshots) {
        return new SnapshotsView(List.of(snapshots), List.of());
    }

    @Test
    void saysThatOneIsBeingTakenAndHowFarItIs() {
        try (var server = ShopServer.started().when(TAKE, TAKING)) {
            var run = Run.of("snapshot", "create", "C1[1]", "one", "--server", server.url())
                    .exits(0);
            assertThat(run.out()).isEqualTo("snapshot one of C1[1] is being taken on h1: 16 MiB of 64 MiB\n");
        }
    }

    @Test
    void waitsUntilItIsThere() {
        try (var server = ShopServer.started().when(TAKE, TAKING).when(LIST, all(READY))) {
            var run = Run.of("snapshot", "create", "Shop/C1[1]", "one", "--wait", "--server", server.url())
                    .exits(0);
            assertThat(run.out()).isEqualTo("snapshot one of C1[1] is ready on h1: /var/s/one.qcow2\n");
            var json = Run.of("snapshot", "create", "C1[1]", "one", "--wait", "-o", "json", "--server", server.url());
            assertThat(json.exits(0).json().path("file").asText()).isEqualTo("/var/s/one.qcow2");
        }
    }

    @Test
    void saysWhyItCameToNothing() {
        try (var server = ShopServer.started().when(TAKE, TAKING).when(LIST, all(FAILED))) {
            Run.of("snapshot", "create", "C1[1]", "one", "--wait", "--server", server.url())
                    .exits(1)
                    .printsNothing()
                    .tells("snapshot one of C1[1] failed: its VEE went off meanwhile");
        }
        try (var server = ShopServer.started().when(TAKE, TAKING).when(LIST, all())) {
            Run.of("snapshot", "create", "C1[1]", "one", "--wait", "--server", server.url())
                    .exits(1)
                    .tells("snapshot one of C1[1] was given up");
        }
        var refused = CannedServer.problem(409, "conflict", "no snapshot is taken: h1: one at a time", null);
        try (var server = ShopServer.started().when(TAKE, refused)) {
            Run.of("snapshot", "create", "C1[1]", "one", "--server", server.url())
                    .exits(1)
                    .tells("no snapshot is taken: h1: one at a time");
        }
    }

    @Test
    void listsThoseOfAServiceOrOfAVee() {
        var gone = snapshot("Shop/C1[2]#3", State.TAKING, 0, null, null);
        var view = new SnapshotsView(List.of(READY, gone), List.of("h2"));
        try (var server = ShopServer.started().when(LIST, view)) {
            var run = Run.of("snapshot", "list", "Shop", "--server", server.url())
                    .exits(0)
                    .tells("host h2 does not answer");
            assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                    .containsExactly(
                            "VEE | SNAPSHOT | STATE | HOST | TAKEN | DISK | FILE | AT",
                            "C1[1] | one | ready | h1 | 2026-11-26T09:00:00Z | 64 MiB | 20 MiB | /var/s/one.qcow2",
                            "C1[2]#3 | one | taking | h1 | 2026-11-26T09:00:00Z | 64 MiB | - | 0 MB of 64 MiB");
            var one = Run.of("snapshot", "list", "C1[2]", "-o", "json", "--server", server.url())
                    .exits(0)
                    .json();
            assertThat(one.path("snapshots")).hasSize(1);
            assertThat(one.path("snapshots").path(0).path("vee").asText()).isEqualTo("Shop/C1[2]#3");
            assertThat(Run.of("snapshot", "list", "C1[2]#1", "--server", server.url())
                            .exits(0)
                            .out()
                            .lines())
                    .hasSize(1);
        }
    }

    @Test
    void deletesOneAlsoOfAnEarlierLife() {
        try (var server = ShopServer.started().when(DELETE, all()).when(DELETE + "?life=2", all())) {
            var run = Run.of("snapshot", "delete", "C1[1]", "one", "--server", server.url())
                    .exits(0);
            assertThat(run.out()).isEqualTo("snapshot one of C1[1] is deleted\n");
            Run.of("snapshot", "delete", "C1[1]#2", "one", "--server", server.url())
                    .exits(0);
            assertThat(server.asked()).contains(DELETE + "?life=2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create C1 one | `C1` is no VEE",
                "create C1[1] | snapshot create takes a NAME",
                "create C1[1] <b> | `<b>` is no name of a snapshot",
                "create C1[1] ../one | is no name of a snapshot",
                "create C1[1] One | is no name of a snapshot",
                "delete C1[1] one --wait | --wait goes with create",
                "list Shop one | snapshot list takes no `one`",
                "creat C1[1] one | there is no verb `creat`",
            })
    void refusesWhatIsNotWellFormed(String typed, String message) {
        Run.of(("snapshot " + typed).split(" ")).exits(2).printsNothing().tells(message);
    }
}
