package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.LedgerView;
import io.reservoir.controller.api.view.SizeView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.VolumeView;
import io.reservoir.controller.api.view.VolumesView;
import io.reservoir.model.ledger.Entry.Result;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeCommandTest {
    private static final String ATTACH = "POST /v1/services/Shop/volumes/data/attach/C1/1?bytes=10737418240";
    private static final String DETACH = "POST /v1/services/Shop/volumes/data/detach/C1/1";
    private static final String LEDGER = "GET /v1/services/Shop/ledger?after=70&limit=500";

    private static VeeView told() {
        return new VeeView(
                "Shop/C1[1]#1",
                "C1",
                1,
                1,
                VeePhase.READY,
                VeeState.ACTIVE,
                "h1",
                null,
                new SizeView(1, 1, 1),
                Instant.EPOCH,
                1,
                List.of(),
                List.of(),
                70L);
    }

    private static LedgerView ended(Result result, String message) {
        return new LedgerView(
                List.of(
                        entry(71, new EntryDetail.Activated()),
                        entry(72, new EntryDetail.Finished(70, result, message))),
                null);
    }

    private static EntryView entry(long seq, EntryDetail detail) {
        return new EntryView("Shop", seq, 1, Instant.EPOCH, detail.text(), detail);
    }

    private static CannedServer server(String path, Result result, String message) {
        return ShopServer.started()
                .when(path, told())
                .when("GET /v1/services/Shop/ledger?after=72&limit=500", new LedgerView(List.of(), null))
                .when(LEDGER, ended(result, message));
    }

    @Test
    void waitsUntilItIsAttached() {
        try (var server = server(ATTACH, Result.DONE, "")) {
            Run.of("volume", "attach", "C1[1]", "data", "--size", "10GiB", "--server", server.url())
                    .exits(0)
                    .says("data is attached to C1[1] on h1\n");
            var json = Run.of(
                            "volume",
                            "attach",
                            "Shop/C1[1]",
                            "data",
                            "--size",
                            "10240MiB",
                            "-o",
                            "json",
                            "--server",
                            server.url())
                    .exits(0)
                    .json();
            assertThat(json.path("done").asBoolean()).isTrue();
            assertThat(json.path("vee").asText()).isEqualTo("Shop/C1[1]#1");
        }
    }

    @Test
    void saysWhatItsHostRefused() {
        try (var server = server(ATTACH, Result.REFUSED, "FULL: h1: the pool has less left")) {
            Run.of("volume", "attach", "C1[1]", "data", "--size", "10GiB", "--server", server.url())
                    .exits(1)
                    .printsNothing()
                    .tells("volume data is not attached to C1[1]: FULL: h1: the pool has less left");
        }
    }

    @Test
    void saysThatAGuestHasNotLetItGo() {
        try (var server = server(DETACH, Result.DONE, "under way")) {
            Run.of("volume", "detach", "C1[1]", "data", "--server", server.url())
                    .exits(1)
                    .printsNothing()
                    .tells("volume data is not detached from C1[1] yet: its guest has not let it go");
            var json = Run.of("volume", "detach", "C1[1]", "data", "-o", "json", "--server", server.url());
            assertThat(json.exits(1).json().path("done").asBoolean()).isFalse();
            Run.of("volume", "detach", "C1[1]", "data", "--no-wait", "--server", server.url())
                    .exits(0)
                    .says("h1 is told that data is to be detached from C1[1]\n");
        }
    }

    @Test
    void listsWhatThereIsAndWhoDoesNotAnswer() {
        var view = new VolumesView(
                List.of(
                        new VolumeView("data", 10L << 30, "h1", false, "Shop/C1[1]#2"),
                        new VolumeView("logs", 512L << 20, "h2", true, null)),
                List.of("h3"));
        try (var server = ShopServer.started().when("GET /v1/services/Shop/volumes", view)) {
            var run = Run.of("volume", "list", "Shop", "--server", server.url()).exits(0);
            assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
                    .containsExactly("VOLUME|SIZE|HOST|VEE", "data|10 GiB|h1|C1[1]#2", "logs|512 MiB|h2 (shared)|-");
            run.tells("host h3 does not answer");
            assertThat(Run.of("volume", "list", "Shop", "-o", "json", "--server", server.url())
                            .exits(0)
                            .json()
                            .path("volumes"))
                    .hasSize(2);
        }
    }

    @Test
    void saysThatThereAreNone() {
        try (var server =
                ShopServer.started().when("GET /v1/services/Shop/volumes", new VolumesView(List.of(), List.of()))) {
            Run.of("volume", "list", "Shop", "--server", server.url()).exits(0).says("no volumes\n");
        }
    }

    @Test
    void aVeeThatMayNotMoveSaysWhyItStays() {
        var why = "UNSUPPORTED: h1: Shop/C1[1]#1 has volumes that this host alone can see, detach them first: data";
        try (var server = server("POST /v1/services/Shop/migrations/C1/1?to=h2", Result.REFUSED, why)) {
            Run.of("migrate", "C1[1]", "--to", "h2", "--server", server.url())
                    .exits(1)
                    .printsNothing()
                    .tells("C1[1] of Shop stays on h1: " + why);
        }
    }

    @Test
    void deletesWhatIsMeantToBeDeleted() {
        var path = "POST /v1/services/Shop/volumes/data/delete";
        try (var server = ShopServer.started().when(path, new VolumesView(List.of(), List.of()))) {
            Run.of("volume", "delete", "Shop", "data", "--server", server.url())
                    .exits(2)
                    .printsNothing()
                    .tells("deletes all that is on `data` for good", "--yes");
            assertThat(server.asked()).doesNotContain(path);
            Run.of("volume", "delete", "Shop", "data", "--yes", "--server", server.url())
                    .exits(0)
                    .says("data of Shop is deleted\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volume atach C1[1] data | there is no verb `atach`",
                "volume attach C1[1] | takes a NAME",
                "volume attach C1 data | `C1` is no VEE",
                "volume attach C1[1] Data | `Data` is no name of a volume",
                "volume attach C1[1] a-name-that-is-longer | is no name of a volume",
                "volume attach C1[1] data --size 10GB | `10GB` is no size of a volume",
                "volume attach C1[1] data --size 0GiB | is no size of a volume",
                "volume attach C1[1] data --size 17TiB | is no size of a volume",
                "volume detach C1[1] data --size 1GiB | --size goes with attach",
                "volume list Shop --yes | --yes goes with delete",
                "volume list Shop --no-wait | --no-wait goes with attach and detach",
                "volume list Shop data | volume list takes no `data`",
                "volume delete Shop | takes a NAME"
            })
    void refusesWhatCannotBeUnderstood(String typed, String message) {
        Run.of(typed.split(" ", -1)).exits(2).printsNothing().tells(message);
    }
}
