package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.NodeAddress;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links over real sockets, good ones and bad ones. */
class LinkIT {
    private final Samples samples = new Samples(new Random(11));
    private LinkLab a;
    private LinkLab b;

    @BeforeEach
    void start() throws IOException {
        a = new LinkLab(LinkLab.A);
        b = new LinkLab(LinkLab.B);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private PeerLink up() {
        var link = a.network.to(b.address("b/1"));
        soon().until(link::isUp);
        return link;
    }

    private static LinkRequest get(String target) {
        return new LinkRequest("GET", target, "", Buffer.buffer());
    }

    @Test
    void readingsArriveInOrderAndAreAcknowledged() {
        var link = up();
        var sent = samples.readings(12_345);
        for (var from = 0; from < sent.size(); from += 700) {
            link.send(sent.subList(from, Math.min(sent.size(), from + 700)));
        }
        soon().untilAsserted(() -> assertThat(link.depth()).isZero());
        assertThat(b.handler.readings).isEqualTo(sent);
        assertThat(link.counters().readings()).isEqualTo(sent.size());
        assertThat(link.counters().dropped()).isZero();
        assertThat(b.handler.connected).isEmpty();
        assertThat(a.handler.connected).containsExactly("b/1");
    }

    @Test
    void aFewReadingsDoNotWaitForMore() {
        up().send(samples.readings(3));
        soon().untilAsserted(() -> assertThat(b.handler.readings).hasSize(3));
    }

    @Test
    void aPeerThatTakesNothingCostsTheOldestReadingsAndTheyAreCounted() {
        var link = up();
        b.handler.hold();
        link.send(samples.readings(16_000));
        soon().untilAsserted(() -> assertThat(b.handler.readings).hasSize(16_000));
        assertThat(link.isFull(16_000)).isFalse();
        link.send(samples.readings(16_000));
        assertThat(link.isFull(1)).isTrue();
        assertThat(link.counters().dropped()).isZero();
        link.send(samples.readings(2_000));
        assertThat(link.counters().dropped()).isEqualTo(2_000);
        b.handler.release();
        soon().untilAsserted(() -> assertThat(link.depth()).isZero());
        assertThat(b.handler.readings).hasSize(32_000);
    }

    @Test
    void requestsAreAnsweredHoweverLongTheyAre() {
        var link = up();
        var reply = link.ask(new LinkRequest("POST", "/y?z=1", "text/x", Buffer.buffer(new byte[1 << 20])))
                .toCompletableFuture()
                .join();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers()).containsExactly(new LinkReply.Header("Location", "/x"));
        assertThat(reply.body().toString()).isEqualTo("POST /y?z=1 text/x 1048576");
        assertThat(link.ask(get("/long")).toCompletableFuture().join().body().length())
                .isEqualTo(3 << 20);
        assertThat(link.ask(get("/fail")).toCompletableFuture().join().status()).isEqualTo(500);
    }

    @Test
    void manyRequestsAtOnceEachGetTheirAnswer() {
        var link = up();
        var asked = new ArrayList<CompletableFuture<LinkReply>>();
        for (var i = 0; i < 100; i++) {
            asked.add(link.ask(get("/" + i)).toCompletableFuture());
        }
        for (var i = 0; i < 100; i++) {
            assertThat(asked.get(i).join().body().toString()).isEqualTo("GET /" + i + "  0");
        }
    }

    @Test
    void aRequestWithoutALinkFailsAtOnce() {
        var link = a.network.to(new NodeAddress("c/1", "127.0.0.1", 1, 0));
        assertThatThrownBy(() -> link.ask(get("/")).toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LinkDown.class)
                .hasMessageContaining("no link to node c/1");
    }

    @Test
    void aRequestWhoseLinkBreaksFails() {
        var link = up();
        b.handler.hold();
        var asked = link.ask(get("/")).toCompletableFuture();
        soon().until(() -> !b.handler.held.isEmpty());
        b.close();
        assertThatThrownBy(asked::join).hasCauseInstanceOf(LinkDown.class).hasMessageContaining("broke");
    }

    @Test
    void newsGoToAllWhoAreLinkedAndOfEachServiceOnce() {
        up();
        var shop = new ServiceId("Shop");
        b.network.tell(new News(shop, 7, 7, true));
        b.network.tell(new News(shop, 8, 8, false));
        soon().untilAsserted(() -> assertThat(a.handler.news).containsExactly(new News(shop, 7, 8, true)));
    }

