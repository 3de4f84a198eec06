package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.binding.Libvirt;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that takes longer over a call than anybody waits for it. */
class OverrunIT {
    private static final Epoch EPOCH = new Epoch(1);
    private static final VeeId VEE = new VeeId(new ServiceId("overrun"), "C1", 1, 1);
    private static final Definition DEFINITION =
            new Definition(VEE, new Size(1, 64L << 20, 0), null, List.of(), List.of(), Probe.DEFAULT);

    @TempDir
    private Path records;

    private int intents;

    @Test
    void aDefinitionThatOverrunsIsLostThenBusyThenThere() throws Exception {
        Present.that(Libvirt.missing() == null, String.valueOf(Libvirt.missing()));
        var goOn = new CountDownLatch(1);
        try (var host = LibvirtHost.open(settings(), new Slow(goOn), records, InstantSource.system(), () -> {})) {
            var begun = Instant.now();
            assertThat(host.define(DEFINITION, next(), EPOCH))
                    .isInstanceOfSatisfying(
                            Outcome.Lost.class,
                            lost -> assertThat(lost.detail()).contains("did not answer within"));
            assertThat(Duration.between(begun, Instant.now()))
                    .isBetween(Duration.ofSeconds(44), Duration.ofSeconds(60));
            assertThat(host.list()).isEmpty();
            assertThat(host.define(DEFINITION, next(), EPOCH))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Refusal.BUSY));

            goOn.countDown();
            var until = Instant.now().plusSeconds(30);
            while (Objects.requireNonNull(host.list()).isEmpty()) {
                assertThat(Instant.now()).isBefore(until);
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(host.list()).extracting(Sighting::state).containsExactly(VeeState.DEFINED);
            assertThat(host.define(DEFINITION, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
            assertThat(host.activate(VEE, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
            assertThat(host.destroy(VEE, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        }
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private static LibvirtHost.Settings settings() {
        return new LibvirtHost.Settings(
                new HostId("h1"),
                "Domain1",
                "overrun",
                "test:///default",
                null,
                null,
                16,
                64L << 30,
                64L << 30,
                LibvirtHost.Settings.CONSOLE_LOGS,
                0,
                LibvirtHost.Settings.MOVE_DOWNTIME);
    }

    /** Disks that take long to be made. */
    private static final class Slow extends BareOutfit {
        private final CountDownLatch goOn;

        Slow(CountDownLatch goOn) {
            this.goOn = goOn;
        }

        @Override
        public Devices prepare(Session session, Definition definition) {
            try {
                assertThat(goOn.await(2, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.prepare(session, definition);
        }
    }
}
