package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.model.site.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Random;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A peer in a process of its own, which is killed and started again. */
class LinkProcessIT {
    /** What the other process runs: a node that takes everything, until it is killed. */
    static final class Main {
        public static void main(String[] args) throws Exception {
            var node = new LinkLab(LinkLab.B, Integer.parseInt(args[0]), null);
            System.in.transferTo(System.out);
            node.close();
        }
    }

    private static Process peer(int port) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    @Test
    void aPeerThatIsKilledIsFoundAgainAndEveryReadingIsAccountedFor() throws Exception {
        var port = freePort();
        var samples = new Samples(new Random(9));
        var first = peer(port);
        try (var a = new LinkLab(LinkLab.A)) {
            var link = a.network.to(new NodeAddress("b/1", "127.0.0.1", port, 0));
            soon().until(link::isUp);
            link.send(samples.readings(10_000));
            soon().until(() -> link.depth() == 0);
            assertThat(link.counters().readings()).isEqualTo(10_000);

            first.destroyForcibly().waitFor();
            soon().until(() -> !link.isUp());
            link.send(samples.readings(20_000));
            assertThat(link.counters().dropped()).isEqualTo(4_000);

            var second = peer(port);
            try {
                soon().until(() -> link.isUp() && link.depth() == 0);
                assertThat(link.counters().reconnects()).isEqualTo(1);
                assertThat(link.counters().readings() + link.counters().dropped())
                        .isEqualTo(30_000);
                assertThat(link.counters().lost()).isZero();
            } finally {
                second.destroyForcibly().waitFor();
            }
        } finally {
            first.destroyForcibly().waitFor();
        }
    }
}