    @Test
    void aLinkIsMadeAgainWhenThePeerComesBack() throws IOException {
        var link = up();
        b.handler.hold();
        link.send(samples.readings(1_000));
        soon().untilAsserted(() -> assertThat(b.handler.readings).hasSize(1_000));
        var port = b.network.port();
        b.close();
        soon().until(() -> !link.isUp());
        assertThat(link.counters().lost()).isEqualTo(1_000);
        link.send(samples.readings(500));
        b = new LinkLab(LinkLab.B, port, null);
        soon().untilAsserted(() -> assertThat(b.handler.readings).hasSize(500));
        assertThat(link.counters().reconnects()).isEqualTo(1);
    }

    @Test
    void aPeerThatCouldNotBeReachedIsTriedAgainOnceItMakesALinkItself() throws IOException {
        var port = b.network.port();
        b.close();
        try (var c = new LinkLab(new LinkIdentity("east", "1.4.2", 1, "c/1"), 0, null, LinkLab.PATIENT)) {
            var link = c.network.to(new NodeAddress("b/1", "127.0.0.1", port, 0));
            soon().pollDelay(Duration.ofMillis(500)).until(() -> !link.isUp());
            b = new LinkLab(LinkLab.B, port, null);
            b.network.to(c.address("c/1"));
            soon().until(link::isUp);
        }
    }

