package io.reservoir.controller.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Consoles.Told;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleDeskTest {
    private static final VeeId VEE = new VeeId(new ServiceId("Shop"), "C1", 1, 1);
    private static final Part PART = Part.last(100);
    private static final Printed HELLO = new Printed("hello", 0, 5, 5);

    private interface Telling extends Host, Consoles {}

    /** A host of which nothing but its console is ever asked. */
    private static Host host(String name, Supplier<@Nullable Told> told) {
        return (Host) Proxy.newProxyInstance(
                ConsoleDeskTest.class.getClassLoader(),
                new Class<?>[] {Telling.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> new HostId(name);
                    case "console" -> told.get();
                    default -> throw new AssertionError(method.getName());
                });
    }

    @Test
    void asksTheHostThatIsMeant() {
        var other = host("h2", () -> new Untold("h2: it is not there"));
        var simulated = SimulatedHost.inMemory(
                SimulatedHost.Settings.of("h3", "D1", new Size(1, 1, 1)),
                FailurePlan.NONE,
                InstantSource.fixed(Instant.EPOCH));
        try (var desk = new ConsoleDesk(List.of(host("h1", () -> HELLO), other, simulated))) {
            assertThat(desk.ask(new HostId("h1"), VEE, PART)).isEqualTo(HELLO);
            assertThat(desk.ask(new HostId("h2"), VEE, PART)).isEqualTo(new Untold("h2: it is not there"));
            assertThat(desk.ask(new HostId("h3"), VEE, PART)).isEqualTo(new Untold("h3: " + VEE + " is not there"));
            assertThat(desk.ask(new HostId("h4"), VEE, PART))
                    .isInstanceOfSatisfying(
                            Untold.class, untold -> assertThat(untold.why()).contains("no host h4"));
        }
    }

    @Test
    void namesTheHostThatDoesNotAnswer() {
        try (var desk = new ConsoleDesk(List.of(host("h1", () -> null)))) {
            assertThatThrownBy(() -> desk.ask(new HostId("h1"), VEE, PART))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("host h1 does not answer");
        }
    }

    @Test
    void aHostThatHangsHoldsUpItsOwnCallersForAWhileAndNobodyElse() throws Exception {
        var end = new CountDownLatch(1);
        var begun = new AtomicInteger();
        var hanging = host("h1", () -> {
            begun.incrementAndGet();
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return HELLO;
        });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var desk = new ConsoleDesk(List.of(hanging, host("h2", () -> HELLO)), Duration.ofMillis(300))) {
            var asked = IntStream.range(0, 40)
                    .mapToObj(i -> callers.submit(() -> {
                        assertThatThrownBy(() -> desk.ask(new HostId("h1"), VEE, PART))
                                .isInstanceOf(Unavailable.class)
                                .hasMessageContaining("h1");
                        return true;
                    }))
                    .toList();
            for (var i = 0; i < 20; i++) {
                assertThat(desk.ask(new HostId("h2"), VEE, PART)).isEqualTo(HELLO);
            }
            for (var each : asked) {
                assertThat(each.get()).isTrue();
            }
            assertThat(begun.get()).isEqualTo(2);
            end.countDown();
        }
    }

    @Test
    void aFaultOfAnAdapterIsNoSilence() {
        var broken = host("h1", () -> {
            throw new IllegalStateException("a bug");
        });
        try (var desk = new ConsoleDesk(List.of(broken))) {
            assertThatThrownBy(() -> desk.ask(new HostId("h1"), VEE, PART)).isInstanceOf(IllegalStateException.class);
        }
    }
}
