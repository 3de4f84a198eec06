package io.reservoir.controller.image;

import static io.reservoir.controller.image.Story.BECAUSE;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.image.Story.planned;
import static io.reservoir.controller.image.Story.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Entry.Claimed DEFINE = new Entry.Claimed(c1(1), host("h1"), Verb.DEFINE, SMALL);

    private final Story story = new Story();

    @Test
    void refusesAnEntryThatLeavesAGap() {
        story.then(new Entry.Activated());
        var afterAGap = new Recorded(SHOP, 3, new Epoch(1), NOON, new Entry.Undeployed());
        assertThatThrownBy(() -> Replay.apply(story.image(), afterAGap))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gap");
    }

    @Test
    void refusesAnEntryThatIsThereAlready() {
        story.then(new Entry.Activated());
        var again = new Recorded(SHOP, 1, new Epoch(1), NOON, new Entry.Activated());
        assertThatThrownBy(() -> Replay.apply(story.image(), again)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWaitsByAClockThatWasAheadWaitsFromWhenItWasPutBack() {
        var points = List.of(new VariableState.Point(NOON, 1), new VariableState.Point(NOON.plusSeconds(3_600), 3));
        story.ready(c1(1), "h1").after(Duration.ofHours(1)).draining(c1(2), "h1");
        story.failed(c1(3), "h2").failed(c1(4), "h2").failed(c1(5), "h2");
        story.then(new Entry.Decided(
                List.of(), List.of(new VariableState(Variable.replicas("C1"), 3, points, points, List.of()))));
        var ahead = story.image();
        assertThat(ahead.isAheadOf(NOON.plusSeconds(3_540))).isFalse();
        assertThat(ahead.isAheadOf(NOON.plusSeconds(3_539))).isTrue();
        assertThat(ahead.componentBreakers().get("C1").openUntil()).isEqualTo(NOON.plusSeconds(3_660));

        var now = NOON.plusSeconds(600);
        var later = Replay.apply(ahead, recorded(ahead, now, new Entry.Activated()));
        assertThat(later.lastAt()).isEqualTo(now);
        assertThat(later.isAheadOf(now)).as("what it has of before is").isTrue();

        var notice = new Notice(Notice.Code.CLOCK_PUT_BACK, "entries before");
        var right = Replay.apply(later, recorded(later, now, new Entry.Noticed(notice)));
        assertThat(right.vees().get(c1(1)).since()).isEqualTo(NOON);
        assertThat(right.vees().get(c1(2)).since()).isEqualTo(now);
        assertThat(right.componentBreakers().get("C1").openUntil()).isEqualTo(now.plusSeconds(60));
        assertThat(right.hostBreakers().get(host("h2")).openUntil()).isEqualTo(now.plusSeconds(60));
        assertThat(right.states().get(Variable.replicas("C1")).results())
                .containsExactly(new VariableState.Point(NOON, 1), new VariableState.Point(now, 3));
        assertThat(right.isAheadOf(now)).isFalse();
        assertThat(right.proofs()).isEqualTo(ahead.proofs());
    }

    private static Recorded recorded(ServiceImage image, Instant at, Entry entry) {
        return new Recorded(SHOP, image.lastSeq() + 1, new Epoch(1), at, entry);
    }

    @Test
    void everyEntryMovesSequenceAndTimeOn() {
        story.then(new Entry.Activated()).after(Duration.ofSeconds(7)).then(new Entry.Undeployed());
        assertThat(story.image().lastSeq()).isEqualTo(2);
        assertThat(story.image().lastAt()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void aManifestIsInForceFromItsEntryOn() {
        var first = new Entry.Submitted("a.rsl", "service Shop");
        var second = new Entry.Submitted("b.rsl", "service Shop");
        story.then(first);
        assertThat(story.image().manifest()).isEqualTo(first);
        story.then(new Entry.Activated(), second);
        assertThat(story.image().manifest()).isEqualTo(second);
        assertThat(story.image().manifestSeq()).isEqualTo(3);
        assertThat(story.image().lifecycle()).isEqualTo(Lifecycle.ACTIVE);
    }

    @Test
    void undeploymentForgetsWhatThePipelineRemembered() {
        story.then(new Entry.Activated(), new Entry.Decided(List.of(), List.of(state(5))));
        assertThat(story.image().states()).containsEntry(Variable.replicas("C1"), state(5));
        story.then(new Entry.Undeployed());
        assertThat(story.image().lifecycle()).isEqualTo(Lifecycle.UNDEPLOYED);
        assertThat(story.image().states()).isEmpty();
    }

    @Test
    void aDecisionReplacesTheStateOfItsVariablesAndKeepsTheOthers() {
        var cpu = new VariableState(new Variable(Variable.Kind.CPU, "C1"), 2, List.of(), List.of(), List.of());
        story.then(new Entry.Decided(List.of(), List.of(state(5), cpu)))
                .then(new Entry.Decided(List.of(), List.of(state(6))));
        assertThat(story.image().states().values()).containsExactlyInAnyOrder(state(6), cpu);
    }

    @Test
    void aPlannedStartOwnsAVeeBeforeAnyHostKnowsIt() {
        story.started(c1(1), "h1");
        var vee = story.image().vees().get(c1(1));
        assertThat(vee.phase()).isEqualTo(VeePhase.STARTING);
        assertThat(vee.host()).isEqualTo(host("h1"));
        assertThat(vee.state()).isNull();
        assertThat(vee.decidedBy()).isEqualTo(1);
    }

    @Test
    void aWaitingVeeIsOwnedWithoutAHostUntilItIsStarted() {
        story.pending(c1(1));
        assertThat(story.image().vees().get(c1(1)).phase()).isEqualTo(VeePhase.PENDING);
        assertThat(story.image().vees().get(c1(1)).host()).isNull();
        story.started(c1(1), "h2");
        assertThat(story.image().vees().get(c1(1)).phase()).isEqualTo(VeePhase.STARTING);
        assertThat(story.image().vees().get(c1(1)).host()).isEqualTo(host("h2"));
        assertThat(story.image().vees().get(c1(1)).decidedBy()).isEqualTo(1);
    }

    @Test
    void stopAndRemoveMakeAVeeLeave() {
        story.stopping(c1(1), "h1").ready(c1(2), "h1").then(planned(new Step.Remove(c1(2), BECAUSE)));
        assertThat(story.image().vees().values()).allMatch(vee -> vee.phase() == VeePhase.STOPPING);
    }

    @Test
    void aFailedVeeStaysFailedUntilItsHostHasDestroyedIt() {
        story.failed(c1(1), "h1").then(planned(new Step.Remove(c1(1), BECAUSE)));
        assertThat(story.image().vees().get(c1(1)).phase()).isEqualTo(VeePhase.FAILED);
        story.then(changed(c1(1), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(story.image().vees()).isEmpty();
    }

    @Test
    void whatWasNeverPlacedIsGoneAtOnce() {
        story.pending(c1(1)).then(planned(new Step.Remove(c1(1), BECAUSE)));
        assertThat(story.image().vees()).isEmpty();
    }

    @Test
    void aPlannedResizeChangesNothingUntilTheHostHasDoneIt() {
        var large = SMALL.withVcpus(4);
        story.ready(c1(1), "h1").then(planned(new Step.Resize(c1(1), large, BECAUSE)));
        assertThat(story.image().vees().get(c1(1)).size()).isEqualTo(SMALL);
        story.then(new Entry.VeeChanged(c1(1), VeePhase.READY, VeeState.ACTIVE, host("h1"), large, NOON, "resized"));
        assertThat(story.image().vees().get(c1(1)).size()).isEqualTo(large);
    }

    @Test
    void livesAreRememberedAfterTheVeeIsGone() {
        var second = new VeeId(SHOP, "C1", 1, 2);
        story.started(c1(1), "h1")
                .then(changed(c1(1), VeePhase.GONE, null, "h1"))
                .started(second, "h1");
        assertThat(story.image().lives()).containsEntry("C1[1]", 2);
        assertThat(story.image().vees()).containsOnlyKeys(second);
    }

    @Test
    void aClaimIsInFlightUntilItsFinish() {
        story.started(c1(1), "h1").then(DEFINE);
        assertThat(story.image().isInFlight(c1(1))).isTrue();
        assertThat(story.image().isInFlight(c1(2))).isFalse();
        assertThat(story.image().inFlight()).containsEntry(new IntentId(2), new InFlight(DEFINE, new Epoch(1), NOON));
        story.then(new Entry.Finished(new IntentId(2), Entry.Result.DONE, ""));
        assertThat(story.image().inFlight()).isEmpty();
    }

    @Test
    void aHostThatSendsAVeeBackIsNotAskedForAsMuchAgainForAWhile() {
        story.started(c1(1), "h1").then(changed(c1(1), VeePhase.PENDING, null, null));
        var limit = story.image().hostLimits().get(host("h1"));
        assertThat(limit).isEqualTo(new LearnedLimit(SMALL, 1, NOON.plusSeconds(60)));
        assertThat(limit.forbids(SMALL, NOON.plusSeconds(59))).isTrue();
        assertThat(limit.forbids(SMALL, NOON.plusSeconds(60))).isFalse();
        assertThat(limit.forbids(new Size(0, 1, 1), NOON)).isFalse();
        story.after(Duration.ofMinutes(1)).started(c1(1), "h1").then(changed(c1(1), VeePhase.PENDING, null, null));
        assertThat(story.image().hostLimits().get(host("h1")).until())
                .isEqualTo(story.at().plusSeconds(120));
        story.started(c1(1), "h1").then(changed(c1(1), VeePhase.STARTING, VeeState.DEFINED, "h1"));
        assertThat(story.image().hostLimits()).isEmpty();
    }

    @Test
    void theBackOffOfAFullHostEndsAtHalfAnHour() {
        for (int i = 0; i < 9; i++) {
            story.started(c1(1), "h1").then(changed(c1(1), VeePhase.PENDING, null, null));
        }
        assertThat(story.image().hostLimits().get(host("h1")).until()).isEqualTo(NOON.plusSeconds(1_800));
    }

    @Test
    void aRefusedResizeIsRememberedUntilOneIsDoneOrTheVeeIsGone() {
        var large = SMALL.withVcpus(4);
        story.ready(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, large));
        var intent = new IntentId(story.image().lastSeq());
        story.then(new Entry.Finished(intent, Entry.Result.REFUSED, "no"));
        assertThat(story.image().resizeLimits().get(c1(1)).forbids(large, NOON)).isTrue();
        story.then(changed(c1(1), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(story.image().resizeLimits()).isEmpty();
    }

    @Test
    void aSizeThatCannotBeHadIsRememberedUntilAnotherOneIsOrTheVeeIsGone() {
        var large = SMALL.withVcpus(9);
        story.ready(c1(1), "h1");
        ended(new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, large), Entry.Result.UNSUPPORTED);
        assertThat(story.image().unsupported()).containsExactly(Map.entry(c1(1), large));
        assertThat(story.image().resizeLimits().get(c1(1)).forbids(large, NOON)).isTrue();
        ended(new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, SMALL.withVcpus(2)), Entry.Result.REFUSED);
        assertThat(story.image().unsupported()).containsKey(c1(1));
        ended(new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, SMALL.withVcpus(2)), Entry.Result.DONE);
        assertThat(story.image().unsupported()).isEmpty();

        ended(new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, large), Entry.Result.UNSUPPORTED);
        story.then(changed(c1(1), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(story.image().unsupported()).isEmpty();
    }

    @Test
    void aVeeHasItsVolumesUntilTheyAreDetachedOrItIsGone() {
        story.ready(c1(1), "h1");
        ended(volume(Verb.ATTACH, "data", 5), Entry.Result.DONE);
        ended(volume(Verb.ATTACH, "more", 5), Entry.Result.DONE);
        ended(volume(Verb.ATTACH, "none", 5), Entry.Result.REFUSED);
        assertThat(story.image().volumes().get(c1(1))).containsExactly("data", "more");
        ended(volume(Verb.DETACH, "data", 0), Entry.Result.ABORTED);
        ended(volume(Verb.DETACH, "more", 0), Entry.Result.DONE);
        assertThat(story.image().volumes().get(c1(1))).containsExactly("data");
        story.then(changed(c1(1), VeePhase.GONE, VeeState.DESTROYED, "h1"));
        assertThat(story.image().volumes()).isEmpty();
    }

    private static Entry.Claimed volume(Verb verb, String name, long bytes) {
        return new Entry.Claimed(c1(1), host("h1"), verb, SMALL, null, name, bytes);
    }

    private void ended(Entry.Claimed claim, Entry.Result result) {
        story.then(claim);
        story.then(new Entry.Finished(new IntentId(story.image().lastSeq()), result, "a test says so"));
    }

    @Test
    void theTimeInAPhaseBeginsWithThePhaseAndNotWithEveryChange() {
        story.started(c1(1), "h1")
                .after(Duration.ofSeconds(5))
                .then(changed(c1(1), VeePhase.STARTING, VeeState.ACTIVE, "h1"));
        assertThat(story.image().vees().get(c1(1)).since()).isEqualTo(NOON);
        story.then(changed(c1(1), VeePhase.READY, VeeState.ACTIVE, "h1"));
        assertThat(story.image().vees().get(c1(1)).since()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void aNoticeChangesNothingButTheSequence() {
        var before = story.ready(c1(1), "h1").image();
        var after = story.then(new Entry.Noticed(new Notice(Notice.Code.BEYOND_MAX, "x")))
                .image();
        assertThat(after.lastSeq()).isEqualTo(before.lastSeq() + 1);
        assertThat(after.vees()).isEqualTo(before.vees());
        assertThat(after.states()).isEqualTo(before.states());
        assertThat(after.inFlight()).isEqualTo(before.inFlight());
    }

    @Test
    void launchesAreCountedForTheComponentAndForTheHost() {
        story.failed(c1(1), "h1").failed(c1(2), "h2").ready(c1(3), "h2");
        assertThat(story.image().componentBreakers().get("C1").lastTen()).containsExactly(false, false, true);
        assertThat(story.image().hostBreakers().get(host("h1")).lastTen()).containsExactly(false);
        assertThat(story.image().hostBreakers().get(host("h2")).lastTen()).containsExactly(false, true);
    }

    @Test
    void onlyWhatWasBeingLaunchedCountsAsALaunch() {
        story.ready(c1(1), "h1").then(changed(c1(1), VeePhase.FAILED, VeeState.SHUTOFF, "h1"));
        assertThat(story.image().hostBreakers().get(host("h1")).lastTen()).containsExactly(true);
    }

    @Test
    void aFormerImageIsNotChangedByWhatFollows() {
        var before = story.started(c1(1), "h1").then(DEFINE).image();
        var copy = new Story().started(c1(1), "h1").then(DEFINE).image();
        story.then(planned(start(c1(2), "h1")), new Entry.Finished(new IntentId(2), Entry.Result.ABORTED, ""))
                .then(changed(c1(1), VeePhase.GONE, null, "h1"));
        assertThat(before).isEqualTo(copy);
        assertThatThrownBy(() -> before.vees().remove(c1(1))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theHostBreakerThatWouldOpenIsTold() {
        story.failed(c1(1), "h1").failed(c1(2), "h1").started(c1(3), "h1");
        var third = changed(c1(3), VeePhase.FAILED, VeeState.DEFINED, "h1");
        assertThat(SetAside.notices(story.image(), List.of(third), NOON))
                .singleElement()
                .isInstanceOfSatisfying(Entry.Noticed.class, noticed -> {
                    assertThat(noticed.notice().code()).isEqualTo(Notice.Code.HOST_SET_ASIDE);
                    assertThat(noticed.notice().text()).contains("h1").contains("2026-03-02T12:01:00Z");
                });
        assertThat(SetAside.notices(story.then(third).image(), List.of(new Entry.Activated()), NOON))
                .isEmpty();
    }

    private static VariableState state(double current) {
        return new VariableState(Variable.replicas("C1"), current, List.of(), List.of(), List.of());
    }

    @Test
    void sizesOfAWaitingVeeAreThoseThatWerePlanned() {
        var size = new Size(3, 5, 7);
        story.then(planned(new Step.Await(c1(1), size, BECAUSE)));
        assertThat(story.image().vees().get(c1(1)).size()).isEqualTo(size);
    }
}
