package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.bill.Meter;
import io.reservoir.controller.bill.Terms;
import io.reservoir.controller.bill.UsageInterval;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.plan.Step;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** VEEs go on at other hosts: told to by an operator, a manifest, or where they may not stay. */
class MigrationTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SHOP_OF_ONE = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 6 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            """;
    private static final String RELIEVED = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 6 }
            metric HostCPU(C1) gauge % avg every 10 s
            migrate C1 when HostCPU(C1) > 85% for 2 min
            """;

    private final NodeLab lab = new NodeLab();

    private void oneReplica() {
        lab.host("h1", 16, FailurePlan.NONE).host("h2", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h1"));
    }

    @Test
    void aVeeGoesOnAtTheHostThatAnOperatorNames() {
        oneReplica();
        assertThat(lab.node.move(c1(1), host("h2"))).isInstanceOf(Node.Answer.Ok.class);
        lab.run(MINUTE, 90);

        var vee = lab.image().vees().get(c1(1));
        assertThat(vee.host()).isEqualTo(host("h2"));
        assertThat(vee.phase()).isEqualTo(VeePhase.READY);
        assertThat(lab.atHosts()).containsExactly(c1(1));
        assertThat(lab.hosts.get(0).list()).isEmpty();
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void whatMovesIsBilledWithoutGapOrOverlap() {
        oneReplica();
        lab.node.move(c1(1), host("h2"));
        lab.run(MINUTE.multipliedBy(3), 90);

        var used = Meter.intervals(lab.recorded(), recorded -> Map.of("C1", Terms.NONE), lab.clock.instant()).stream()
                .filter(UsageInterval::running)
                .toList();
        for (var i = 1; i < used.size(); i++) {
            assertThat(used.get(i).from()).isEqualTo(used.get(i - 1).to());
        }
        assertThat(used.getFirst().from()).isEqualTo(activated());
        assertThat(used.getLast().to()).isEqualTo(lab.clock.instant());
    }

    private Instant activated() {
        return lab.entries(Entry.VeeChanged.class).stream()
                .filter(changed -> changed.why().equals("it is activated"))
                .findFirst()
                .orElseThrow()
                .since();
    }

    @Test
    void aMoveCanBeGivenUp() {
        oneReplica();
        lab.node.move(c1(1), host("h2"));
        assertThat(lab.node.stay(c1(1))).isInstanceOf(Node.Answer.Ok.class);
        lab.run(MINUTE, 90);

        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h1"));
        assertThat(lab.image().inFlight()).isEmpty();
        assertThat(lab.atHosts()).containsExactly(c1(1));
        assertThat(lab.entries(Entry.Noticed.class))
                .extracting(Entry.Noticed::notice)
                .extracting(Notice::code)
                .containsExactly(Notice.Code.MIGRATION_GIVEN_UP);
        assertThat(lab.entries(Entry.Finished.class))
                .filteredOn(finished -> finished.result() == Entry.Result.ABORTED)
                .extracting(Entry.Finished::detail)
                .containsExactly("it was told to stay");
        lab.everyClaimIsFinishedOnce();
        assertThat(lab.node.stay(c1(1))).isInstanceOf(Node.Answer.Conflict.class);
    }

    @Test
    void whoeverWantsItToStayWhileThatIsUnderWayAsksNothingNew() {
        var losesTheFourthReply = FailurePlan.NONE.withLostReplies(4);
        lab.host("h1", 16, losesTheFourthReply).host("h2", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        lab.node.move(c1(1), host("h2"));
        assertThat(lab.node.stay(c1(1))).isInstanceOf(Node.Answer.Ok.class);
        assertThat(lab.image().inFlight()).hasSize(2);

        assertThat(lab.node.stay(c1(1))).isInstanceOf(Node.Answer.Ok.class);
        assertThat(claims(Verb.STAY)).isEqualTo(1);
        lab.run(MINUTE, 90);
        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h1"));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void saysWhyAVeeCannotMove() {
        lab.host("h1", 16, FailurePlan.NONE)
                .host("h2", "D2", 16, FailurePlan.NONE)
                .host("h3", 1, FailurePlan.NONE)
                .running(SHOP_OF_ONE + "Deploy(C1) = { D1 }\n");
        lab.run(MINUTE.multipliedBy(2), 90);
        lab.hosts.get(2).placeForeign("stranger", lab.image().vees().get(c1(1)).size());
        lab.run(MINUTE, 90);

        assertThat(conflict("h1")).endsWith("it is there");
        assertThat(conflict("h2")).endsWith("C1 may not run in D2");
        assertThat(conflict("h3")).contains("it has no room");
        assertThat(conflict("h9")).endsWith("there is no such host, or it does not answer");
        assertThat(lab.node.move(c1(7), host("h1"))).isInstanceOf(Node.Answer.NotFound.class);
        assertThat(claims(Verb.MIGRATE)).isZero();
    }

    private String conflict(String to) {
        return lab.node.move(c1(1), host(to)) instanceof Node.Answer.Conflict(var why) ? why : "no conflict";
    }

    @Test
    void aControllerThatTakesOverFindsWhereAMoveLedTo() {
        oneReplica();
        lab.node.move(c1(1), host("h2"));
        lab.startNode();
        lab.run(MINUTE, 90);

        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(host("h2"));
        assertThat(lab.image().vees().get(c1(1)).phase()).isEqualTo(VeePhase.READY);
        assertThat(lab.atHosts()).containsExactly(c1(1));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void whatMayNotStayWhereItIsMovesOneAfterAnother() {
        lab.host("h1", 16, FailurePlan.NONE)
                .host("h2", "D2", 16, FailurePlan.NONE)
                .running(SHOP_OF_ONE + "Deploy(C1) = { D1 }\n");
        lab.run(MINUTE.multipliedBy(3), 250);
        assertThat(lab.hosts.get(0).list()).hasSize(3);

        lab.submit(SHOP_OF_ONE + "Deploy(C1) = { D2 }\n");
        for (var end = lab.clock.instant().plus(MINUTE); lab.clock.instant().isBefore(end); ) {
            lab.load(250);
            lab.step();
            assertThat(lab.image().inFlight()).hasSizeLessThan(2);
            assertThat(lab.ready()).isEqualTo(3);
        }
        assertThat(lab.hosts.get(1).list()).hasSize(3);
        assertThat(lab.hosts.get(0).list()).isEmpty();
        assertThat(lab.entries(Entry.Planned.class))
                .flatExtracting(planned -> planned.plan().steps())
                .filteredOn(Step.Move.class::isInstance)
                .hasSize(3)
                .allSatisfy(step -> assertThat(step.reason().text()).isEqualTo("it runs in D1, where C1 may not run"));
    }

    @Test
    void aConditionThatHoldsForSoLongMovesOneVeeToWhereThereIsMoreRoom() {
        lab.host("h1", 16, FailurePlan.NONE)
                .host("h2", 16, FailurePlan.NONE)
                .running(RELIEVED + "Deploy(C1) = { D1 }\n");
        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        var first = lab.image().vees().get(c1(1)).host();
        var other = first.equals(host("h1")) ? "h2" : "h1";
        lab.hosts
                .get(first.equals(host("h1")) ? 0 : 1)
                .placeForeign("stranger", lab.image().vees().get(c1(1)).size().withVcpus(8));

        hot(0.95, Duration.ofSeconds(110));
        assertThat(claims(Verb.MIGRATE)).isZero();
        hot(0.95, MINUTE);
        assertThat(lab.image().vees().get(c1(1)).host()).isEqualTo(new HostId(other));
        hot(0.95, MINUTE.multipliedBy(5));
        assertThat(claims(Verb.MIGRATE)).isOne();
    }

    @Test
    void aConditionThatIsUnknownOrDoesNotLastMovesNothing() {
        lab.host("h1", 4, FailurePlan.NONE).host("h2", 16, FailurePlan.NONE).running(RELIEVED);
        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        hot(0.95, Duration.ofSeconds(100));
        hot(0.5, MINUTE);
        hot(0.95, Duration.ofSeconds(100));
        lab.runWithoutReadings(MINUTE.multipliedBy(10));
        assertThat(claims(Verb.MIGRATE)).isZero();
    }

    @Test
    void aMoveThatIsRefusedIsToldAndNotTriedAgainAtOnce() {
        var refusing = FailurePlan.NONE.withRefusals(3);
        lab.host("h1", 16, refusing)
                .host("h2", "D2", 16, FailurePlan.NONE)
                .running(SHOP_OF_ONE + "Deploy(C1) = { D1 }\n");
        lab.run(MINUTE.multipliedBy(2), 90);
        lab.submit(SHOP_OF_ONE + "Deploy(C1) = { D2 }\n");
        lab.run(MINUTE.multipliedBy(5), 90);

        assertThat(claims(Verb.MIGRATE)).isOne();
        assertThat(lab.entries(Entry.Noticed.class))
                .extracting(Entry.Noticed::notice)
                .extracting(Notice::code)
                .contains(Notice.Code.MIGRATION_FAILED);
        assertThat(lab.ready()).isEqualTo(1);
    }

    @Test
    void attachmentsAreBoundedAsTheManifestInForceHasIt() {
        var attached = SHOP_OF_ONE.replace("max 6 }", "max 6\n networks RED }") + "network RED\n";
        lab.host("h1", 16, FailurePlan.NONE).running(attached + "SPEED(RED) = 5MBS\n");
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(ceilings()).containsExactly(5_000_000L);

        lab.submit(attached + "SPEED(RED) = 2MBS\n");
        lab.run(Duration.ofSeconds(20), 90);
        assertThat(ceilings()).containsExactly(2_000_000L);
        lab.submit(attached);
        lab.run(Duration.ofSeconds(20), 90);
        assertThat(ceilings()).containsExactly((Long) null);
        assertThat(claims(Verb.LIMIT)).isEqualTo(2);
        lab.everyClaimIsFinishedOnce();
    }

    private List<Long> ceilings() {
        return lab.hosts.getFirst().list().stream()
                .flatMap(sighting -> sighting.attachments().stream())
                .map(attachment -> attachment.nic().ceilingBytesPerSecond())
                .toList();
    }

    private void hot(double ratio, Duration time) {
        for (var end = lab.clock.instant().plus(time); lab.clock.instant().isBefore(end); ) {
            lab.node.accept(
                    List.of(new Reading(SHOP, "HostCPU", "C1", Reading.SERVICE_LEVEL, ratio, lab.clock.instant())));
            lab.step();
        }
    }

    private long claims(Verb verb) {
        return lab.entries(Entry.Claimed.class).stream()
                .filter(claim -> claim.verb() == verb)
                .count();
    }
}
