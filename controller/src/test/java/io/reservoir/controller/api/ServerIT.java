package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.view.ProblemView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIT {
    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ServerLimits patient(Duration request) {
        return ApiLab.LIMITS.withRequest(request);
    }

    @Test
    void aClientThatAsksTooOftenIsToldWhenToComeBack() throws IOException {
        try (var lab = new ApiLab(directory, ServerLimits.DEFAULT.withRate(0.5, 5))) {
            var answers =
                    IntStream.range(0, 6).mapToObj(i -> lab.get("/v1/services")).toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 200, 200, 200, 429);
            assertThat(lab.as(ProblemView.class, 429, answers.getLast()).type())
                    .isEqualTo("urn:reservoir:problem:too-many-requests");
            assertThat(answers.getLast().headers().firstValue("Retry-After")).contains("2");
            assertThat(lab.get("/nowhere").statusCode()).isEqualTo(429);
            assertThat(lab.get("/v1/health/live").statusCode()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(2_500))
                    .until(() -> lab.get("/v1/services").statusCode() == 200);
        }
    }

    @Test
    void aBodyThatTricklesInIsCutOffAtTheDeadline() throws IOException {
        try (var lab = new ApiLab(directory, patient(Duration.ofSeconds(1)));
                var socket = RawHttp.open(lab.port())) {
            var out = socket.getOutputStream();
            out.write(bytes(String.join(
                    "\r\n",
                    "POST /v1/readings HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Content-Length: 100",
                    "",
                    "")));
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return RawHttp.read(socket);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        if (!answer.isDone()) {
                            out.write(' ');
                        }
                        return answer.isDone();
                    });
            assertThat(answer.join().status()).isEqualTo(408);
            assertThat(answer.join().body()).contains("urn:reservoir:problem:timeout");
            assertThat(lab.get("/v1/services").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aHeadThatTricklesInIsCutOffAtTheDeadline() throws IOException {
        try (var lab = new ApiLab(directory, patient(Duration.ofSeconds(1)));
                var socket = RawHttp.open(lab.port())) {
            socket.getOutputStream().write(bytes("GET /v1/services HTTP/1.1\r\nHost: localhost\r\nX: "));
            assertThatThrownBy(() -> await().atMost(Duration.ofSeconds(5))
                            .pollInterval(Duration.ofMillis(100))
                            .until(() -> {
                                socket.getOutputStream().write('x');
                                return false;
                            }))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aConnectionThatIsSilentIsClosed() throws IOException {
        var usual = ApiLab.LIMITS;
        var limits = new ServerLimits(
                Duration.ofMillis(500),
                usual.request(),
                usual.heartbeat(),
                usual.slowStream(),
                usual.drain(),
                usual.requestsPerSecond(),
                usual.burst(),
                usual.connections(),
                usual.inWork(),
                usual.streams(),
                usual.bodyBytes(),
                usual.requestLineBytes(),
                usual.headerBytes());
        try (var lab = new ApiLab(directory, limits);
                var socket = RawHttp.open(lab.port())) {
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInOrder() throws IOException {
        try (var lab = new ApiLab(directory, ApiLab.LIMITS);
                var socket = RawHttp.open(lab.port())) {
            var one = "GET /v1/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
            var other = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(bytes(one + one + other));
            assertThat(RawHttp.read(socket).status()).isEqualTo(200);
            assertThat(RawHttp.read(socket).status()).isEqualTo(200);
            assertThat(RawHttp.read(socket).status()).isEqualTo(404);
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOrNotToSend() throws IOException {
        var head = "POST /v1/readings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: ";
        try (var lab = new ApiLab(directory, ApiLab.LIMITS);
                var small = RawHttp.open(lab.port());
                var large = RawHttp.open(lab.port())) {
            small.getOutputStream().write(bytes(head + "2\r\n\r\n"));
            assertThat(RawHttp.read(small).status()).isEqualTo(100);
            small.getOutputStream().write(bytes("[]"));
            assertThat(RawHttp.read(small).status()).isEqualTo(200);
            large.getOutputStream().write(bytes(head + "20000000\r\n\r\n"));
            assertThat(RawHttp.read(large).status()).isEqualTo(413);
        }
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsIsCutOffAtItsLimit() throws IOException {
        try (var lab = new ApiLab(directory, ApiLab.LIMITS);
                var socket = RawHttp.open(lab.port())) {
            var out = socket.getOutputStream();
            out.write(bytes(String.join(
                    "\r\n",
                    "POST /v1/readings HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Transfer-Encoding: chunked",
                    "",
                    "")));
            var chunk = bytes("10000\r\n" + " ".repeat(0x10000) + "\r\n");
            for (var i = 0; i < 17; i++) {
                out.write(chunk);
            }
            assertThat(RawHttp.read(socket).status()).isEqualTo(413);
        }
    }

    @Test
    void aLoopThatDoesNotAnswerIsSaidToBeUnavailable() throws IOException {
        try (var lab = new ApiLab(directory, patient(Duration.ofSeconds(1)))) {
            var held = new CountDownLatch(1);
            lab.hold(held);
            var answer = lab.get("/v1/services");
            assertThat(lab.as(ProblemView.class, 503, answer).type()).isEqualTo("urn:reservoir:problem:unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(lab.get("/v1/health/live").statusCode()).isEqualTo(200);
            held.countDown();
            await().until(() -> lab.get("/v1/services").statusCode() == 200);
        }
    }

    @Test
    void whatWasNotBegunInTimeIsNotDoneLater() throws IOException {
        try (var lab = new ApiLab(directory, ApiLab.LIMITS)) {
            var held = new CountDownLatch(1);
            lab.hold(held);
            assertThat(lab.post("/v1/services", "text/plain", ApiLab.SHOP).statusCode())
                    .isEqualTo(503);
            held.countDown();
            await().until(() -> lab.get("/v1/services").statusCode() == 200);
            assertThat(lab.everything()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsBeingDoneIsAnsweredBeforeTheServerStops() throws Exception {
        var lab = new ApiLab(directory, ApiLab.LIMITS);
        var held = new CountDownLatch(1);
        lab.hold(held);
        try (var socket = RawHttp.open(lab.port());
                var stream = RawHttp.open(lab.port())) {
            stream.getOutputStream().write(bytes("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            assertThat(RawHttp.read(stream).status()).isEqualTo(200);
            socket.getOutputStream().write(bytes("GET /v1/services HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            // answered behind it, on the same event loop: so the other one has come in
            assertThat(lab.get("/v1/health/live").statusCode()).isEqualTo(200);
            var closed = CompletableFuture.runAsync(lab::close);
            stream.setSoTimeout(5_000);
            assertThat(stream.getInputStream().readAllBytes()).isNotNull();
            held.countDown();
            assertThat(RawHttp.read(socket).status()).isEqualTo(200);
            closed.get();
        }
        assertThatThrownBy(() -> RawHttp.open(lab.port()).close()).isInstanceOf(IOException.class);
    }

    @Test
    void startsAgainWhereItStopped() throws IOException {
        try (var lab = new ApiLab(directory, ApiLab.LIMITS)) {
            lab.post("/v1/services", "text/plain", ApiLab.SHOP);
        }
        try (var lab = new ApiLab(directory, ApiLab.LIMITS)) {
            assertThat(lab.get("/v1/services/Shop/manifest").body()).isEqualTo(ApiLab.SHOP);
        }
    }

    @Test
    void anAddressThatOthersReachIsTakenOnTrustOnly() throws IOException {
        var everywhere = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> new ServerSettings(everywhere, 0, false, null, ServerLimits.DEFAULT))
                .hasMessageContaining("no authentication");
        assertThat(new ServerSettings(everywhere, 0, true, null, ServerLimits.DEFAULT).networkIsTrusted())
                .isTrue();
    }

    @Test
    void aPortThatIsTakenIsSaidSo() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = ServerSettings.local(taken.getLocalPort());
            assertThatThrownBy(() -> ApiServer.start(
                            settings, List.of(), InstantSource.system(), () -> "id", (operation, status, took) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
