package io.reservoir.cluster.link;

import io.reservoir.model.reading.Reading;
import io.reservoir.model.site.NodeAddress;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A node that only remembers what it is sent, with a real port on loopback. */
final class LinkLab implements AutoCloseable {
    static final LinkIdentity A = new LinkIdentity("east", "1.4.2", 1, "a/1");
    static final LinkIdentity B = new LinkIdentity("east", "1.4.2", 1, "b/1");
    static final LinkSettings SETTINGS = LinkSettings.DEFAULT.with(Duration.ofMillis(100), Duration.ofMillis(1_000));

    /** A link that could not be made is tried again after half a minute or later. */
    static final LinkSettings PATIENT = new LinkSettings(
            1_000,
            Duration.ofMillis(50),
            16,
            256 << 10,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            128,
            1 << 20,
            32 << 20,
            Duration.ofSeconds(20));

    final Remembering handler = new Remembering();
    final PeerNetwork network;

    /** What a node was sent. While it is held, it answers nothing. */
    static final class Remembering implements LinkHandler {
        final List<Reading> readings = new CopyOnWriteArrayList<>();
        final List<News> news = new CopyOnWriteArrayList<>();
        final List<String> connected = new CopyOnWriteArrayList<>();
        final List<Runnable> held = new ArrayList<>();
        private boolean holding;

        private synchronized <T> CompletionStage<T> later(T value) {
            var result = new CompletableFuture<T>();
            if (holding) {
                held.add(() -> result.complete(value));
            } else {
                result.complete(value);
            }
            return result;
        }

        synchronized void hold() {
            holding = true;
        }

        synchronized void release() {
            holding = false;
            held.forEach(Runnable::run);
            held.clear();
        }

        @Override
        public CompletionStage<Taken> readings(List<Reading> batch) {
            readings.addAll(batch);
            return later(new Taken(batch.size(), 0, 0));
        }

        @Override
        public CompletionStage<LinkReply> request(LinkRequest request) {
            if (request.target().equals("/fail")) {
                return CompletableFuture.failedFuture(new IllegalStateException("it is told to fail"));
            }
            var text = request.method() + " " + request.target() + " " + request.mediaType() + " "
                    + request.body().length();
            var body = request.target().equals("/long") ? Buffer.buffer(new byte[3 << 20]) : Buffer.buffer(text);
            return later(new LinkReply(201, "text/plain", List.of(new LinkReply.Header("Location", "/x")), body));
        }

        @Override
        public void news(List<News> told) {
            news.addAll(told);
        }

        @Override
        public void connected(String node) {
            connected.add(node);
        }
    }

    LinkLab(LinkIdentity identity) throws IOException {
        this(identity, 0, null);
    }

    LinkLab(LinkIdentity identity, int port, @Nullable LinkTls tls) throws IOException {
        this(identity, port, tls, SETTINGS);
    }

    LinkLab(LinkIdentity identity, int port, @Nullable LinkTls tls, LinkSettings settings) throws IOException {
        network = PeerNetwork.start(new PeerNetwork.Parts(
                identity,
                InetAddress.getLoopbackAddress(),
                port,
                settings,
                tls,
                handler,
                new Random(identity.node().hashCode()),
                link -> {}));
    }

    NodeAddress address(String node) {
        return new NodeAddress(node, "127.0.0.1", network.port(), 0);
    }

    @Override
    public void close() {
        network.close();
    }
}
