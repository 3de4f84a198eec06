package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.whynot.Inquiry;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SHOP_OF_ONE = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 1 max 6 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            """;
    private static final String SHOP_OF_TWO = """
            C1(1 CPU, 1 GB, 10 GB disk) { replicas min 2 max 6  after C2 }
            C2(1 CPU, 1 GB, 10 GB disk) { replicas max 2 }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 100  over 30 s
            """;

    private final NodeLab lab = new NodeLab();

    @Test
    void theServiceFollowsItsLoad() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(lab.ready()).isEqualTo(1);
        lab.run(MINUTE.multipliedBy(3), 480);
        assertThat(lab.ready()).isEqualTo(5);
        lab.run(MINUTE.multipliedBy(3), 2_000);
        assertThat(lab.ready()).isEqualTo(6);
        lab.run(MINUTE.multipliedBy(20), 150);
        assertThat(lab.ready()).isEqualTo(2);
        assertThat(lab.atHosts()).hasSize(2);
        lab.neverOwnedMoreThan(Map.of("C1", 6));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void aClockThatWasAheadAndIsPutRightHindersNothing() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE + "  stabilise up 30 s down 2 min");
        lab.run(MINUTE.multipliedBy(2), 90);
        lab.wallClockAhead(Duration.ofHours(1));
        lab.run(MINUTE.multipliedBy(3), 480);
        assertThat(lab.ready())
                .as("what runs for a minute has not run for an hour")
                .isEqualTo(5);
        lab.wallClockAhead(Duration.ZERO);
        lab.run(MINUTE.multipliedBy(3), 600);
        assertThat(lab.ready()).isEqualTo(6);
        lab.run(MINUTE.multipliedBy(10), 150);
        assertThat(lab.ready()).isEqualTo(2);
        var plans = lab.entries(Entry.Planned.class).size();
        lab.run(MINUTE.multipliedBy(60), 150);
        assertThat(lab.entries(Entry.Planned.class))
                .as("nothing is done when the time comes of what was read ahead of it")
                .hasSize(plans);
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void whatANodeWithAnotherClockLetInIsNotLookedAt() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        var ahead = lab.clock.instant().plus(Reading.MOST_AHEAD);
        assertThat(lab.node.accept(List.of(load(500, ahead), load(600, ahead.plusNanos(1)))))
                .isEqualTo(1);
    }

    private static Reading load(double requestsPerSecond, Instant at) {
        return new Reading(SHOP, "RequestPerSecond", "C1", Reading.SERVICE_LEVEL, requestsPerSecond, at);
    }

    @Test
    void guestsAreToldTheAddressesOfThoseThatStartedBefore() {
        lab.host("h1", 16, FailurePlan.NONE).host("h2", 16, FailurePlan.NONE).running("""
                network RED
                C1(1 CPU, 1 GB, 10 GB disk) { networks RED  replicas min 2  set DB = ip(C2[1], RED)  set ME = id() }
                C2(1 CPU, 1 GB, 10 GB disk) { networks RED  replicas min 1 }
                """);
        lab.step();
        assertThat(lab.image().veesOf("C1")).isEmpty();
        assertThat(lab.entries(Entry.Planned.class).getFirst().plan().notes())
                .containsExactly("C1: setting `DB` waits for the address of C2[1] in RED");

        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        assertThat(lab.in(VeePhase.READY)).hasSize(3);
        var address = lab.hosts.stream()
                .flatMap(host -> Objects.requireNonNull(host.list()).stream())
                .filter(seen -> seen.vee().component().equals("C2"))
                .map(seen -> seen.attachments().getFirst().address())
                .findFirst()
                .orElseThrow();
        assertThat(lab.hosts)
                .extracting(host -> host.console(c1(2), Consoles.Part.last(1_000)))
                .anyMatch(told -> told instanceof Consoles.Printed printed
                        && printed.text().contains("told DB=" + address + "\ntold ME=2\n"));
    }

    @Test
    void aLaunchThatOutlastsEveryDeadlineAtItsHostHasNotFailed() {
        var slow = FailurePlan.NONE.withOverruns(1, MINUTE.multipliedBy(2));
        lab.host("h1", 16, slow).host("h2", 16, slow).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(6), 90);

        assertThat(lab.in(VeePhase.READY)).as("the same VEE, in its first life").containsExactly(c1(1));
        assertThat(lab.entries(Entry.Noticed.class)).isEmpty();
        assertThat(lab.entries(Entry.Finished.class))
                .extracting(Entry.Finished::detail)
                .contains("the host shows no effect")
                .anyMatch(detail -> detail.startsWith("BUSY: "));
        assertThat(lab.image()
                        .hostBreakers()
                        .get(lab.image().vees().get(c1(1)).host())
                        .failures())
                .isZero();
        assertThat(lab.image().hostLimits()).isEmpty();
        lab.neverOwnedMoreThan(Map.of("C1", 6));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void aDefinedServiceRunsNothing() {
        lab.host("h1", 16, FailurePlan.NONE).startNode();
        lab.submit(SHOP_OF_ONE);
        lab.run(MINUTE, 500);
        assertThat(lab.atHosts()).isEmpty();
        assertThat(lab.entries(Entry.Planned.class)).isEmpty();
    }

    @Test
    void whereNothingIsToBeDoneNothingIsWritten() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(10), 250);
        var before = lab.recorded().size();
        var state = lab.image();
        lab.run(Duration.ofSeconds(10), 250);
        assertThat(lab.recorded()).hasSize(before);
        assertThat(lab.image()).isEqualTo(state);
    }

    @Test
    void undeploymentTakesDownFirstWhatStartedLast() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_TWO);
        lab.run(MINUTE.multipliedBy(4), 250);
        assertThat(lab.in(VeePhase.READY)).hasSize(4);
        assertThat(firstChange("C1", VeePhase.STARTING)).isGreaterThan(firstChange("C2", VeePhase.READY));
        lab.node.undeploy(SHOP);
        lab.runWithoutReadings(MINUTE.multipliedBy(3));
        assertThat(lab.image().vees()).isEmpty();
        assertThat(lab.atHosts()).isEmpty();
        assertThat(firstStop("C2")).isGreaterThan(lastGone("C1"));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void undeploymentTakesWhatTenantsHoldToo() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        lab.node.tell(c1(1), Verb.PAUSE);
        lab.node.undeploy(SHOP);
        lab.runWithoutReadings(MINUTE.multipliedBy(2));
        assertThat(lab.image().vees()).isEmpty();
        assertThat(lab.atHosts()).isEmpty();
    }

    @Test
    void aNewManifestKeepsWindowsAndState() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(3), 300);
        var state = lab.image().states().get(Variable.replicas("C1"));
        assertThat(state.current()).isEqualTo(3);
        lab.submit(SHOP_OF_ONE.replace("/ 100", "/ 60"));
        assertThat(lab.image().states()).containsEntry(Variable.replicas("C1"), state);
        lab.step();
        assertThat(lab.image().states().get(Variable.replicas("C1")).current()).isEqualTo(5);
        assertThat(lab.node.latest(SHOP).get(Variable.replicas("C1")).from()).isEqualTo(3);
    }

    @Test
    void aNewDiskSizeIsNoReasonToResizeAgainAndAgain() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        lab.submit(SHOP_OF_ONE.replace("1 CPU, 1 GB, 10 GB", "2 CPU, 1 GB, 15 GB"));
        lab.run(MINUTE, 90);
        assertThat(lab.entries(Entry.Claimed.class).stream().filter(c -> c.verb() == Verb.RESIZE))
                .hasSize(1);
        assertThat(lab.image().vees().get(c1(1)).size().vcpus()).isEqualTo(2);
        assertThat(lab.image().vees().get(c1(1)).size().diskBytes()).isEqualTo(10 * GB);
    }

    @Test
    void aBrokenManifestStoresNothing() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        var before = lab.recorded();
        assertThat(lab.node.submit(Node.Submission.of("shop.rsl", "service Shop\nReplicas(C1 = 5"), SHOP))
                .isInstanceOf(Node.Answer.Invalid.class);
        assertThat(lab.recorded()).isEqualTo(before);
    }

    @Test
    void aComponentWithVeesCannotBeLeftOut() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_TWO);
        lab.run(MINUTE.multipliedBy(2), 100);
        assertThat(lab.node.submit(Node.Submission.of("shop.rsl", "service Shop\n" + SHOP_OF_ONE), SHOP))
                .isInstanceOf(Node.Answer.Conflict.class);
    }

    @Test
    void whatItsTenantPausesIsOwnedAndNoCapacity() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(3), 200);
        assertThat(lab.node.tell(c1(1), Verb.PAUSE)).isInstanceOf(Node.Answer.Ok.class);
        lab.run(MINUTE.multipliedBy(2), 200);
        assertThat(lab.in(VeePhase.HELD)).containsExactly(c1(1));
        assertThat(lab.in(VeePhase.READY)).containsExactly(c1(2), c1(3));
        assertThat(lab.node.tell(c1(1), Verb.PAUSE)).isInstanceOf(Node.Answer.Conflict.class);
        assertThat(lab.node.tell(c1(1), Verb.RESUME)).isInstanceOf(Node.Answer.Ok.class);
        lab.run(MINUTE.multipliedBy(2), 200);
        assertThat(lab.in(VeePhase.HELD)).isEmpty();
        assertThat(lab.ready()).isEqualTo(2);
    }

    @Test
    void heldVeesCountAgainstMax() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(3), 900);
        assertThat(lab.ready()).isEqualTo(6);
        lab.node.tell(c1(1), Verb.SUSPEND);
        lab.node.tell(c1(2), Verb.SHUTDOWN);
        lab.run(MINUTE.multipliedBy(2), 900);
        assertThat(lab.ready()).isEqualTo(4);
        assertThat(lab.in(VeePhase.HELD)).containsExactly(c1(1), c1(2));
        assertThat(lab.image().vees().get(c1(2)).state()).isEqualTo(VeeState.SHUTOFF);
        lab.neverOwnedMoreThan(Map.of("C1", 6));
    }

    @Test
    void whatItsTenantDestroysIsReplaced() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(lab.node.tell(c1(1), Verb.DESTROY)).isInstanceOf(Node.Answer.Ok.class);
        lab.run(MINUTE.multipliedBy(2), 90);
        assertThat(lab.in(VeePhase.READY)).containsExactly(new VeeId(SHOP, "C1", 1, 2));
        assertThat(lab.node.tell(c1(1), Verb.DESTROY)).isInstanceOf(Node.Answer.NotFound.class);
    }

    @Test
    void aHostThatFailsEveryThirdLaunchIsSetAsideAndSaysSo() {
        lab.host("h1", 64, FailurePlan.NONE.withFailedLaunches(3)).host("h2", 16, FailurePlan.NONE);
        lab.running(SHOP_OF_ONE.replace("max 6", "max 12"));
        lab.run(MINUTE.multipliedBy(6), 1_200);
        var setAside = lab.recorded().stream()
                .filter(r -> isNotice(r, Notice.Code.HOST_SET_ASIDE))
                .toList();
        assertThat(setAside).isNotEmpty();
        assertThat(((Entry.Noticed) setAside.getFirst().entry()).notice().text())
                .startsWith("h1:");
        var from = setAside.getFirst();
        assertThat(lab.recorded().stream()
                        .filter(r -> r.seq() > from.seq()
                                && r.at().isBefore(from.at().plus(MINUTE)))
                        .filter(r -> r.entry() instanceof Entry.Planned planned
                                && planned.plan().steps().stream()
                                        .anyMatch(step -> step instanceof Step.Start start
                                                && start.host().equals(host("h1")))))
                .isEmpty();
        assertThat(lab.ready()).isEqualTo(12);
        lab.neverOwnedMoreThan(Map.of("C1", 12));
        lab.everyClaimIsFinishedOnce();
    }

    @Test
    void aSilentHostsVeesAreReplacedAndTheSurplusGoesWhenItIsBack() {
        var outage = FailurePlan.NONE.withOutage(NOON.plusSeconds(300), NOON.plusSeconds(600));
        lab.host("h1", 16, outage).host("h2", 8, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(Duration.ofSeconds(295), 300);
        assertThat(lab.ready()).isEqualTo(3);
        lab.run(Duration.ofMinutes(2), 300);
        assertThat(lab.in(VeePhase.UNKNOWN)).isNotEmpty();
        assertThat(lab.ready()).isEqualTo(3);
        lab.run(Duration.ofSeconds(400), 300);
        assertThat(lab.in(VeePhase.UNKNOWN)).isEmpty();
        assertThat(lab.ready()).isEqualTo(3);
        assertThat(lab.atHosts()).hasSize(3);
        lab.neverOwnedMoreThan(Map.of("C1", 6));
    }

    @Test
    void aNewNodeGoesOnFromTheLedgerAndDoesNothingTwice() {
        lab.host("h1", 16, FailurePlan.NONE.withLostReplies(1)).running(SHOP_OF_ONE);
        lab.run(Duration.ofSeconds(15), 350);
        var inFlight = lab.image().inFlight();
        assertThat(inFlight).isNotEmpty();
        var epoch = epoch();
        lab.startNode();
        assertThat(epoch()).isEqualTo(epoch + 1);
        assertThat(lab.image().inFlight()).isEqualTo(inFlight);
        lab.run(MINUTE.multipliedBy(4), 350);
        assertThat(lab.ready()).isEqualTo(4);
        assertThat(lab.atHosts()).hasSize(4);
        var done = lab.entries(Entry.Claimed.class).stream()
                .map(c -> c.vee() + " " + c.verb())
                .toList();
        assertThat(done).doesNotHaveDuplicates().hasSize(8);
        lab.everyClaimIsFinishedOnce();
        assertThat(lab.image().inFlight()).isEmpty();
    }

    @Test
    void anOldNodeDoesNothingAfterANewOneTookOver() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        lab.run(MINUTE.multipliedBy(2), 90);
        var old = lab.node;
        lab.startNode();
        var before = lab.recorded();
        var there = lab.hosts.getFirst().list();
        lab.node = old;
        lab.load(600);
        old.pass(old.look());
        assertThat(old.tell(c1(1), Verb.SHUTDOWN)).isEqualTo(new Node.Answer.Elsewhere(SHOP));
        assertThat(old.undeploy(SHOP)).isEqualTo(new Node.Answer.Elsewhere(SHOP));
        old.pass(old.look());
        assertThat(lab.recorded()).isEqualTo(before);
        assertThat(lab.hosts.getFirst().list()).isEqualTo(there);
    }

    @Test
    void anOldNodeDoesNotSayThatAServiceIsWhatItIsNoMore() {
        lab.host("h1", 16, FailurePlan.NONE).running(SHOP_OF_ONE);
        var old = lab.node;
        lab.startNode();
        lab.node.undeploy(SHOP);
        assertThat(old.activate(SHOP)).isEqualTo(new Node.Answer.Elsewhere(SHOP));
    }

    private long epoch() {
        return lab.ledger.tenure(Shard.of(SHOP)).epoch().number();
    }

    private static boolean isNotice(Recorded recorded, Notice.Code code) {
        return recorded.entry() instanceof Entry.Noticed noticed
                && noticed.notice().code() == code;
    }

    private long firstChange(String component, VeePhase phase) {
        return changes(component, phase).getFirst();
    }

    private long lastGone(String component) {
        return changes(component, VeePhase.GONE).getLast();
    }

    private List<Long> changes(String component, VeePhase phase) {
        return lab.recorded().stream()
                .filter(r -> r.entry() instanceof Entry.VeeChanged changed
                        && changed.vee().component().equals(component)
                        && changed.phase() == phase)
                .map(Recorded::seq)
                .toList();
    }

    private long firstStop(String component) {
        return lab.recorded().stream()
                .filter(r -> r.entry() instanceof Entry.Planned planned
                        && planned.plan().steps().stream()
                                .anyMatch(step -> step instanceof Step.Stop
                                        && step.vee().component().equals(component)))
                .map(Recorded::seq)
                .findFirst()
                .orElseThrow();
    }

    /** What why-not prints comes true in the node itself. */
    @Test
    void growsAtTheFlipPointAndNotOneUnitBefore() {
        lab.host("h1", 16, FailurePlan.NONE).running("""
                        C1(1 CPU, 1 GB, 1 GB disk) { replicas min 1 max 10 }
                        metric RequestPerSecond(C1) gauge req/s sum every 10 s
                        Replicas(C1) = RequestPerSecond(C1) / 100 over 30 s
                        """);
        lab.run(Duration.ofMinutes(2), 390);
        var variable = Variable.replicas("C1");
        var moment = Objects.requireNonNull(lab.node.moment(SHOP));
        var flip = Inquiry.of(moment, variable, new Inquiry.About.More(), true)
                .wishes()
                .getFirst()
                .flips()
                .getFirst();
        assertThat(flip.value()).isEqualByComparingTo("420.1");

        lab.run(Duration.ofMinutes(2), 420.0);
        assertThat(lab.node.latest(SHOP).get(variable).target()).isEqualTo(4);
        lab.run(Duration.ofMinutes(2), flip.value().doubleValue());
        assertThat(lab.node.latest(SHOP).get(variable).target()).isEqualTo(5);
    }
}
