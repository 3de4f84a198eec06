package io.reservoir.controller.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.reservoir.model.present.Present;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load through a real HAProxy to servers that come and go. */
class BalancerIT {
    @TempDir
    Path directory;

    @BeforeAll
    static void needsHaProxy() {
        Present.command("haproxy", "haproxy");
    }

    /** A web server as the guests of the lab have one: it says that it is not well before it ends. */
    private static final class Guest implements AutoCloseable {
        private final HttpServer server;
        private final AtomicBoolean well = new AtomicBoolean(true);
        private final AtomicInteger served = new AtomicInteger();
        private final String vee;

        Guest(String vee) throws IOException {
            this.vee = vee;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/health", exchange -> {
                exchange.sendResponseHeaders(well.get() ? 200 : 404, -1);
                exchange.close();
            });
            server.createContext("/shop", exchange -> {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                served.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        Backend backend(boolean serving) {
            return new Backend(vee, "127.0.0.1", server.getAddress().getPort(), serving);
        }

        void stop() {
            server.stop(0);
        }

        @Override
        public void close() {
            stop();
        }
    }

    @Test
    void noRequestFailsWhileBackendsComeAndGo() throws Exception {
        try (var one = new Guest("Shop/C1[1]#1");
                var two = new Guest("Shop/C1[2]#1");
                var balancer = Balancer.start(directory)) {
            balancer.follow(List.of(one.backend(true)));
            await().until(() -> balancer.serving() == 1);
            var course = new LoadCourse(
                    List.of(new LoadCourse.Point(Duration.ZERO, 40), new LoadCourse.Point(Duration.ofSeconds(6), 40)));
            try (var load = LoadGenerator.start(balancer.page("/shop"), course, Duration.ofSeconds(1))) {
                await().until(() -> one.served.get() > 20);
                balancer.follow(List.of(one.backend(true), two.backend(true)));
                await().until(() -> two.served.get() > 10);

                balancer.follow(List.of(one.backend(false), two.backend(true)));
                await().until(() -> balancer.serving() == 1);
                Thread.sleep(200);
                var last = one.served.get();
                one.stop();
                balancer.follow(List.of(two.backend(true)));

                assertThat(load.await(Duration.ofSeconds(30))).isTrue();
                assertThat(one.served.get()).isEqualTo(last);
                var sum = load.traffic().sum();
                assertThat(sum.reasons()).isEmpty();
                assertThat(sum.failed()).isZero();
                assertThat(sum.served()).isEqualTo(sum.sent()).isBetween(238, 240);
                assertThat(load.traffic().arrivals()).hasSize(6).allMatch(arrivals -> arrivals >= 39);
            }
        }
    }

    @Test
    void whatIsNotWellGetsNothingAlthoughItIsToServe() throws Exception {
        try (var sick = new Guest("Shop/C1[1]#1");
                var sound = new Guest("Shop/C1[2]#1");
                var balancer = Balancer.start(directory)) {
            sick.well.set(false);
            balancer.follow(List.of(sick.backend(true), sound.backend(true)));
            await().until(() -> balancer.serving() == 1);
            var course = new LoadCourse(
                    List.of(new LoadCourse.Point(Duration.ZERO, 50), new LoadCourse.Point(Duration.ofSeconds(1), 50)));
            try (var load = LoadGenerator.start(balancer.page("/shop"), course, Duration.ofSeconds(1))) {
                assertThat(load.await(Duration.ofSeconds(30))).isTrue();
                assertThat(load.traffic().sum().failed()).isZero();
            }
            assertThat(sick.served.get()).isZero();

            sick.well.set(true);
            await().until(() -> balancer.serving() == 2);
        }
    }

    @Test
    void aLoadThatNobodyServesFailsAsAWhole() throws Exception {
        try (var balancer = Balancer.start(directory)) {
            var course = new LoadCourse(
                    List.of(new LoadCourse.Point(Duration.ZERO, 20), new LoadCourse.Point(Duration.ofSeconds(1), 20)));
            try (var load = LoadGenerator.start(balancer.page("/shop"), course, Duration.ofSeconds(1))) {
                assertThat(load.await(Duration.ofSeconds(30))).isTrue();
                var sum = load.traffic().sum();
                assertThat(sum.failed()).isEqualTo(sum.sent()).isGreaterThan(10);
                assertThat(sum.reasons()).containsExactly(sum.sent() + " × HTTP status 503");
            }
        }
    }
}
