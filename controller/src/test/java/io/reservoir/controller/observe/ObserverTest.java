package io.reservoir.controller.observe;

import static io.reservoir.controller.image.Story.BECAUSE;
import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.image.Story.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.image.Story;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Entry.Result;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ObserverTest {
    private static final ServiceSpec SPEC =
            Rsl.compile("shop.rsl", """
            service Shop
            C1(1 CPU, 1 GB, 10 GB disk) { replicas max 9  ready when boot within 2 min }
            """).service().spec();

    /** The look before is of then. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private final Story story = new Story();
    private final TreeMap<HostId, SiteView.Seen> seen = new TreeMap<>();
    private final List<VeeId> stale = new ArrayList<>();
    private Instant lookedAt = NOON;
    private Duration booting = Duration.ZERO;
    private @Nullable SiteView before;
    private boolean callsAreOver = true;
    private boolean callsWereOver = true;
    private boolean callsAreParked;

    @Test
    void findsNothingWhereAllIsAsTheImageHasIt() {
        story.ready(c1(1), "h1").pending(c1(2));
        shows("h1", up(c1(1)));
        assertThat(found()).isEqualTo(new Observer.Found(List.of(), List.of(), List.of()));
    }

    @Test
    void aVeeWithACallThatIsParkedIsLookedAtAndTheCallStaysOpen() {
        story.booting(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.SHUTDOWN, SMALL, null));
        assertThat(found().entries()).as("its host may still show how it ended").isEmpty();

        callsAreParked = true;
        assertThat(found().entries()).hasSize(1);
        assertThat(change().phase()).isEqualTo(VeePhase.UNKNOWN);

        shows("h1", up(c1(1)));
        assertThat(found().entries())
                .filteredOn(Entry.Finished.class::isInstance)
                .extracting(entry -> ((Entry.Finished) entry).result())
                .containsExactly(Entry.Result.ABORTED);
    }

    @Test
    void aVeeWhoseGuestHasBootedBecameReady() {
        story.booting(c1(1), "h1");
        shows("h1", up(c1(1)));
        assertThat(change().phase()).isEqualTo(VeePhase.READY);
        assertThat(change().why()).isEqualTo("it is up");
    }

    @Test
    void aVeeThatIsNotReadyInTimeHasFailed() {
        story.booting(c1(1), "h1");
        shows("h1", sighting(c1(1), VeeState.ACTIVE, false, NOON));
        lookedAt = NOON.plus(Duration.ofHours(1));
        booting = Duration.ofMinutes(2).minusMillis(1);
        assertThat(found().entries()).as("whatever the clocks say").isEmpty();
        booting = Duration.ofMinutes(2);
        assertThat(change().phase()).isEqualTo(VeePhase.FAILED);
        assertThat(change().since()).isEqualTo(lookedAt);
        assertThat(change().why()).isEqualTo("it did not become ready in time");
    }

    @Test
    void aVeeThatWentOffHasFailedSinceItDid() {
        story.ready(c1(1), "h1");
        shows("h1", sighting(c1(1), VeeState.SHUTOFF, false, NOON.plusSeconds(3)));
        assertThat(change().phase()).isEqualTo(VeePhase.FAILED);
        assertThat(change().state()).isEqualTo(VeeState.SHUTOFF);
        assertThat(change().since()).isEqualTo(NOON.plusSeconds(3));
        assertThat(change().why()).isEqualTo("it went off");
    }

    @Test
    void aVeeThatGoesOffBecauseItShouldIsStillStopping() {
        story.stopping(c1(1), "h1");
        shows("h1", sighting(c1(1), VeeState.SHUTOFF, false, NOON));
        assertThat(change().phase()).isEqualTo(VeePhase.STOPPING);
        assertThat(change().state()).isEqualTo(VeeState.SHUTOFF);
    }

    @Test
    void aVeeThatDrainsAndServesIsDraining() {
        story.draining(c1(1), "h1");
        shows("h1", up(c1(1)));
        assertThat(found().entries()).isEmpty();
        shows("h1", sighting(c1(1), VeeState.ACTIVE, false, NOON));
        assertThat(found().entries()).as("its guest boots again").isEmpty();
    }

    @Test
    void aVeeThatGoesOffWhileItDrainsIsOnItsWayOut() {
        story.draining(c1(1), "h1");
        shows("h1", sighting(c1(1), VeeState.SHUTOFF, false, NOON));
        assertThat(change().phase()).isEqualTo(VeePhase.STOPPING);
        shows("h1", sighting(c1(1), VeeState.PAUSED, false, NOON));
        assertThat(change().phase()).isEqualTo(VeePhase.HELD);
    }

    @Test
    void aVeeThatDrainsAtASilentHostIsUnknownAndServesWhenItIsBack() {
        story.draining(c1(1), "h1");
        assertThat(change().phase()).isEqualTo(VeePhase.UNKNOWN);
        story.then(change());
        shows("h1", up(c1(1)));
        assertThat(change().phase()).isEqualTo(VeePhase.READY);
    }

    @Test
    void aVeeThatDisappearedIsGone() {
        story.ready(c1(1), "h1");
        shows("h1");
        assertThat(change().phase()).isEqualTo(VeePhase.GONE);
        assertThat(change().why()).isEqualTo("it disappeared from its host");
    }

    @Test
    void aStartThatNobodyHasDoneYetIsNotADisappearance() {
        story.started(c1(1), "h1");
        shows("h1");
        assertThat(found().entries()).isEmpty();
        story.then(planned(new Step.Remove(c1(1), BECAUSE)));
        assertThat(change().why()).isEqualTo("it was never defined");
    }

    @Test
    void aVeeThatSomebodyPausedAtItsHostIsHeld() {
        story.ready(c1(1), "h1");
        shows("h1", sighting(c1(1), VeeState.PAUSED, false, NOON));
        assertThat(change().phase()).isEqualTo(VeePhase.HELD);
    }

    @Test
    void aChangeOfSizeIsSeen() {
        story.ready(c1(1), "h1");
        var large = SMALL.withVcpus(2);
        shows("h1", new Sighting(c1(1), VeeState.ACTIVE, large, NOON, true, new Epoch(1), false, List.of(), List.of()));
        assertThat(change().size()).isEqualTo(large);
        assertThat(change().phase()).isEqualTo(VeePhase.READY);
    }

    @Test
    void ofASilentHostNothingIsKnownAndThatIsSaidOnce() {
        story.ready(c1(1), "h1");
        lookedAt = NOON.plusSeconds(30);
        var change = change();
        assertThat(change.phase()).isEqualTo(VeePhase.UNKNOWN);
        assertThat(change.state()).isEqualTo(VeeState.ACTIVE);
        assertThat(change.since()).isEqualTo(lookedAt);
        story.then(change);
        assertThat(found().entries()).isEmpty();
    }

    @Test
    void aHostThatIsBackShowsSinceWhenItsVeesRunEvenIfThatIsLongAgo() {
        story.ready(c1(1), "h1")
                .after(Duration.ofMinutes(5))
                .then(changed(c1(1), VeePhase.UNKNOWN, VeeState.ACTIVE, "h1"));
        shows("h1", sighting(c1(1), VeeState.ACTIVE, true, NOON.minusSeconds(60)));
        lookedAt = NOON.plusSeconds(600);
        assertThat(change().phase()).isEqualTo(VeePhase.READY);
        assertThat(change().since()).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void whatItsTenantShutDownIsHeldAgainWhenItsHostIsBack() {
        story.ready(c1(1), "h1").then(changed(c1(1), VeePhase.HELD, VeeState.SHUTOFF, "h1"));
        story.then(change());
        assertThat(story.image().vees().get(c1(1)).phase()).isEqualTo(VeePhase.UNKNOWN);
        shows("h1", sighting(c1(1), VeeState.SHUTOFF, false, NOON));
        assertThat(change().phase()).isEqualTo(VeePhase.HELD);
    }

    @Test
    void whatWasToldToGoOffHasNotFailedWhenItsHostIsBack() {
        story.ready(c1(1), "h1").stopping(c1(1), "h1").then(change());
        assertThat(story.image().vees().get(c1(1)).phase()).isEqualTo(VeePhase.UNKNOWN);

        shows("h1", sighting(c1(1), VeeState.SHUTOFF, false, NOON.plusSeconds(1)));
        assertThat(change().phase()).isEqualTo(VeePhase.STOPPING);
        shows("h1", up(c1(1)));
        assertThat(change().phase()).isEqualTo(VeePhase.STOPPING);
    }

    @Test
    void whatFailedOrWentOffOnItsWayOutStaysThatWhileItsHostIsSilent() {
        story.failed(c1(1), "h1").stopping(c1(2), "h1").then(changed(c1(2), VeePhase.STOPPING, VeeState.SHUTOFF, "h1"));
        assertThat(found().entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DEFINE, DEFINED, DONE",
        "DEFINE, , ABORTED",
        "ACTIVATE, ACTIVE, DONE",
        "ACTIVATE, DEFINED, ABORTED",
        "ACTIVATE, , ABORTED",
        "PAUSE, PAUSED, DONE",
        "PAUSE, ACTIVE, ABORTED",
        "RESUME, ACTIVE, DONE",
        "RESUME, PAUSED, ABORTED",
        "SUSPEND, SUSPENDED, DONE",
        "SUSPEND, ACTIVE, ABORTED",
        "SHUTDOWN, SHUTOFF, DONE",
        "SHUTDOWN, , DONE",
        "SHUTDOWN, ACTIVE, ABORTED",
        "DESTROY, , DONE",
        "DESTROY, DESTROYED, DONE",
        "DESTROY, ACTIVE, ABORTED"
    })
    void aCallWhoseEndNobodyHeardEndedAsItsHostShows(Verb verb, VeeState shown, Result result) {
        story.ready(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), verb, SMALL));
        if (shown == null) {
            shows("h1");
        } else {
            shows("h1", sighting(c1(1), shown, true, NOON));
        }
        assertThat(finished()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"2, DONE", "1, ABORTED"})
    void aResizeEndedAsTheSizeShows(int vcpus, Result result) {
        var wanted = new Size(2, GB, 10 * GB);
        story.ready(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.RESIZE, wanted));
        shows(
                "h1",
                new Sighting(
                        c1(1),
                        VeeState.ACTIVE,
                        SMALL.withVcpus(vcpus),
                        NOON,
                        true,
                        new Epoch(1),
                        false,
                        List.of(),
                        List.of()));
        assertThat(finished()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"ATTACH, data, DONE", "ATTACH, logs, ABORTED", "DETACH, data, ABORTED", "DETACH, logs, DONE"})
    void aVolumeThatAHostShowsIsAttached(Verb verb, String attached, Entry.Result result) {
        var claim = new Entry.Claimed(c1(1), host("h1"), verb, SMALL, null, "data", verb == Verb.ATTACH ? 1 << 20 : 0);
        story.ready(c1(1), "h1").then(claim);
        shows(
                "h1",
                new Sighting(
                        c1(1), VeeState.ACTIVE, SMALL, NOON, true, new Epoch(1), false, List.of(), List.of(attached)));
        assertThat(finished()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"true, MIGRATION_GIVEN_UP", "false, MIGRATION_FAILED"})
    void aMoveThatWasGivenUpOnSomebodysWordHasNotFailed(boolean toldToStay, Notice.Code told) {
        story.ready(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.MIGRATE, SMALL, host("h2")));
        if (toldToStay) {
            story.then(new Entry.Claimed(c1(1), host("h1"), Verb.STAY, SMALL));
        }
        shows("h1", up(c1(1)));
        shows("h2");
        assertThat(found().entries())
                .filteredOn(Entry.Noticed.class::isInstance)
                .extracting(entry -> ((Entry.Noticed) entry).notice().code())
                .containsExactly(told);
    }

    @Test
    void aVeeThatHasLeftAndIsSeenNowhereMayHaveArrivedSince() {
        story.ready(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.MIGRATE, SMALL, host("h2")));
        shows("h2");
        shows("h1");
        before = view(EARLIER);
        callsWereOver = false;
        assertThat(found().entries()).as("it had not been there yet").isEmpty();
        callsWereOver = true;

        shows("h1", up(c1(1)));
        before = view(EARLIER);
        shows("h1");
        assertThat(found().entries()).as("h2 may have been asked first").isEmpty();

        before = view(EARLIER);
        assertThat(found().entries())
                .as("h2 was asked after it had left")
                .filteredOn(Entry.VeeChanged.class::isInstance)
                .extracting(entry -> ((Entry.VeeChanged) entry).phase())
                .containsExactly(VeePhase.GONE);

        shows("h2", up(c1(1)));
        assertThat(finished()).isEqualTo(Result.DONE);
    }

    @Test
    void aCallThatMayStillTakeEffectIsLeftOpenAndItsVeeAlone() {
        story.started(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.DEFINE, SMALL));
        shows("h1", sighting(c1(1), VeeState.DEFINED, false, NOON));
        callsAreOver = false;
        assertThat(found().entries()).isEmpty();
    }

    @Test
    void aCallAtASilentHostIsLeftOpen() {
        story.started(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.DEFINE, SMALL));
        assertThat(found().entries()).isEmpty();
    }

    @Test
    void theVeeOfAResolvedCallIsSeenAtOnce() {
        story.started(c1(1), "h1").then(new Entry.Claimed(c1(1), host("h1"), Verb.DEFINE, SMALL));
        shows("h1", sighting(c1(1), VeeState.DEFINED, false, NOON));
        assertThat(found().entries()).hasSize(2);
        assertThat(change().state()).isEqualTo(VeeState.DEFINED);
        assertThat(change().phase()).isEqualTo(VeePhase.STARTING);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"RESUME", "PAUSE", "SUSPEND"})
    void aHeldVeeThatTurnsOutToRunIsHeldNoMore(Verb verb) {
        var before = verb == Verb.RESUME ? VeeState.PAUSED : VeeState.ACTIVE;
        story.ready(c1(1), "h1")
                .then(changed(c1(1), VeePhase.HELD, before, "h1"))
                .then(new Entry.Claimed(c1(1), host("h1"), verb, SMALL));
        shows("h1", up(c1(1)));
        assertThat(change().phase()).isEqualTo(VeePhase.READY);
    }

    @Test
    void aVeeThatGoesOffOnItsTenantsWordIsHeldThroughout() {
        story.ready(c1(1), "h1").then(changed(c1(1), VeePhase.HELD, VeeState.ACTIVE, "h1"));
        shows("h1", up(c1(1)));
        assertThat(found().entries()).isEmpty();
    }

    @Test
    void aVeeThatBelongsNowhereIsALeak() {
        story.ready(c1(1), "h1");
        shows("h1", up(c1(1)));
        shows("h2", up(c1(1)), up(c1(7)), up(new VeeId(new ServiceId("Other"), "C1", 1, 1)));
        assertThat(found().leaks())
                .containsExactly(new Observer.Leak(c1(1), host("h2")), new Observer.Leak(c1(7), host("h2")));
        assertThat(found().entries()).isEmpty();
    }

    @Test
    void whatACallIsInFlightForIsNoLeak() {
        story.then(new Entry.Claimed(c1(7), host("h2"), Verb.DESTROY, Size.NOTHING));
        shows("h2", up(c1(7)));
        callsAreOver = false;
        assertThat(found().leaks()).isEmpty();
    }

    @Test
    void onlyWhatWasNotTouchedSinceTheViewIsJudgedByIt() {
        story.ready(c1(1), "h1").ready(c1(2), "h1");
        shows("h1", up(c1(7)));
        stale.addAll(List.of(c1(1), c1(7)));
        assertThat(found().leaks()).isEmpty();
        assertThat(change().vee()).isEqualTo(c1(2));
    }

    private void shows(String host, Sighting... sightings) {
        var capacity = new HostCapacity(host(host), "D1", SMALL, Size.NOTHING);
        seen.put(host(host), SiteView.Seen.of(capacity, Arrays.asList(sightings), List.of()));
    }

    private static Sighting up(VeeId vee) {
        return sighting(vee, VeeState.ACTIVE, true, NOON);
    }

    private static Sighting sighting(VeeId vee, VeeState state, boolean booted, Instant since) {
        return new Sighting(vee, state, SMALL, since, booted, new Epoch(1), false, List.of(), List.of());
    }

    private SiteView view(Duration uptime) {
        return new SiteView(lookedAt, uptime, new TreeMap<>(seen), List.of());
    }

    private Observer.Found found() {
        var view = view(EARLIER.plusSeconds(5));
        return Observer.compare(
                story.image(),
                SPEC,
                view,
                before,
                (intent, call, look) -> look.uptime().equals(EARLIER) ? callsWereOver : callsAreOver,
                intent -> callsAreParked,
                vee -> !stale.contains(vee),
                vee -> booting);
    }

    private Entry.VeeChanged change() {
        var changes = found().entries().stream()
                .filter(Entry.VeeChanged.class::isInstance)
                .map(Entry.VeeChanged.class::cast)
                .toList();
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }

    private Result finished() {
        var finished = found().entries().stream()
                .filter(Entry.Finished.class::isInstance)
                .map(Entry.Finished.class::cast)
                .toList();
        assertThat(finished)
                .extracting(Entry.Finished::intent)
                .containsExactly(new IntentId(story.image().lastSeq()));
        return finished.getFirst().result();
    }
}