    @Test
    void aPeerThatFallsSilentIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var link = a.network.to(new NodeAddress("c/1", "127.0.0.1", silent.getLocalPort(), 0));
            try (var first = silent.accept();
                    var second = silent.accept()) {
                // the second one comes because the first was given up
                assertThat(second.getPort()).isNotEqualTo(first.getPort());
            }
            assertThat(link.isUp()).isFalse();
        }
    }

    @Test
    void linksToWhomNobodyNamesAnyMoreEnd() {
        var link = up();
        a.network.keep(List.of());
        soon().until(() -> !link.isUp());
        a.network.keep(List.of(b.address("b/1")));
        soon().until(() -> a.network.to(b.address("b/1")).isUp());
    }

    @Test
    void anotherNodeAtTheAddressIsRefused() {
        var link = a.network.to(b.address("x/1"));
        soon().untilAsserted(() -> assertThat(link.counters().refused()).isPositive());
        assertThat(link.isUp()).isFalse();
    }

    @Test
    void bothSidesCountOrSayARefusal() throws IOException {
        try (var other = new LinkLab(new LinkIdentity("west", "1.4.2", 1, "w/1"))) {
            var link = other.network.to(b.address("b/1"));
            soon().untilAsserted(() -> assertThat(link.counters().refused()).isPositive());
            assertThat(link.isUp()).isFalse();
            link.send(samples.readings(10));
            up();
            assertThat(b.handler.readings).isEmpty();
        }
    }

    private String refusalOf(LinkIdentity identity) throws IOException {
        try (var raw = new RawLink(b.network.port())) {
            raw.send(new Frame.Hello(Handshake.LINK, identity));
            return raw.refusal();
        }
    }

    @Test
    void aNodeThatDoesNotBelongHereIsToldWhy() throws IOException {
        assertThat(refusalOf(new LinkIdentity("west", "1.4.2", 1, "w/1")))
                .isEqualTo("it is of cluster `west`, this node of `east`");
        assertThat(refusalOf(new LinkIdentity("east", "3.0.0", 1, "w/1"))).contains("release 3.0.0");
        assertThat(refusalOf(new LinkIdentity("east", "1.4.2", 2, "w/1"))).contains("schema 2");
        assertThat(refusalOf(LinkLab.B)).contains("this node itself");
        try (var raw = new RawLink(b.network.port())) {
            raw.send(new Frame.Hello(9, LinkLab.A));
            assertThat(raw.refusal()).contains("version 9 of the link");
        }
        stillServes();
    }

    /** Nobody else is harmed by what was refused. */
    private void stillServes() {
        var before = b.handler.readings.size();
        up().send(samples.readings(10));
        soon().untilAsserted(() -> assertThat(b.handler.readings).hasSize(before + 10));
    }

    @Test
    void whoDoesNotGreetIsRefused() throws IOException {
        try (var raw = new RawLink(b.network.port())) {
            raw.send(new Frame.Batch(0, 1, samples.readings(5)));
            assertThat(raw.refusal()).isEqualTo("it begins without a greeting");
        }
        assertThat(b.handler.readings).isEmpty();
        try (var raw = new RawLink(b.network.port())) {
            raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(raw.refusal()).contains("a frame is of 1195725856 bytes");
        }
        stillServes();
    }

    @Test
    void aReplayedOrReorderedBatchIsRefusedAndChangesNothing() throws IOException {
        for (var wrong : new long[] {2, 1, 4}) {
            try (var raw = new RawLink(b.network.port())) {
                var session = raw.greet(LinkLab.A);
                raw.send(new Frame.Batch(session, 1, samples.readings(1)));
                assertThat(raw.read()).isEqualTo(new Frame.Ack(1, new Taken(1, 0, 0)));
                raw.send(new Frame.Batch(session, 2, samples.readings(1)));
                assertThat(raw.read()).isEqualTo(new Frame.Ack(2, new Taken(1, 0, 0)));
                raw.send(new Frame.Batch(session, wrong, samples.readings(1)));
                assertThat(raw.refusal())
                        .isEqualTo("batch " + wrong + " came after batch 2: it was replayed or reordered");
            }
        }
        assertThat(b.handler.readings).hasSize(6);
        stillServes();
    }

    @Test
    void aBatchOfAnotherConnectionIsRefused() throws IOException {
        byte[] taped;
        try (var raw = new RawLink(b.network.port())) {
            var session = raw.greet(LinkLab.A);
            taped = raw.bytes(new Frame.Batch(session, 1, samples.readings(1)));
            raw.send(taped);
            assertThat(raw.read()).isInstanceOf(Frame.Ack.class);
        }
        try (var raw = new RawLink(b.network.port())) {
            raw.greet(LinkLab.A);
            raw.send(taped);
            assertThat(raw.refusal()).isEqualTo("a batch of another connection came: it was replayed");
        }
        assertThat(b.handler.readings).hasSize(1);
        stillServes();
    }

    @Test
    void aBatchWithABrokenChecksumIsRefused() throws IOException {
        try (var raw = new RawLink(b.network.port())) {
            var bytes = raw.bytes(new Frame.Batch(raw.greet(LinkLab.A), 1, samples.readings(20)));
            bytes[40] ^= 1;
            raw.send(bytes);
            assertThat(raw.refusal()).isEqualTo("the checksum of a frame is wrong");
        }
        assertThat(b.handler.readings).isEmpty();
        stillServes();
    }

    @Test
    void aFrameIsTakenUpToTheLimitAndClosesTheLinkOneByteBeyond() throws IOException {
        var limit = LinkSettings.DEFAULT.frameBytes();
        try (var raw = new RawLink(b.network.port())) {
            raw.greet(LinkLab.A);
            // kind, id, the length as a varint of three bytes, checksum
            var body = Buffer.buffer(new byte[limit - 1 - Long.BYTES - 3 - Integer.BYTES]);
            raw.send(new Frame.Request(1, "POST", "/", "", body.length()));
            raw.send(new Frame.Body(1, body));
            assertThat(raw.read()).isInstanceOf(Frame.Reply.class);
            assertThat(raw.read()).isInstanceOf(Frame.Body.class);
            raw.send(Buffer.buffer().appendInt(limit + 1).getBytes());
            assertThat(raw.refusal()).isEqualTo("a frame is of 262145 bytes: 5 to 262144 are taken");
        }
        stillServes();
    }

    @Test
    void moreBatchesThanMayBeUnderWayAreRefused() throws IOException {
        b.handler.hold();
        try (var raw = new RawLink(b.network.port())) {
            var session = raw.greet(LinkLab.A);
            for (var seq = 1; seq <= 17; seq++) {
                raw.send(new Frame.Batch(session, seq, samples.readings(1)));
            }
            assertThat(raw.refusal()).contains("more than 16 batches");
        }
        assertThat(b.handler.readings).hasSize(16);
        b.handler.release();
        stillServes();
    }

    @Test
    void bodiesThatNothingAnnouncedAreRefused() throws IOException {
        try (var raw = new RawLink(b.network.port())) {
            raw.greet(LinkLab.A);
            raw.send(new Frame.Request(1, "POST", "/", "", 3));
            raw.send(new Frame.Body(1, Buffer.buffer(new byte[4])));
            assertThat(raw.refusal()).contains("nothing announced");
        }
        try (var raw = new RawLink(b.network.port())) {
            raw.greet(LinkLab.A);
            raw.send(new Frame.Request(1, "POST", "/", "", LinkSettings.DEFAULT.requestBytes() + 1));
            assertThat(raw.refusal()).contains("at most 1048576");
        }
        stillServes();
    }

    @Test
    void aSecondLinkOfANodeTakesThePlaceOfTheFirst() throws IOException {
        try (var first = new RawLink(b.network.port());
                var second = new RawLink(b.network.port())) {
            first.greet(LinkLab.A);
            second.greet(LinkLab.A);
            assertThat(first.refusal()).isEqualTo("node a/1 has made another link");
            second.send(new Frame.Ping());
            assertThat(second.read()).isEqualTo(new Frame.Pong());
        }
    }
}
