package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Volumes of a service over the life of its VEEs. */
class VolumesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final VolumeSpec DATA = new VolumeSpec("data", 1L << 30);
    private static final String SHOP_OF_ONE = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 6 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            """;

    private final NodeLab lab = new NodeLab();

    private void oneReplica(FailurePlan failures) {
        lab.host("h1", 16, failures).host("h2", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h1"));
    }

    private List<Volume> kept() {
        return ((Kept) Objects.requireNonNull(lab.hosts.getFirst().volumes(SHOP))).volumes();
    }

    private List<String> volumes(VeeId vee) {
        return Objects.requireNonNull(lab.hosts.getFirst().list()).stream()
                .filter(sighting -> sighting.vee().equals(vee))
                .map(Sighting::volumes)
                .findFirst()
                .orElseThrow();
    }

    private List<Entry.Result> results(Verb verb) {
        return lab.recorded().stream()
                .filter(recorded -> recorded.entry() instanceof Entry.Claimed claim && claim.verb() == verb)
                .flatMap(claimed -> lab.entries(Entry.Finished.class).stream()
                        .filter(finished -> finished.intent().claimedAt() == claimed.seq()))
                .map(Entry.Finished::result)
                .toList();
    }

    @Test
    void isClaimedBeforeItsHostHearsOfItAndFinished() {
        oneReplica(FailurePlan.NONE);
        assertThat(lab.node.attach(c1(1), DATA)).isInstanceOf(Node.Answer.Ok.class);
        assertThat(volumes(c1(1))).containsExactly("data");
        assertThat(lab.entries(Entry.Claimed.class))
                .filteredOn(claim -> claim.verb() == Verb.ATTACH)
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.volume()).isEqualTo("data");
                    assertThat(claim.volumeBytes()).isEqualTo(1L << 30);
                });
        lab.run(MINUTE, 90);
        assertThat(lab.in(VeePhase.READY)).containsExactly(c1(1));

        assertThat(lab.node.detach(c1(1), "data")).isInstanceOf(Node.Answer.Ok.class);
        assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));
        assertThat(results(Verb.ATTACH)).containsExactly(Entry.Result.DONE);
        assertThat(results(Verb.DETACH)).containsExactly(Entry.Result.DONE);
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void whatAHostRefusesStandsInTheLedgerAndChangesNothing() {
        oneReplica(FailurePlan.NONE);
        lab.node.attach(c1(1), new VolumeSpec("vast", VolumeSpec.MOST_BYTES));
        assertThat(results(Verb.ATTACH)).containsExactly(Entry.Result.REFUSED);
        assertThat(kept()).isEmpty();
        lab.run(MINUTE, 90);
        assertThat(lab.in(VeePhase.READY)).containsExactly(c1(1));
    }

    @Test
    void outlivesTheVeeAndTheDeploymentAndIsAttachedToTheNextLifeByNobody() {
        oneReplica(FailurePlan.NONE);
        lab.node.attach(c1(1), DATA);
        lab.node.tell(c1(1), Verb.DESTROY);
        lab.run(MINUTE.multipliedBy(2), 90);
        var next = new VeeId(SHOP, "C1", 1, 2);
        assertThat(lab.in(VeePhase.READY)).containsExactly(next);
        assertThat(volumes(next)).isEmpty();
        assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));

        lab.node.attach(next, DATA);
        lab.node.undeploy(SHOP);
        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        assertThat(lab.atHosts()).isEmpty();
        assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void aLeakThatIsReapedLosesNoVolume() {
        oneReplica(FailurePlan.NONE);
        lab.node.attach(c1(1), DATA);
        lab.hosts.getFirst().vanish(c1(1));
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));
    }

    @Test
    void aVeeThatHasOneStaysAtItsHost() {
        oneReplica(FailurePlan.NONE);
        lab.node.attach(c1(1), DATA);
        assertThat(lab.node.move(c1(1), host("h2"))).isInstanceOf(Node.Answer.Ok.class);
        lab.run(MINUTE, 90);

        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h1"));
        assertThat(lab.entries(Entry.Noticed.class))
                .extracting(Entry.Noticed::notice)
                .filteredOn(notice -> notice.code() == Notice.Code.MIGRATION_FAILED)
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("detach them first: data"));
        lab.node.detach(c1(1), "data");
        lab.node.move(c1(1), host("h2"));
        lab.run(MINUTE, 90);
        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h2"));
    }

    @Test
    void saysWhyItCannotBeTold() {
        oneReplica(FailurePlan.NONE);
        assertThat(lab.node.attach(c1(9), DATA)).isInstanceOf(Node.Answer.NotFound.class);
        lab.node.tell(c1(1), Verb.SUSPEND);
        assertThat(lab.node.attach(c1(1), DATA)).isInstanceOf(Node.Answer.Conflict.class);
        assertThat(lab.node.detach(c1(1), "data")).isInstanceOf(Node.Answer.Conflict.class);
        assertThat(results(Verb.ATTACH)).isEmpty();
    }

    @Test
    void aDeletionStandsInTheLedgerBeforeItIsDone() {
        oneReplica(FailurePlan.NONE);
        assertThat(lab.node.noteDeletion(SHOP, "data", List.of(host("h2"), host("h1"))))
                .isInstanceOf(Node.Answer.Ok.class);
        assertThat(lab.entries(Entry.Noticed.class).getLast().notice())
                .isEqualTo(new Notice(
                        Notice.Code.VOLUME_DELETED, "volume data at h1, h2 is deleted, an operator said so"));
        assertThat(lab.node.epoch(SHOP)).isNotNull();
    }
}
