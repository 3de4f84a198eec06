package io.reservoir.libvirt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes against guests that are sockets of this machine. */
class ProbesIT {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final VeeId VEE = new VeeId(new ServiceId("Shop"), "C1", 1, 1);
    private static final String HERE = "127.0.0.1";

    private final AtomicInteger found = new AtomicInteger();
    private final Probes probes = new Probes(InstantSource.system(), found::incrementAndGet);

    @AfterEach
    void close() {
        probes.close();
    }

    /** A guest that answers whoever connects. */
    private static final class Guest implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final Answer answer;

        interface Answer {
            void give(Socket socket) throws IOException, InterruptedException;
        }

        Guest(Answer answer) throws IOException {
            this.answer = answer;
            Thread.ofVirtual().start(this::serve);
        }

        static Guest saying(String text) throws IOException {
            return new Guest(socket -> socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII)));
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve() {
            while (!listening.isClosed()) {
                try {
                    var socket = listening.accept();
                    Thread.ofVirtual().start(() -> answer(socket));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void answer(Socket socket) {
            try (socket) {
                asked.add(socket.getInputStream().read() < 0 ? "" : rest(socket));
                answer.give(socket);
            } catch (IOException | InterruptedException e) {
                // who asked has gone
            }
        }

        private static String rest(Socket socket) throws IOException {
            var text = new StringBuilder("G");
            for (var read = 0; read >= 0 && !text.toString().endsWith("\r\n\r\n"); ) {
                read = socket.getInputStream().read();
                text.append((char) read);
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @Test
    void aPortThatIsOpenIsAGuestThatIsUp() throws Exception {
        try (var guest = Guest.saying("")) {
            awaitUp(new Probe.Tcp(guest.port(), WITHIN));
        }
        assertThat(found).hasValue(1);
    }

    @Test
    void aPortThatOpensLaterIsFoundLater() throws Exception {
        int port;
        try (var guest = Guest.saying("")) {
            port = guest.port();
        }
        assertThatItStaysDown(new Probe.Tcp(port, WITHIN));
        try (var guest = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            awaitUp(new Probe.Tcp(guest.getLocalPort(), WITHIN));
        }
    }

    @Test
    void aPageThatIsServedIsAGuestThatIsUp() throws Exception {
        try (var guest = Guest.saying("HTTP/1.0 204 No Content\r\n\r\n")) {
            awaitUp(new Probe.Http(guest.port(), "/a b\r\nX: 1/\u00e9?q=%20", WITHIN));
            var request = guest.asked.poll(10, TimeUnit.SECONDS);
            assertThat(request)
                    .startsWith(
                            "GET /a%20b%0D%0AX:%201/%C3%A9?q=%20 HTTP/1.1\r\nHost: 127.0.0.1:" + guest.port() + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Service Unavailable\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "200 OK\r\n",
                ""
            })
    void anyOtherAnswerIsNone(String answer) throws Exception {
        try (var guest = Guest.saying(answer)) {
            assertThatItStaysDown(new Probe.Http(guest.port(), "/health", WITHIN));
            assertThat(guest.asked).isNotEmpty();
        }
    }

    @Test
    void aGuestThatNeverEndsItsAnswerIsGivenUp() throws Exception {
        var ended = new LinkedBlockingQueue<Integer>();
        try (var guest = new Guest(socket -> {
            var written = 0;
            try {
                for (var octet = "HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII); written < 1_000; written++) {
                    socket.getOutputStream().write(octet[written % octet.length]);
                    Thread.sleep(100);
                }
            } catch (SocketException e) {
                ended.add(written);
            }
        })) {
            assertThat(isUp(VEE, HERE, new Probe.Http(guest.port(), "/", WITHIN)))
                    .isFalse();
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isNotNull().isLessThan(60);
        }
    }

    @Test
    void nobodyWaitsForAGuestThatDoesNotAnswer() throws Exception {
        try (var mute = new Guest(socket -> Thread.sleep(60_000))) {
            var probe = new Probe.Http(mute.port(), "/", WITHIN);
            var begun = System.nanoTime();
            for (var ordinal = 1; ordinal <= 40; ordinal++) {
                assertThat(isUp(new VeeId(VEE.service(), "C1", ordinal, 1), HERE, probe))
                        .isFalse();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(mute.asked).hasSizeLessThanOrEqualTo(8);
        }
    }

    @Test
    void onlyAddressesAreAsked() throws Exception {
        try (var guest = Guest.saying("")) {
            for (var name : List.of("localhost", "127.1", "[::1]", "")) {
                assertThat(Knock.tcp(guest.port()).isAnswered(name)).as(name).isFalse();
            }
        }
    }

    @Test
    void whatWasFoundOfAFormerLifeIsForgotten() throws Exception {
        int port;
        try (var guest = Guest.saying("")) {
            port = guest.port();
            awaitUp(new Probe.Tcp(port, WITHIN));
        }
        probes.forget(VEE.uuid("kit"));
        assertThatItStaysDown(new Probe.Tcp(port, WITHIN));
    }

    private void awaitUp(Probe probe) throws InterruptedException {
        var until = Instant.now().plusSeconds(20);
        while (!isUp(VEE, HERE, probe)) {
            assertThat(Instant.now()).as("%s is answered", probe).isBefore(until);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** For more than one round of asking. */
    private void assertThatItStaysDown(Probe probe) throws InterruptedException {
        for (var look = 0; look < 15; look++) {
            assertThat(isUp(VEE, HERE, probe)).isFalse();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isUp(VeeId vee, String address, Probe probe) {
        var view = DomainView.read("<domain><uuid>" + vee.uuid("kit") + "</uuid></domain>");
        var mark = new Mark(
                "kit",
                vee,
                new Size(1, 1 << 20, 0),
                List.of(new Attachment(new Nic("RED", null), null), new Attachment(new Nic("BLUE", null), address)),
                probe,
                new Epoch(1),
                new IntentId(1),
                VeeState.ACTIVE,
                Instant.EPOCH,
                null);
        return probes.isUp(view, mark);
    }
}
