package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.explain.ShopLedger;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.model.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplyTest {
    @TempDir
    private Path folder;

    private CannedServer server;

    @BeforeEach
    void start() {
        server = ShopServer.started()
                .when("PUT /v1/services/Shop", new SubmittedView(shop(Lifecycle.DEFINED), List.of()))
                .when("POST /v1/services/Shop/activate", shop(Lifecycle.ACTIVE))
                .when("POST /v1/services/Shop/undeploy", shop(Lifecycle.UNDEPLOYED));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static ServiceView shop(Lifecycle lifecycle) {
        return new ServiceView("Shop", lifecycle, 41, 41, ShopLedger.NOON, List.of(), List.of(), null);
    }

    private Run apply(String text, String... options) throws IOException {
        var file = Files.writeString(folder.resolve("shop.rsl"), text);
        var arguments = new ArrayList<>(List.of("apply", file.toString(), "--server", server.url()));
        arguments.addAll(List.of(options));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static final String CHANGED = ShopLedger.MANIFEST
            .replace("max 4", "max 8")
            .replace("/ 500", "/ 400")
            .replace("\tReplicas(C2) = QueueLength(C2) / 20 max 3\n", "C9(1 CPU, 1 GB, 1 GB disk)\n");

    @Test
    void appliesAndActivates() throws IOException {
        apply(ShopLedger.MANIFEST)
                .exits(0)
                .says("Shop is active with manifest #41\n")
                .tells("service Shop: no change");
        assertThat(server.asked())
                .containsExactly(
                        "GET /v1/services/Shop/manifest",
                        "PUT /v1/services/Shop?file=" + (folder + "/shop.rsl").replace("/", "%2F"),
                        "POST /v1/services/Shop/activate");
        assertThat(server.bodies()).containsExactly(ShopLedger.MANIFEST);
    }

    @Test
    void onlyDefinesWhereThatIsAskedFor() throws IOException {
        apply(ShopLedger.MANIFEST, "--no-activate")
                .exits(0)
                .says("Shop is defined")
                .tells("./reservoir activate Shop");
        assertThat(server.asked()).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void saysWhatChanges() throws IOException {
        apply(CHANGED)
                .exits(0)
                .tells(
                        "service Shop changes\n",
                        "  ~ C1: 2 vCPU",
                        "1 to 8 replicas",
                        "  + C9: ",
                        "  - Replicas(C2) = ",
                        "/ 400  (was: ");
    }

    @Test
    void saysThatAServiceIsNew() throws IOException {
        server.when("PUT /v1/services/Blog", new SubmittedView(shop(Lifecycle.ACTIVE), List.of()));
        apply("service Blog\nC1(1 CPU, 1 GB, 1 GB disk)\n").exits(0).tells("new service Blog\n", "  + C1: ");
    }

    @Test
    void sendsNothingOfABrokenManifest() throws IOException {
        apply("service Shop\nC1(1 CPU\nSLA(C1) = Golden\n")
                .exits(1)
                .printsNothing()
                .tells("shop.rsl:3:", "nothing was applied");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void changesNothingInADryRun() throws IOException {
        apply(CHANGED, "--dry-run")
                .exits(0)
                .printsNothing()
                .tells("service Shop changes", "nothing was applied (--dry-run)");
        assertThat(server.asked()).containsExactly("GET /v1/services/Shop/manifest");
    }

    @Test
    void printsTheServiceForPrograms() throws IOException {
        var json = apply(ShopLedger.MANIFEST, "-o", "json").exits(0).json();
        assertThat(json.at("/service/lifecycle").asText()).isEqualTo("active");
    }

    @Test
    void showsWhyTheServerRefusesWithTheLinesOfTheText() throws IOException {
        var found = new DiagnosticView(
                Severity.ERROR, "RSL-099", "shop.rsl", 9, 1, 9, 9, "the site has no room for that", "ask for less");
        server.when(
                "PUT /v1/services/Shop",
                CannedServer.problem(422, "invalid-manifest", "the manifest has 1 error", List.of(found)));
        apply(ShopLedger.MANIFEST)
                .exits(1)
                .printsNothing()
                .tells(
                        "reservoir: the manifest has 1 error\n",
                        "error[RSL-099] shop.rsl:9:1: the site has no room for that\n",
                        " | Replicas(C1) = RequestPerSecond(C1) / 500\n | ^^^^^^^^\n",
                        " help: ask for less\n");
    }

    @Test
    void activatesAndUndeploys() {
        Run.of("activate", "Shop", "--server", server.url()).exits(0).says("Shop is active\n");
        Run.of("undeploy", "Shop", "--server", server.url()).exits(0).says("Shop is undeployed\n");
        Run.of("activate", "Shpo", "--server", server.url()).exits(1).tells("did you mean `Shop`?");
    }

    @Test
    void tellsAVeeWhatToDo() {
        var vee = new LedgerSite(ShopLedger.written()).vees("Shop").getFirst();
        server.when("POST /v1/services/Shop/vees/C1/2/pause", vee)
                .when(
                        "POST /v1/services/Shop/vees/C1/2/resume",
                        CannedServer.problem(409, "conflict", "VEE `C1[2]` is not paused", null));
        Run.of("vee", "pause", "C1[2]", "--server", server.url()).exits(0).says("C1[2]#2 of Shop: told to pause");
        Run.of("vee", "resume", "C1[2]", "-s", "Shop", "--server", server.url())
                .exits(1)
                .printsNothing()
                .tells("reservoir: VEE `C1[2]` is not paused\n");
    }
}
