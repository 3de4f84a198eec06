package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceStateTest {
    private static final String MANIFEST = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas max 10 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Load(C1) = 0.5 * (prev(Load(C1)) ?? 0) + 0.5 * RequestPerSecond(C1)
            Replicas(C1) = Load(C1) / 100 stabilise down 1 min
            """;

    /** A lab after some time, the same each time. */
    private static NodeLab lab() {
        var lab = new NodeLab().host("h1", 16, FailurePlan.NONE.withFailedLaunches(4));
        lab.running(MANIFEST);
        lab.run(Duration.ofMinutes(6), 520);
        lab.run(Duration.ofSeconds(40), 310);
        return lab;
    }

    @Test
    void aNodeThatGoesOnFromASavedStateWritesTheSameEntries() throws StateUnreadable {
        var moved = lab();
        var saved = saved(moved);
        moved.startNode();
        moved.node.restore(saved);
        var undisturbed = lab();
        for (var lab : List.of(moved, undisturbed)) {
            lab.look();
            lab.run(Duration.ofMinutes(8), 130);
        }
        assertThat(entries(moved)).isEqualTo(entries(undisturbed));
    }

    @Test
    void withoutItsStateItWouldNotHave() {
        var moved = lab();
        moved.startNode();
        var undisturbed = lab();
        for (var lab : List.of(moved, undisturbed)) {
            lab.look();
            lab.run(Duration.ofMinutes(8), 130);
        }
        assertThat(entries(moved)).isNotEqualTo(entries(undisturbed));
    }

    @Test
    void whatWasTakenOverWithoutItsStateHoldsOffAsLongWhenItIsHandedOn() throws StateUnreadable {
        var lab = new NodeLab().host("h1", 16, FailurePlan.NONE);
        lab.running(MANIFEST.replace("1 min", "10 s"));
        lab.run(Duration.ofMinutes(6), 520);
        var taken = lab.clock.instant();
        lab.startNode();
        lab.look();
        lab.run(Duration.ofSeconds(20), 10);
        var saved = saved(lab);
        lab.startNode();
        lab.node.restore(saved);
        lab.look();
        lab.run(Duration.ofMinutes(3), 10);
        var smaller = lab.recorded().stream()
                .filter(recorded -> recorded.at().isAfter(taken))
                .filter(recorded -> recorded.entry() instanceof Entry.Planned(var plan)
                        && plan.steps().stream().anyMatch(Step.Stop.class::isInstance))
                .map(recorded -> Duration.between(taken, recorded.at()))
                .toList();
        assertThat(smaller).first(DURATION).isBetween(Node.HOLD_OFF, Node.HOLD_OFF.plusSeconds(10));
    }

    @Test
    void theSameStateMakesTheSameBytes() {
        assertThat(saved(lab())).isEqualTo(saved(lab()));
    }

    @Test
    void aNewerVersionIsRefused() {
        var bytes = saved(lab());
        ByteBuffer.wrap(bytes).putInt(4, ServiceStateCodec.VERSION + 1);
        assertThatThrownBy(() -> ServiceStateCodec.decode(bytes))
                .isInstanceOf(StateUnreadable.class)
                .hasMessage("it is a state of version 3, and this release reads version 2");
    }

    @Test
    void whatIsCutShortIsRefusedAtEveryLength() {
        var bytes = saved(lab());
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ServiceStateCodec.decode(cut)).isInstanceOf(StateUnreadable.class);
        }
        var longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> ServiceStateCodec.decode(longer)).isInstanceOf(StateUnreadable.class);
    }

    @Test
    void whateverByteIsDamagedIsFound() {
        var bytes = saved(lab());
        var random = new Random(7);
        for (int i = 0; i < bytes.length; i++) {
            var damaged = bytes.clone();
            damaged[i] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> ServiceStateCodec.decode(damaged)).isInstanceOf(StateUnreadable.class);
        }
    }

    @Test
    void aStateOfAnotherMomentOrServiceIsRefusedAndChangesNothing() {
        var lab = lab();
        var saved = saved(lab);
        lab.run(Duration.ofMinutes(6), 130);
        assertThatThrownBy(() -> lab.node.restore(saved))
                .isInstanceOf(StateUnreadable.class)
                .hasMessageStartingWith("it was saved at entry ");
        var elsewhere = new NodeLab();
        elsewhere.startNode();
        assertThatThrownBy(() -> elsewhere.node.restore(saved))
                .isInstanceOf(StateUnreadable.class)
                .hasMessage("it is of service `Shop`, which is not here");
        assertThat(elsewhere.node.export(SHOP)).isNull();
    }

    private static byte[] saved(NodeLab lab) {
        var saved = lab.node.export(SHOP);
        assertThat(saved).isNotNull();
        return saved;
    }

    private static List<Entry> entries(NodeLab lab) {
        return lab.recorded().stream().map(Recorded::entry).toList();
    }
}
