package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.api.view.ConsoleView;
import io.reservoir.controller.api.view.DecisionsView;
import io.reservoir.controller.api.view.IntakeView;
import io.reservoir.controller.api.view.LedgerView;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.api.view.SnapshotView;
import io.reservoir.controller.api.view.SnapshotsView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.image.Lifecycle;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes, of which any takes what is sent to it. */
class RoutingIT {
    private static final List<String> NODES = List.of("a", "b", "c");
    private static final String JSON = "application/json";

    private ClusterLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new ClusterLab(NODES, "a", "b", "c");
        soon().until(lab::isSettled);
        linked("a", 2);
        linked("b", 2);
        linked("c", 2);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private void linked(String node, int peers) {
        soon().untilAsserted(() -> assertThat(metric(node, "reservoir_peer_up")).isEqualTo(peers));
    }

    private double metric(String node, String name) {
        return lab.get(node, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String manifest(String service) {
        return ApiLab.SHOP.replace("Shop", service);
    }

    private void submit(String node, String service) {
        lab.as(SubmittedView.class, 201, lab.post(node, "/v1/services", "text/plain", manifest(service)));
        lab.as(ServiceView.class, 200, lab.post(node, "/v1/services/" + service + "/activate", "text/plain", ""));
    }

    private ServiceView service(String node, String service) {
        return lab.as(ServiceView.class, 200, lab.get(node, "/v1/services/" + service));
    }

    private static String reading(String service, String component, int requests) {
        return "{\"service\":\"" + service + "\",\"metric\":\"RequestPerSecond\",\"component\":\"" + component
                + "\",\"value\":" + requests + "}";
    }

    private static String batch(String... readings) {
        return List.of(readings).stream().collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void anyNodeTakesAnyRequestAndAllAnswerAlike() {
        for (var owner : NODES) {
            var service = lab.serviceOf(owner);
            var submitted = lab.post("a", "/v1/services?file=x.rsl", "text/plain", manifest(service));
            assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
            assertThat(submitted.headers().firstValue("Location")).contains("/v1/services/" + service);
            lab.as(ServiceView.class, 200, lab.post("b", "/v1/services/" + service + "/activate", "text/plain", ""));
            soon().untilAsserted(() -> assertThat(
                            service("c", service).components().getFirst().ready())
                    .isEqualTo(1));
            for (var node : NODES) {
                assertThat(service(node, service).lifecycle()).isEqualTo(Lifecycle.ACTIVE);
                assertThat(service(node, service).ageSeconds()).isNull();
                assertThat(lab.get(node, "/v1/services/" + service + "/manifest")
                                .body())
                        .isEqualTo(manifest(service));
                lab.as(LedgerView.class, 200, lab.get(node, "/v1/services/" + service + "/ledger?limit=2"));
                lab.as(DecisionsView.class, 200, lab.get(node, "/v1/services/" + service + "/decisions"));
                assertThat(lab.get(node, "/v1/services/" + service + "/vees/C1/1")
                                .statusCode())
                        .isEqualTo(200);
                assertThat(lab.as(
                                        ConsoleView.class,
                                        200,
                                        lab.get(node, "/v1/services/" + service + "/vees/C1/1/console"))
                                .text())
                        .contains(service + "/C1[1]#1");
                var snapshots = "/v1/services/" + service + "/snapshots";
                lab.as(SnapshotView.class, 200, lab.post(node, snapshots + "/one/take/C1/1", "text/plain", ""));
                assertThat(lab.as(SnapshotsView.class, 200, lab.get(node, snapshots))
                                .snapshots())
                        .extracting(SnapshotView::vee)
                        .containsExactly(service + "/C1[1]#1");
                assertThat(lab.put(node, "/v1/services/" + service, manifest(service))
                                .statusCode())
                        .isEqualTo(200);
            }
            lab.as(ServiceView.class, 200, lab.post("c", "/v1/services/" + service + "/undeploy", "text/plain", ""));
        }
    }

    @Test
    void whatIsWrongIsSaidAlikeByAllNodes() {
        var service = lab.serviceOf("b");
        submit("b", service);
        for (var node : NODES) {
            var path = "/v1/services/" + service;
            assertThat(lab.get(node, "/v1/services/Nobody").statusCode()).isEqualTo(404);
            assertThat(lab.get(node, path + "/vees/C1/99").statusCode()).isEqualTo(404);
            assertThat(lab.get(node, path + "/ledger?limit=0").statusCode()).isEqualTo(400);
            assertThat(lab.put(node, path, "service").statusCode()).isEqualTo(422);
            var other = lab.as(ProblemView.class, 409, lab.put(node, path, manifest("Other")));
            assertThat(other.detail()).contains("`Other`", service);
            assertThat(lab.get(node, path + "/explanation?variable=Replicas(C9)")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void readingsFindTheirOwnersAndTheSenderIsToldHowManyWereSentOn() {
        NODES.forEach(node -> submit(node, lab.serviceOf(node)));
        var all = batch(NODES.stream()
                .map(node -> reading(lab.serviceOf(node), "C1", 1_800))
                .toArray(String[]::new));
        var taken = lab.as(IntakeView.class, 200, lab.post("a", "/v1/readings", JSON, all));
        assertThat(taken).isEqualTo(new IntakeView(1, 0, 2));
        for (var node : NODES) {
            soon().untilAsserted(() -> assertThat(service(node, lab.serviceOf(node))
                            .components()
                            .getFirst()
                            .target())
                    .isEqualTo(4));
        }
        assertThat(metric("a", "reservoir_peer_readings_total")).isEqualTo(2);
        assertThat(metric("a", "reservoir_readings_forwarded_total")).isEqualTo(2);
        assertThat(metric("b", "reservoir_readings_accepted_total")).isEqualTo(1);
        assertThat(metric("a", "reservoir_peer_dropped_total")).isZero();
        soon().untilAsserted(
                        () -> assertThat(metric("a", "reservoir_peer_queue")).isZero());
    }

    @Test
    void readingsAreCheckedWhereTheyComeIn() {
        var service = lab.serviceOf("c");
        submit("c", service);
        var bad = lab.as(
                ProblemView.class,
                422,
                lab.post(
                        "a",
                        "/v1/readings",
                        JSON,
                        batch(reading(service, "C1", 1), reading(service, "C7", 1), reading("Nobody", "C1", 1))));
        assertThat(bad.errors()).hasSize(2);
        assertThat(bad.errors().getFirst().message()).contains("components: `C1`");
        assertThat(metric("a", "reservoir_readings_forwarded_total")).isZero();
    }

    @Test
    void aChangedManifestIsSoonKnownWhereReadingsComeIn() {
        var service = lab.serviceOf("b");
        submit("b", service);
        assertThat(lab.post("a", "/v1/readings", JSON, batch(reading(service, "C1", 1)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(lab.post("a", "/v1/readings", JSON, batch(reading(service, "C2", 1)))
                        .statusCode())
                .isEqualTo(422);
        var more = manifest(service) + "C2(1 CPU, 1 GB, 4 GB disk) { replicas max 2 }\n";
        assertThat(lab.put("c", "/v1/services/" + service, more).statusCode()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(lab.post("a", "/v1/readings", JSON, batch(reading(service, "C2", 1)))
                        .statusCode())
                .isEqualTo(200));
    }

    @Test
    void aListIsGatheredFromAllNodes() {
        var services = NODES.stream().map(lab::serviceOf).sorted().toList();
        services.forEach(service -> submit("a", service));
        for (var node : NODES) {
            var all = lab.as(ServicesView.class, 200, lab.get(node, "/v1/services"));
            assertThat(all.services()).extracting(ServiceView::service).containsExactlyElementsOf(services);
            assertThat(all.missing()).isNull();
        }
    }

    @Test
    void eventsOfAllNodesAreStreamedByAny() {
        var service = lab.serviceOf("b");
        var lines = new CopyOnWriteArrayList<String>();
        var stream = lab.client()
                .sendAsync(
                        HttpRequest.newBuilder(lab.uri("a", "/v1/events")).build(),
                        HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(lines)));
        soon().until(() -> !lines.isEmpty());
        submit("c", service);
        soon().untilAsserted(() -> assertThat(lines)
                .contains("id: " + service + ":1", "event: submitted", "id: " + service + ":2", "event: activated"));
        stream.cancel(true);
    }

    /** Keeps lines as they come. */
    private record Lines(List<String> lines) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            // the server ends it
        }

        @Override
        public void onComplete() {
            // as above
        }
    }

    @Test
    void belowMajorityTheLedgerAnswersWithItsAgeAndNothingIsChanged() {
        var ours = lab.serviceOf("a");
        var theirs = lab.serviceOf("b");
        submit("a", ours);
        submit("a", theirs);
        lab.sees("a", "a");
        soon().untilAsserted(() ->
                assertThat(service("a", theirs).ageSeconds()).isNotNull().isBetween(0L, 60L));
        for (var service : List.of(ours, theirs)) {
            var path = "/v1/services/" + service;
            soon().untilAsserted(() ->
                    assertThat(lab.get("a", path).headers().firstValue("Age")).isPresent());
            assertThat(lab.get("a", path + "/manifest").body()).isEqualTo(manifest(service));
            assertThat(lab.get("a", path + "/ledger").headers().firstValue("Age"))
                    .isPresent();
            var activate = lab.post("a", path + "/activate", "text/plain", "");
            assertThat(activate.statusCode()).isEqualTo(503);
            assertThat(activate.headers().firstValue("Retry-After")).isPresent();
            assertThat(lab.put("a", path, manifest(service)).statusCode()).isEqualTo(503);
            var sent = lab.post("a", "/v1/readings", JSON, batch(reading(service, "C1", 1)));
            assertThat(sent.statusCode()).isEqualTo(503);
            assertThat(lab.as(ProblemView.class, 503, sent).detail()).contains("no node is known to own");
        }
        assertThat(lab.get("a", "/v1/services/Nobody").statusCode()).isEqualTo(404);
        var all = lab.as(ServicesView.class, 200, lab.get("a", "/v1/services"));
        assertThat(all.services()).isEmpty();
        assertThat(all.missing())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("256 of 256 shards"));
        lab.sees("a", "a", "b", "c");
        soon().until(lab::isSettled);
        soon().untilAsserted(() -> assertThat(service("a", theirs).ageSeconds()).isNull());
    }

    @Test
    void aNodeThatCannotBeReachedIsSaidToBeAwayAndItsReadingsFindRoomUpToALimit() {
        var theirs = lab.serviceOf("b");
        submit("b", theirs);
        var one = batch(reading(theirs, "C1", 1_000));
        assertThat(lab.post("a", "/v1/readings", JSON, one).statusCode()).isEqualTo(200);
        lab.misleads("a", "b");
        assertThat(service("a", theirs).ageSeconds()).isNotNull();
        var all = lab.as(ServicesView.class, 200, lab.get("a", "/v1/services"));
        assertThat(all.missing())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("node b/", "does not answer"));
        var full = IntStream.range(0, 1_000)
                .mapToObj(i -> reading(theirs, "C1", i))
                .collect(Collectors.joining(",", "[", "]"));
        for (var i = 0; i < 16; i++) {
            var taken = lab.as(IntakeView.class, 200, lab.post("a", "/v1/readings", JSON, full));
            assertThat(taken.forwarded()).isEqualTo(1_000);
        }
        var refused = lab.post("a", "/v1/readings", JSON, full);
        assertThat(lab.as(ProblemView.class, 429, refused).type()).isEqualTo("urn:reservoir:problem:busy");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(metric("a", "reservoir_peer_queue")).isEqualTo(16_000);
        assertThat(metric("a", "reservoir_peer_dropped_total")).isZero();
    }
}
