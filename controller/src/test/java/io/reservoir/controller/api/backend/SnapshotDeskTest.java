package io.reservoir.controller.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.controller.api.backend.SnapshotDesk.Shown;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.Told;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotDeskTest {
    private static final SnapshotId ONE = new SnapshotId(new VeeId(new ServiceId("Shop"), "C1", 1, 1), "one");
    private static final Snapshot READY = Snapshot.ready(ONE, Instant.EPOCH, 10, 5, "/one");
    private static final HostId H1 = new HostId("h1");

    private interface Keeping extends Host, VeeSnapshots {}

    /** A host of which nothing but its snapshots is ever asked. */
    private static Host host(String name, Supplier<@Nullable Told> told) {
        return (Host) Proxy.newProxyInstance(
                SnapshotDeskTest.class.getClassLoader(),
                new Class<?>[] {Keeping.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> new HostId(name);
                    case "take", "list", "delete" -> told.get();
                    default -> throw new AssertionError(method.getName());
                });
    }

    @Test
    void showsWhatHostsHaveAndWhoDoesNotAnswer() {
        var end = new CountDownLatch(1);
        var hanging = host("h3", () -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });
        var hosts = List.of(
                host("h1", () -> new Kept(List.of(READY))),
                host("h2", () -> null),
                hanging,
                host("h4", () -> new Unkept("its pool is broken")));
        try (var desk = new SnapshotDesk(hosts, Duration.ofMillis(300))) {
            var seen = desk.look(ONE.vee().service());
            assertThat(seen.snapshots()).containsExactly(new Shown(H1, READY));
            assertThat(seen.silent()).extracting(HostId::name).containsExactly("h2", "h3", "h4");
            end.countDown();
        }
    }

    @Test
    void nobodyKnowsWhatASilentHostHasBegun() {
        try (var desk = new SnapshotDesk(List.of(host("h1", () -> null)))) {
            assertThatThrownBy(() -> desk.take(H1, ONE))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("host h1 does not answer");
            assertThatThrownBy(() -> desk.delete(new Shown(H1, READY))).isInstanceOf(Unavailable.class);
            assertThat(desk.take(new HostId("h9"), ONE))
                    .isInstanceOfSatisfying(
                            Unkept.class, unkept -> assertThat(unkept.why()).contains("no host h9"));
        }
    }
}
