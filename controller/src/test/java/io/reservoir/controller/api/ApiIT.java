package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.api.view.AttachmentView;
import io.reservoir.controller.api.view.CheckView;
import io.reservoir.controller.api.view.ConsoleView;
import io.reservoir.controller.api.view.DecisionsView;
import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.HealthView;
import io.reservoir.controller.api.view.HostsView;
import io.reservoir.controller.api.view.IntakeView;
import io.reservoir.controller.api.view.LedgerView;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.controller.api.view.RulesView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.api.view.SnapshotView;
import io.reservoir.controller.api.view.SnapshotsView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.VeesView;
import io.reservoir.controller.api.view.VolumeView;
import io.reservoir.controller.api.view.VolumesView;
import io.reservoir.controller.explain.Explanation;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.whynot.WhyNot;
import io.reservoir.model.port.VeeSnapshots.State;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiIT {
    private ApiLab lab;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        lab = new ApiLab(directory, ApiLab.LIMITS);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }

    private ServiceView shop() {
        return lab.as(ServiceView.class, 200, lab.get("/v1/services/Shop"));
    }

    private void submitAndActivate() {
        lab.as(SubmittedView.class, 201, lab.post("/v1/services?file=shop.rsl", "text/plain", ApiLab.SHOP));
        lab.as(ServiceView.class, 200, lab.post("/v1/services/Shop/activate"));
    }

    private IntakeView load(int requestsPerSecond) {
        var reading = "[{\"service\":\"Shop\",\"metric\":\"RequestPerSecond\",\"component\":\"C1\",\"value\":"
                + requestsPerSecond + "}]";
        return lab.as(IntakeView.class, 200, lab.post("/v1/readings", "application/json", reading));
    }

    private void awaitReady(int count) {
        soon().untilAsserted(
                        () -> assertThat(shop().components().getFirst().ready()).isEqualTo(count));
    }

    @Test
    void followsItsLoadFromManifestToVeesAndBack() {
        var submitted = lab.post("/v1/services?file=shop.rsl", "text/plain", ApiLab.SHOP);
        assertThat(lab.as(SubmittedView.class, 201, submitted).service().lifecycle())
                .isEqualTo(Lifecycle.DEFINED);
        assertThat(submitted.headers().firstValue("Location")).contains("/v1/services/Shop");
        assertThat(lab.get("/v1/services/Shop/manifest").body()).isEqualTo(ApiLab.SHOP);

        lab.as(ServiceView.class, 200, lab.post("/v1/services/Shop/activate"));
        awaitReady(1);
        assertThat(load(1_800)).isEqualTo(new IntakeView(1, 0, 0));
        awaitReady(4);
        var component = shop().components().getFirst();
        assertThat(component.target()).isEqualTo(4);
        assertThat(component.owned()).isEqualTo(4);
        assertThat(component.max()).isEqualTo(6);
        assertThat(shop().variables()).singleElement().satisfies(variable -> {
            assertThat(variable.variable()).isEqualTo("Replicas(C1)");
            assertThat(variable.inputs())
                    .singleElement()
                    .satisfies(input -> assertThat(input.value()).isEqualTo(1_800));
        });

        var vees =
                lab.as(VeesView.class, 200, lab.get("/v1/services/Shop/vees")).vees();
        assertThat(vees).extracting(VeeView::phase).containsOnly(VeePhase.READY).hasSize(4);
        assertThat(lab.as(VeeView.class, 200, lab.get("/v1/services/Shop/vees/C1/2")))
                .isEqualTo(vees.get(1));
        soon().untilAsserted(() -> assertThat(lab.as(HostsView.class, 200, lab.get("/v1/hosts")).hosts().stream()
                        .flatMap(host -> host.vees().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        vees.stream().map(VeeView::id).toList()));

        lab.as(ServiceView.class, 200, lab.post("/v1/services/Shop/undeploy"));
        soon().untilAsserted(
                        () -> assertThat(shop().components().getFirst().owned()).isZero());
        assertThat(shop().lifecycle()).isEqualTo(Lifecycle.UNDEPLOYED);
    }

    @Test
    void showsTheAttachmentsOfAVeeAsItsHostSeesThem() {
        var wired = """
                service Wired
                network RED
                C1(1 CPU, 1 GB, 4 GB disk) { networks RED, public }
                SPEED(RED) = 5 MBS
                """;
        lab.as(SubmittedView.class, 201, lab.post("/v1/services?file=wired.rsl", "text/plain", wired));
        lab.as(ServiceView.class, 200, lab.post("/v1/services/Wired/activate"));
        soon().untilAsserted(() -> assertThat(lab.as(VeeView.class, 200, lab.get("/v1/services/Wired/vees/C1/1"))
                        .attachments())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("address")
                .containsExactly(
                        new AttachmentView("RED", null, 5_000_000L), new AttachmentView("public", null, null)));
        assertThat(lab.as(VeesView.class, 200, lab.get("/v1/services/Wired/vees"))
                        .vees())
                .singleElement()
                .satisfies(vee -> assertThat(vee.attachments()).hasSize(2));
    }

    @Test
    void showsWhatAGuestPrinted() {
        submitAndActivate();
        awaitReady(1);
        var path = "/v1/services/Shop/vees/C1/1/console";

        soon().untilAsserted(() ->
                assertThat(lab.as(ConsoleView.class, 200, lab.get(path)).text()).endsWith("booting\nup\n"));
        var whole = lab.as(ConsoleView.class, 200, lab.get(path));
        assertThat(whole.vee()).isEqualTo("Shop/C1[1]#1");
        assertThat(whole.from()).isZero();
        assertThat(whole.next()).isEqualTo(whole.kept());
        var last = lab.as(ConsoleView.class, 200, lab.get(path + "?lines=1"));
        assertThat(last.text()).isEqualTo("up\n");
        assertThat(last.from()).isEqualTo(whole.kept() - 3);
        var some = lab.as(ConsoleView.class, 200, lab.get(path + "?from=5&bytes=3"));
        assertThat(some.text()).isEqualTo(whole.text().substring(5, 8));

        assertThat(lab.get("/v1/services/Shop/vees/C1/9/console").statusCode()).isEqualTo(404);
        assertThat(lab.get("/v1/services/None/vees/C1/1/console").statusCode()).isEqualTo(404);
        assertThat(lab.get(path + "?bytes=0").statusCode()).isEqualTo(400);
        assertThat(lab.get(path + "?bytes=65537").statusCode()).isEqualTo(400);
        assertThat(lab.get(path + "?from=-1").statusCode()).isEqualTo(400);
        assertThat(lab.as(ProblemView.class, 400, lab.get(path + "?from=0&lines=1"))
                        .detail())
                .contains("send one");
        assertThat(lab.post(path).statusCode()).isEqualTo(400);
        assertThat(lab.get("/v1/services/Shop/vees/C1/1/pause").statusCode()).isEqualTo(405);
    }

    @Test
    void takesListsAndDeletesSnapshotsAlsoOfWhatIsGone() {
        submitAndActivate();
        awaitReady(1);
        var path = "/v1/services/Shop/snapshots";
        var taken = lab.as(SnapshotView.class, 200, lab.post(path + "/one/take/C1/1"));
        assertThat(taken.vee()).isEqualTo("Shop/C1[1]#1");
        assertThat(taken.state()).isEqualTo(State.READY);
        assertThat(lab.as(SnapshotView.class, 200, lab.post(path + "/one/take/C1/1")))
                .isEqualTo(taken);
        assertThat(lab.as(SnapshotsView.class, 200, lab.get(path)).snapshots()).containsExactly(taken);

        lab.as(VeeView.class, 202, lab.post("/v1/services/Shop/vees/C1/1/destroy"));
        soon().untilAsserted(() -> {
            var other = lab.as(SnapshotView.class, 200, lab.post(path + "/one/take/C1/1"));
            assertThat(other.vee()).isEqualTo("Shop/C1[1]#2");
        });
        assertThat(lab.as(SnapshotsView.class, 200, lab.get(path)).snapshots())
                .extracting(SnapshotView::vee)
                .containsExactlyInAnyOrder("Shop/C1[1]#1", "Shop/C1[1]#2");
        assertThat(lab.as(ProblemView.class, 409, lab.post(path + "/one/delete/C1/1"))
                        .detail())
                .contains("lives [1, 2]");
        assertThat(lab.as(SnapshotsView.class, 200, lab.post(path + "/one/delete/C1/1?life=1"))
                        .snapshots())
                .extracting(SnapshotView::vee)
                .containsExactly("Shop/C1[1]#2");
        assertThat(lab.as(SnapshotsView.class, 200, lab.post(path + "/one/delete/C1/1"))
                        .snapshots())
                .isEmpty();

        assertThat(lab.post(path + "/one/delete/C1/1").statusCode()).isEqualTo(404);
        assertThat(lab.post(path + "/one/take/C1/9").statusCode()).isEqualTo(404);
        assertThat(lab.post("/v1/services/None/snapshots/one/take/C1/1").statusCode())
                .isEqualTo(404);
        for (var name : List.of("%3Cb%3E", "..%2Fone", "One", "-one", "a".repeat(33), "a%0Ab")) {
            assertThat(lab.post(path + "/" + name + "/take/C1/1").statusCode())
                    .as(name)
                    .isIn(400, 404);
        }
        assertThat(lab.as(SnapshotsView.class, 200, lab.get(path)).snapshots()).isEmpty();
    }

    @Test
    void attachesDetachesListsAndDeletesVolumes() {
        submitAndActivate();
        awaitReady(1);
        var volumes = "/v1/services/Shop/volumes";
        var vee = "/v1/services/Shop/vees/C1/1";
        assertThat(lab.as(VolumesView.class, 200, lab.get(volumes)).volumes()).isEmpty();
        assertThat(lab.as(ProblemView.class, 409, lab.post(volumes + "/data/attach/C1/1"))
                        .detail())
                .contains("say how large it is to be");

        var told = lab.as(VeeView.class, 202, lab.post(volumes + "/data/attach/C1/1?bytes=1073741824"));
        var host = told.host();
        soon().untilAsserted(() ->
                assertThat(lab.as(VeeView.class, 200, lab.get(vee)).volumes()).containsExactly("data"));
        assertThat(lab.as(VolumesView.class, 200, lab.get(volumes)))
                .isEqualTo(new VolumesView(
                        List.of(new VolumeView("data", 1L << 30, String.valueOf(host), false, "Shop/C1[1]#1")),
                        List.of()));
        soon().untilAsserted(() ->
                assertThat(lab.as(VeeView.class, 200, lab.get(vee)).call()).isNull());
        assertThat(lab.as(ProblemView.class, 409, lab.post(volumes + "/data/attach/C1/1?bytes=2147483648"))
                        .detail())
                .isEqualTo("volume `data` has 1 GiB, not 2 GiB");
        assertThat(lab.as(ProblemView.class, 409, lab.post(volumes + "/data/delete"))
                        .detail())
                .contains("is attached to Shop/C1[1]#1: detach it first");

        lab.as(VeeView.class, 202, lab.post(volumes + "/data/detach/C1/1"));
        soon().untilAsserted(() ->
                assertThat(lab.as(VeeView.class, 200, lab.get(vee)).volumes()).isEmpty());
        assertThat(lab.as(ProblemView.class, 409, lab.post(volumes + "/data/detach/C1/1"))
                        .detail())
                .contains("is not attached to");
        assertThat(lab.as(VolumesView.class, 200, lab.post(volumes + "/data/delete"))
                        .volumes())
                .isEmpty();
        assertThat(lab.post(volumes + "/data/delete").statusCode()).isEqualTo(404);
        assertThat(lab.get("/v1/services/None/volumes").statusCode()).isEqualTo(404);
        assertThat(lab.post(volumes + "/data/attach/C1/9?bytes=1048576").statusCode())
                .isEqualTo(404);
        for (var bad : List.of("/Data/attach/C1/1", "/data/attach/C1/1?bytes=1", "/data/attach/C1/1?bytes=x")) {
            assertThat(lab.post(volumes + bad).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aGuestThatHasNotStartedHasPrintedNothing() {
        var large = ApiLab.SHOP.replace("C1(1 CPU", "C1(100 CPU");
        lab.as(SubmittedView.class, 201, lab.post("/v1/services?file=shop.rsl", "text/plain", large));
        lab.as(ServiceView.class, 200, lab.post("/v1/services/Shop/activate"));
        soon().untilAsserted(
                        () -> assertThat(lab.as(ProblemView.class, 409, lab.get("/v1/services/Shop/vees/C1/1/console"))
                                        .detail())
                                .contains("`Shop/C1[1]` has not started yet"));
    }

    @Test
    void saysWhyItDecided() {
        submitAndActivate();
        awaitReady(1);
        load(1_800);
        awaitReady(4);

        var page = lab.as(DecisionsView.class, 200, lab.get("/v1/services/Shop/decisions?limit=500"));
        var decision = page.decisions().stream()
                .filter(d -> d.target() == 4)
                .findFirst()
                .orElseThrow();
        assertThat(decision.statement()).isNotNull();
        assertThat(decision.statement().line()).isEqualTo(7);
        assertThat(decision.statement().file()).isEqualTo("shop.rsl");
        assertThat(decision.stages()).isNotEmpty();
        assertThat(page.decisions()).extracting(d -> d.seq()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(lab.as(DecisionsView.class, 200, lab.get("/v1/services/Shop/decisions?component=C9"))
                        .decisions())
                .isEmpty();

        var explanation =
                lab.as(Explanation.class, 200, lab.get("/v1/services/Shop/explanation?variable=Replicas(C1)"));
        assertThat(explanation.headline()).contains("Replicas(C1)");
        assertThat(lab.get("/v1/services/Shop/explanation").statusCode()).isEqualTo(400);
        assertThat(lab.get("/v1/services/Shop/explanation?variable=Disk(C1)").statusCode())
                .isEqualTo(400);
        assertThat(lab.get("/v1/services/Shop/explanation?variable=CPU(C1)").statusCode())
                .isEqualTo(404);

        var verified = lab.as(Rederivation.Result.class, 200, lab.get("/v1/services/Shop/verification"));
        assertThat(verified.decisions()).isPositive();
        assertThat(verified.differences()).isEmpty();
    }

    @Test
    void saysWhatWouldMakeItMore() {
        submitAndActivate();
        awaitReady(1);
        load(1_800);
        awaitReady(4);
        var path = "/v1/services/Shop/why-not?variable=Replicas(C1)";

        var whyNot = lab.as(WhyNot.class, 200, lab.get(path + "&direction=more"));

        assertThat(whyNot.current()).isEqualTo(4);
        assertThat(whyNot.wishes())
                .singleElement()
                .satisfies(answer -> assertThat(answer.flips()).singleElement().satisfies(flip -> {
                    assertThat(flip.input()).isEqualTo("RequestPerSecond(C1)");
                    assertThat(flip.value()).isEqualByComparingTo("2101");
                    assertThat(flip.unit()).isEqualTo("req/s");
                }));
        assertThat(lab.as(WhyNot.class, 200, lab.get(path)).wishes()).hasSize(2);
        assertThat(lab.as(WhyNot.class, 200, lab.get(path + "&target=6")).wishes())
                .singleElement()
                .satisfies(answer -> assertThat(answer.size()).isEqualTo(6));
        assertThat(lab.get(path + "&target=4").statusCode()).isEqualTo(409);
        assertThat(lab.get(path + "&target=many").statusCode()).isEqualTo(400);
        assertThat(lab.get(path + "&direction=up").statusCode()).isEqualTo(400);
        assertThat(lab.get("/v1/services/Shop/why-not").statusCode()).isEqualTo(400);
        assertThat(lab.get("/v1/services/Shop/why-not?variable=CPU(C1)").statusCode())
                .isEqualTo(404);
        assertThat(lab.get("/v1/services/None/why-not?variable=CPU(C1)").statusCode())
                .isEqualTo(404);
    }

    @Test
    void hasNoAnswerWhereNothingWasEvaluated() {
        lab.post("/v1/services?file=shop.rsl", "text/plain", ApiLab.SHOP);

        assertThat(lab.get("/v1/services/Shop/why-not?variable=Replicas(C1)").statusCode())
                .isEqualTo(409);
    }

    @Test
    void showsItsRules() {
        lab.post("/v1/services?file=shop.rsl", "text/plain", ApiLab.SHOP);

        var rules = lab.as(RulesView.class, 200, lab.get("/v1/services/Shop/rules"));

        assertThat(rules.shape()).hasSize(64);
        assertThat(rules.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("Replicas(C1)");
            assertThat(rule.place()).isEqualTo("shop.rsl:7:1");
            assertThat(rule.drl()).contains("rule \"Replicas(C1)\"");
        });
        assertThat(lab.get("/v1/services/None/rules").statusCode()).isEqualTo(404);
        assertThat(lab.get("/v1/services/None/verification").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesThroughDecisionsWithoutLosingOne() {
        submitAndActivate();
        awaitReady(1);
        load(1_800);
        awaitReady(4);
        lab.post("/v1/services/Shop/undeploy");
        soon().untilAsserted(
                        () -> assertThat(shop().components().getFirst().owned()).isZero());
        var whole = lab.as(DecisionsView.class, 200, lab.get("/v1/services/Shop/decisions?limit=500"));
        assertThat(whole.next()).isNull();
        assertThat(whole.decisions()).hasSizeGreaterThan(1);

        var paged = new ArrayList<>(whole.decisions());
        paged.clear();
        var path = "/v1/services/Shop/decisions?limit=1";
        for (var page = lab.as(DecisionsView.class, 200, lab.get(path)); ; ) {
            paged.addAll(page.decisions());
            if (page.next() == null) {
                break;
            }
            page = lab.as(DecisionsView.class, 200, lab.get(path + "&before=" + page.next()));
        }
        assertThat(paged).isEqualTo(whole.decisions());
    }

    @Test
    void showsTheLedgerInPages() {
        submitAndActivate();
        awaitReady(1);
        var all = new ArrayList<EntryView>();
        for (var page = lab.as(LedgerView.class, 200, lab.get("/v1/services/Shop/ledger?limit=2")); ; ) {
            all.addAll(page.entries());
            if (page.next() == null) {
                break;
            }
            page = lab.as(LedgerView.class, 200, lab.get("/v1/services/Shop/ledger?limit=2&after=" + page.next()));
        }
        assertThat(all)
                .extracting(EntryView::seq)
                .startsWith(1L, 2L, 3L)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(all.getFirst().detail()).isEqualTo(new EntryDetail.Submitted("shop.rsl", ApiLab.SHOP));
        assertThat(all)
                .extracting(entry -> entry.detail().kind())
                .contains("activated", "decided", "planned", "claimed", "finished", "vee-changed");
    }

    @Test
    void tellsAVeeWhatItsTenantWants() {
        submitAndActivate();
        awaitReady(1);
        var paused = lab.as(VeeView.class, 202, lab.post("/v1/services/Shop/vees/C1/1/pause"));
        assertThat(paused.phase()).isEqualTo(VeePhase.HELD);
        soon().untilAsserted(() -> assertThat(lab.as(VeeView.class, 200, lab.get("/v1/services/Shop/vees/C1/1"))
                        .state())
                .isEqualTo(VeeState.PAUSED));
        assertThat(lab.as(ProblemView.class, 409, lab.post("/v1/services/Shop/vees/C1/1/pause"))
                        .type())
                .isEqualTo("urn:reservoir:problem:conflict");
        lab.as(VeeView.class, 202, lab.post("/v1/services/Shop/vees/C1/1/resume"));
        soon().untilAsserted(() -> assertThat(lab.as(VeeView.class, 200, lab.get("/v1/services/Shop/vees/C1/1"))
                        .phase())
                .isEqualTo(VeePhase.READY));
        assertThat(lab.post("/v1/services/Shop/vees/C1/99/pause").statusCode()).isEqualTo(404);
        assertThat(lab.post("/v1/services/Shop/vees/C1/1/resize").statusCode()).isEqualTo(400);
    }

    @Test
    void takesANewManifestOfTheSameServiceAlone() {
        lab.as(SubmittedView.class, 201, lab.put("/v1/services/Shop", ApiLab.SHOP));
        var more = ApiLab.SHOP.replace("max 6", "max 7");
        var replaced = lab.as(SubmittedView.class, 200, lab.put("/v1/services/Shop", more));
        assertThat(replaced.service().manifestSeq()).isEqualTo(2);
        assertThat(replaced.service().components().getFirst().max()).isEqualTo(7);
        var other = lab.as(ProblemView.class, 409, lab.put("/v1/services/Other", more));
        assertThat(other.detail()).contains("`Shop`").contains("`Other`");
        assertThat(lab.as(ServicesView.class, 200, lab.get("/v1/services")).services())
                .extracting(ServiceView::service)
                .containsExactly("Shop");
    }

    @Test
    void theMaximumOfAStatementIsShownOnceItIsEvaluated() {
        lab.put("/v1/services/Shop", ApiLab.SHOP.replace(" max 6", "").replace("over 30 s", "over 30 s max 23"));
        lab.post("/v1/services/Shop/activate");
        soon().untilAsserted(
                        () -> assertThat(shop().components().getFirst().max()).isEqualTo(23));
    }

    @Test
    void checksWithoutStoring() {
        var good = lab.as(CheckView.class, 200, lab.post("/v1/check", "text/plain", ApiLab.SHOP));
        assertThat(good.valid()).isTrue();
        assertThat(good.service()).isEqualTo("Shop");
        var bad = lab.as(CheckView.class, 200, lab.post("/v1/check?file=x.rsl", "text/plain", "service"));
        assertThat(bad.valid()).isFalse();
        assertThat(bad.diagnostics())
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.file()).isEqualTo("x.rsl"));
        assertThat(lab.everything()).isEmpty();
    }

    @Test
    void namesEveryMistakeOfABrokenManifest() throws IOException {
        var text = Files.readString(Path.of("../samples/broken/ten-mistakes.rsl"));
        var problem =
                lab.as(ProblemView.class, 422, lab.post("/v1/services?file=ten-mistakes.rsl", "text/plain", text));
        assertThat(problem.type()).isEqualTo("urn:reservoir:problem:invalid-manifest");
        assertThat(problem.diagnostics())
                .filteredOn(d -> d.severity().word().equals("error"))
                .hasSize(10);
        assertThat(lab.everything()).isEmpty();
    }

    @Test
    void takesReadingsAsObjectArrayAndLines() {
        submitAndActivate();
        var one = "{\"service\":\"Shop\",\"metric\":\"RequestPerSecond\",\"component\":\"C1\",\"replica\":%d,"
                + "\"value\":%d,\"unit\":\"req/s\"}";
        var object = "{\"readings\":[" + one.formatted(1, 5) + "," + one.formatted(2, 6) + "]}";
        assertThat(lab.as(IntakeView.class, 200, lab.post("/v1/readings", "application/json", object)))
                .isEqualTo(new IntakeView(2, 0, 0));
        var lines = one.formatted(3, 5) + "\n\n" + one.formatted(4, 6) + "\n";
        assertThat(lab.as(IntakeView.class, 200, lab.post("/v1/readings", "application/x-ndjson", lines)))
                .isEqualTo(new IntakeView(2, 0, 0));
        var unread = "[{\"service\":\"Shop\",\"metric\":\"Temperature\",\"component\":\"C1\",\"value\":20}]";
        assertThat(lab.as(IntakeView.class, 200, lab.post("/v1/readings", "application/json", unread)))
                .isEqualTo(new IntakeView(0, 1, 0));
        assertThat(lab.metric("reservoir_readings_accepted_total")).isEqualTo(4);
        assertThat(lab.metric("reservoir_readings_ignored_total")).isEqualTo(1);
    }

    @Test
    void saysHowItIs() {
        soon().untilAsserted(() -> lab.as(HealthView.class, 200, lab.get("/v1/health/ready")));
        assertThat(lab.as(HealthView.class, 200, lab.get("/v1/health/live")).ok())
                .isTrue();
        submitAndActivate();
        awaitReady(1);
        var metrics = lab.get("/metrics").body();
        assertThat(metrics)
                .contains("reservoir_passes_seconds_count")
                .contains("reservoir_vees{phase=\"ready\"}")
                .contains("reservoir_host_calls_seconds_count{result=\"done\",verb=\"activate\"}")
                .contains("reservoir_loop_lag_seconds")
                .contains("jvm_memory_used_bytes");
        soon().until(() -> lab.metric("reservoir_vees{phase=\"ready\"}") == 1);
        assertThat(lab.metric("reservoir_plans_total")).isPositive();
        assertThat(lab.metric("reservoir_decisions_total")).isPositive();
    }

    @Test
    void describesItself() {
        var document = lab.tree(lab.get("/openapi.json").body());
        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.get("paths").has("/v1/services/{service}")).isTrue();
    }

    @Test
    void answersHeadAsGetWithoutBody() {
        var head =
                lab.send(HttpRequest.newBuilder(lab.uri("/v1/services")).HEAD().build());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).isPresent();
        assertThat(head.body()).isEmpty();
    }
}
