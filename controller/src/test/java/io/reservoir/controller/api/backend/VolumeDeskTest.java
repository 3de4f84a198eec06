package io.reservoir.controller.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.controller.api.backend.VolumeDesk.Shown;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.Listing;
import io.reservoir.model.port.Volumes.NoneKept;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VolumeDeskTest {
    private static final ServiceId SHOP = new ServiceId("Shop");
    private static final Volume DATA = new Volume("data", 1 << 20, null);
    private static final HostId H1 = new HostId("h1");

    private interface Keeping extends Host, Volumes {}

    /** A host of which nothing but its volumes is ever asked. */
    private static Host host(String name, Supplier<@Nullable Listing> listing, Outcome deleted) {
        return (Host) Proxy.newProxyInstance(
                VolumeDeskTest.class.getClassLoader(),
                new Class<?>[] {Keeping.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> new HostId(name);
                    case "volumes" -> listing.get();
                    case "delete" -> deleted;
                    default -> throw new AssertionError(method.getName());
                });
    }

    private static Host host(String name, Supplier<@Nullable Listing> listing) {
        return host(name, listing, new Outcome.Refused(Refusal.FAILED, "never asked"));
    }

    @Test
    void showsWhatAllHostsShowAndWhoIsSilent() {
        try (var desk = new VolumeDesk(List.of(
                host("h3", () -> null),
                host("h2", () -> new NoneKept("h2 keeps no volumes")),
                host("h1", () -> new Kept(List.of(DATA), true))))) {
            var seen = desk.look(SHOP);
            assertThat(seen.volumes()).containsExactly(new Shown(H1, DATA, true));
            assertThat(seen.silent()).containsExactly(new HostId("h3"));
            assertThat(seen.named("data")).hasSize(1);
            assertThat(seen.named("logs")).isEmpty();
        }
    }

    @Test
    void aHostThatHangsIsSilentAfterAWhile() {
        var end = new CountDownLatch(1);
        try (var desk = new VolumeDesk(
                List.of(
                        host("h1", () -> {
                            while (end.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                            return new Kept(List.of(), false);
                        }),
                        host("h2", () -> new Kept(List.of(DATA), false))),
                Duration.ofMillis(300))) {
            var seen = desk.look(SHOP);
            end.countDown();
            assertThat(seen.silent()).containsExactly(H1);
            assertThat(seen.volumes()).hasSize(1);
        }
    }

    @Test
    void saysWhetherAVolumeIsDeletedOrThatNobodyKnows() {
        var refused = new Outcome.Refused(Refusal.WRONG_STATE, "it is attached");
        try (var desk = new VolumeDesk(
                List.of(host("h1", () -> null, refused), host("h2", () -> null, new Outcome.Lost("no answer"))))) {
            assertThat(desk.delete(H1, SHOP, "data", new Epoch(1))).isEqualTo(refused);
            assertThatThrownBy(() -> desk.delete(new HostId("h2"), SHOP, "data", new Epoch(1)))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("nobody knows");
        }
    }
}
