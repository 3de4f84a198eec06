package io.reservoir.controller.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.link.LinkHandler;
import io.reservoir.cluster.link.LinkIdentity;
import io.reservoir.cluster.link.LinkReply;
import io.reservoir.cluster.link.LinkRequest;
import io.reservoir.cluster.link.LinkSettings;
import io.reservoir.cluster.link.News;
import io.reservoir.cluster.link.PeerNetwork;
import io.reservoir.cluster.link.Taken;
import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.operation.ReadingsParser;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ReadingView;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Measures how many readings a link carries, and how many JSON over HTTP does in the same process: batches of as many,
 * as many of them under way at once, made into bytes and read again on both ways; nothing is done with what arrives.
 */
public final class LinkBenchmark {
    private static final int BATCH = LinkSettings.DEFAULT.batchReadings();
    private static final int IN_FLIGHT = LinkSettings.DEFAULT.inFlight();
    private static final int SERVICES = 1_000;
    private static final int BATCHES = 64;

    private final LongAdder arrived = new LongAdder();
    private final List<List<Reading>> batches;

    /** Readings a second that arrived, by either way. */
    public record Result(double linkPerSecond, double jsonPerSecond) {}

    private LinkBenchmark(InstantSource clock) {
        var at = clock.instant();
        batches = new ArrayList<>();
        for (var i = 0; i < BATCHES; i++) {
            var batch = new ArrayList<Reading>();
            for (var j = 0; j < BATCH; j++) {
                var service = new ServiceId("S" + (i * BATCH + j) / Load.SERIES % SERVICES);
                batch.add(new Reading(service, "Metric" + j % Load.SERIES, "C1", 0, j * 0.5, at.plusMillis(i)));
            }
            batches.add(batch);
        }
    }

    /** Measures either way for that long, after half as long to warm up. */
    public static Result run(Duration each, InstantSource clock, RandomGenerator chance, Consumer<String> progress)
            throws IOException {
        var benchmark = new LinkBenchmark(clock);
        progress.accept(
                "sending over a link for " + each.multipliedBy(3).dividedBy(2).toSeconds() + " s");
        var link = benchmark.link(each, chance);
        progress.accept("and as JSON over HTTP for as long");
        return new Result(link, benchmark.json(each, clock));
    }

    private double link(Duration each, RandomGenerator chance) throws IOException {
        try (var from = network("a/1", chance);
                var to = network("b/1", chance)) {
            var link = from.to(new NodeAddress("b/1", "127.0.0.1", to.port(), 0));
            var stop = System.nanoTime() + each.toNanos() / 2;
            fill(link::isFull, link::send, stop);
            var before = arrived.sum();
            var begun = System.nanoTime();
            fill(link::isFull, link::send, begun + each.toNanos());
            return (arrived.sum() - before) / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /** Whether there is no room. */
    private interface Full {
        boolean isFull(int more);
    }

    private void fill(Full full, Consumer<List<Reading>> send, long untilNanos) {
        for (var i = 0; System.nanoTime() < untilNanos; i++) {
            while (full.isFull(BATCH) && System.nanoTime() < untilNanos) {
                LockSupport.parkNanos(20_000);
            }
            if (!full.isFull(BATCH)) {
                send.accept(batches.get(i % BATCHES));
            }
        }
    }

    private PeerNetwork network(String node, RandomGenerator chance) throws IOException {
        return PeerNetwork.start(new PeerNetwork.Parts(
                new LinkIdentity("bench", "1.0.0", 1, node),
                InetAddress.getLoopbackAddress(),
                0,
                LinkSettings.DEFAULT,
                null,
                new Counting(),
                chance,
                link -> {}));
    }

    private final class Counting implements LinkHandler {
        @Override
        public CompletionStage<Taken> readings(List<Reading> readings) {
            arrived.add(readings.size());
            return CompletableFuture.completedFuture(new Taken(readings.size(), 0, 0));
        }

        @Override
        public CompletionStage<LinkReply> request(LinkRequest request) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("readings alone are sent here"));
        }

        @Override
        public void news(List<News> news) {
            // none is told
        }

        @Override
        public void connected(String node) {
            // it is waited for otherwise
        }
    }

    /** Reads readings and counts them. */
    private final class CountReadings implements Operation {
        private static final int MOST_BYTES = 1 << 20;

        @Override
        public Route route() {
            return Route.post(Paths.READINGS, "Counts readings")
                    .taking(new Route.Body(List.of("application/json"), MOST_BYTES, "readings", ReadingView.class));
        }

        @Override
        public Reply handle(Call call) {
            var text = call.text();
            if (text != null
                    && new ReadingsParser(BATCH).document(text) instanceof ReadingsParser.Batch(var readings)) {
                arrived.add(readings.size());
                return Reply.ok(readings.size());
            }
            return Reply.failure(Problem.INVALID_JSON, "it cannot be read");
        }
    }

    private double json(Duration each, InstantSource clock) throws IOException {
        var limits = ServerLimits.DEFAULT.withRate(1e9, 1e9);
        try (var server = ApiServer.start(
                        ServerSettings.local(0).with(limits),
                        List.of(new CountReadings()),
                        clock,
                        () -> "bench",
                        (name, status, took) -> {});
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var address = URI.create("http://127.0.0.1:" + server.address().getPort() + Paths.READINGS);
            post(client, address, System.nanoTime() + each.toNanos() / 2);
            var before = arrived.sum();
            var begun = System.nanoTime();
            post(client, address, begun + each.toNanos());
            return (arrived.sum() - before) / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private void post(HttpClient client, URI address, long untilNanos) {
        var json = ViewJson.mapper();
        var room = new Semaphore(IN_FLIGHT);
        for (var i = 0; System.nanoTime() < untilNanos; i++) {
            room.acquireUninterruptibly();
            var request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(json, batches.get(i % BATCHES))))
                    .build();
            var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .whenComplete((reply, failure) -> room.release());
        }
        room.acquireUninterruptibly(IN_FLIGHT);
    }

    private static byte[] bytes(ObjectMapper json, List<Reading> batch) {
        var views = batch.stream()
                .map(r -> new ReadingView(r.service().name(), r.metric(), r.component(), null, r.value(), null, r.at()))
                .toList();
        try {
            return json.writeValueAsBytes(views);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
