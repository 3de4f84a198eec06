package io.reservoir.controller.execute;

import static io.reservoir.controller.image.Story.BECAUSE;
import static io.reservoir.controller.image.Story.GB;
import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static io.reservoir.controller.image.Story.SMALL;
import static io.reservoir.controller.image.Story.c1;
import static io.reservoir.controller.image.Story.changed;
import static io.reservoir.controller.image.Story.host;
import static io.reservoir.controller.image.Story.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.image.Journal;
import io.reservoir.controller.observe.Observer;
import io.reservoir.controller.observe.SiteView;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Step;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanExecutorTest {
    private static final ServiceSpec SPEC =
            Rsl.compile("shop.rsl", """
            service Shop
            C1(1 CPU, 1 GB, 10 GB disk) { replicas max 9 }
            """).service().spec();
    /** The intent of somebody at the host who asked no ledger. */
    private static final IntentId SOMEBODY = new IntentId(0);

    private static final Shard SHARD = Shard.of(SHOP);

    private final ManualClock clock = new ManualClock(NOON);
    private final MemoryLedger ledger = new MemoryLedger();
    private final RecordingHost h1 = recording("h1");
    private final RecordingHost h2 = recording("h2");
    private Journal journal;
    private PlanExecutor executor;

    @BeforeEach
    void takesTheService() {
        var tenure = ledger.take(SHARD, ledger.tenure(SHARD), "a");
        journal = Journal.open(ledger, tenure, SHOP, recorded -> {});
        executor = new PlanExecutor(journal, SPEC, Map.of(h1.id(), h1, h2.id(), h2), HostCalls.direct(clock), clock);
    }

    @Test
    void definesThenActivatesEachUnderAClaimOfItsOwn() {
        commit(start(c1(1), "h1"));
        assertThat(h1.verbs()).containsExactly(Verb.DEFINE, Verb.ACTIVATE);
        assertThat(entries(Entry.Claimed.class))
                .extracting(Entry.Claimed::verb)
                .containsExactly(Verb.DEFINE, Verb.ACTIVATE);
        assertThat(journal.image().inFlight()).isEmpty();
        assertThat(vee().phase()).isEqualTo(VeePhase.STARTING);
        assertThat(vee().state()).isEqualTo(VeeState.ACTIVE);
    }

    @Test
    void everyCallHasItsClaimInTheLedgerBeforeTheHostHearsOfIt() {
        commit(start(c1(1), "h1"), start(c1(2), "h2"));
        journalSays(c1(1));
        commit(new Step.Resize(c1(1), SMALL.withVcpus(2), BECAUSE), new Step.Stop(c1(2), BECAUSE));
        executor.tell(vee(), host("h1"), Verb.PAUSE);
        executor.tell(vee(), host("h1"), Verb.RESUME);
        commit(new Step.Remove(c1(1), BECAUSE));
        assertThat(h1.verbs())
                .containsExactly(Verb.DEFINE, Verb.ACTIVATE, Verb.RESIZE, Verb.PAUSE, Verb.RESUME, Verb.DESTROY);
        assertThat(h2.verbs()).containsExactly(Verb.DEFINE, Verb.ACTIVATE, Verb.SHUTDOWN);
        assertThat(journal.image().vees()).containsOnlyKeys(c1(2));
    }

    @Test
    void takesUpAStartWhereItWasCutShort() {
        h1.instead.put(Verb.ACTIVATE, new Outcome.Lost("cut"));
        commit(start(c1(1), "h1"));
        finishAsAborted();
        h1.instead.clear();
        commit(start(c1(1), "h1"));
        assertThat(h1.verbs()).containsExactly(Verb.DEFINE, Verb.ACTIVATE, Verb.ACTIVATE);
    }

    @Test
    void aWaitingVeeIsNobodysCall() {
        commit(new Step.Await(c1(1), SMALL, BECAUSE));
        assertThat(h1.calls).isEmpty();
        assertThat(entries(Entry.Claimed.class)).isEmpty();
    }

    @Test
    void waitsForRoomWhereItsHostIsFullAfterAll() {
        h1.instead.put(Verb.DEFINE, new Outcome.Refused(Outcome.Refusal.FULL, "no room"));
        commit(start(c1(1), "h1"));
        assertThat(h1.verbs()).containsExactly(Verb.DEFINE);
        assertThat(vee().phase()).isEqualTo(VeePhase.PENDING);
        assertThat(vee().host()).isNull();
        assertThat(finished()).containsExactly(Entry.Result.REFUSED);
        assertThat(entries(Entry.Noticed.class)).isEmpty();
    }

    @Test
    void hasFailedWithANoticeWhereItsHostRefusesIt() {
        h1.instead.put(Verb.ACTIVATE, new Outcome.Refused(Outcome.Refusal.FAILED, "no such image"));
        commit(start(c1(1), "h1"));
        assertThat(vee().phase()).isEqualTo(VeePhase.FAILED);
        assertThat(vee().host()).isEqualTo(host("h1"));
        assertThat(entries(Entry.Noticed.class))
                .extracting(n -> n.notice().code())
                .containsExactly(Notice.Code.VEE_FAILED);
        assertThat(finished()).containsExactly(Entry.Result.DONE, Entry.Result.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"DEFINE", "ACTIVATE"})
    void aStartThatAHostIsTooBusyForHasNotFailedBeforeTenMinutesAreOver(Verb verb) {
        h1.instead.put(verb, new Outcome.Refused(Outcome.Refusal.BUSY, "another call is under way"));
        commit(start(c1(1), "h1"));
        assertThat(vee().phase()).isEqualTo(VeePhase.STARTING);
        assertThat(journal.image().hostBreakers()).isEmpty();

        clock.advance(Effects.LONGEST_LAUNCH.minusMillis(1));
        commit(start(c1(1), "h1"));
        assertThat(vee().phase()).isEqualTo(VeePhase.STARTING);
        assertThat(entries(Entry.Noticed.class)).isEmpty();

        clock.advance(Duration.ofMillis(1));
        commit(start(c1(1), "h1"));
        assertThat(vee().phase()).isEqualTo(VeePhase.FAILED);
        assertThat(entries(Entry.Noticed.class))
                .extracting(n -> n.notice().code())
                .containsExactly(Notice.Code.VEE_FAILED);
    }

    @Test
    void aCallIsNotMadeTooLateHoweverItsWallClockIsPutBackMeanwhile() {
        var begins = new ArrayList<Runnable>();
        var up = new AtomicReference<>(Duration.ZERO);
        var stood = new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                begins.add(() -> done.accept(call.apply(host)));
            }

            @Override
            public Duration uptime() {
                return up.get();
            }
        };
        executor = new PlanExecutor(journal, SPEC, Map.of(h1.id(), h1), stood, clock);
        commit(start(c1(1), "h1"));
        up.set(PlanExecutor.MADE_WITHIN.plusMillis(1));
        begins.getFirst().run();

        assertThat(h1.list()).isEmpty();
        assertThat(journal.image().inFlight()).hasSize(1);
    }

    @Test
    void aCallThatWasWaitedForInVainMayStillTakeEffect() {
        var answers = new ArrayList<Runnable>();
        var slow = new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                var outcome = call.apply(host);
                answers.add(() -> done.accept(outcome));
            }

            @Override
            public Duration uptime() {
                return up();
            }
        };
        executor = new PlanExecutor(journal, SPEC, Map.of(h1.id(), h1), slow, clock);
        h1.instead.put(Verb.DEFINE, new Outcome.Lost("it did not answer in time"));
        commit(start(c1(1), "h1"));
        var intent = journal.image().inFlight().firstKey();
        var call = journal.image().inFlight().get(intent);
        clock.advance(Duration.ofSeconds(45));
        answers.getFirst().run();

        assertThat(executor.isOver(intent, call, up())).isFalse();
        clock.advance(PlanExecutor.DRAIN.minusMillis(1));
        assertThat(executor.isOver(intent, call, up())).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(executor.isOver(intent, call, up())).isTrue();
    }

    @Test
    void aLookBeforeACallProvesNothingOfItHoweverTheWallClockIsPutBackMeanwhile() {
        var up = new AtomicReference<>(Duration.ofSeconds(100));
        var atOnce = new HostCalls() {
            @Override
            public void call(Host host, Function<Host, Outcome> call, Consumer<Outcome> done) {
                done.accept(call.apply(host));
            }

            @Override
            public Duration uptime() {
                return up.get();
            }
        };
        var wall = new AtomicReference<>(NOON);
        executor = new PlanExecutor(journal, SPEC, Map.of(h1.id(), h1), atOnce, wall::get);
        var look = SiteView.of(List.of(h1), wall.get(), up.get());
        wall.set(NOON.minusSeconds(40));
        up.set(Duration.ofSeconds(101));
        h1.instead.put(Verb.DEFINE, new Outcome.Lost("it did not answer in time"));
        commit(start(c1(1), "h1"));
        var intent = journal.image().inFlight().firstKey();
        var call = journal.image().inFlight().get(intent);

        assertThat(executor.isUntouchedSince(c1(1), look.uptime())).isFalse();
        assertThat(executor.isOver(intent, call, look.uptime().plus(PlanExecutor.DRAIN)))
                .isFalse();
        assertThat(executor.isOver(intent, call, up.get().plus(PlanExecutor.DRAIN)))
                .isTrue();
    }

    @Test
    void tellsOnceThatAHostIsSetAside() {
        h1.instead.put(Verb.ACTIVATE, new Outcome.Refused(Outcome.Refusal.FAILED, "broken"));
        commit(start(c1(1), "h1"), start(c1(2), "h1"), start(c1(3), "h1"), start(c1(4), "h2"));
        assertThat(entries(Entry.Noticed.class))
                .extracting(n -> n.notice().code())
                .containsExactly(
                        Notice.Code.VEE_FAILED,
                        Notice.Code.VEE_FAILED,
                        Notice.Code.VEE_FAILED,
                        Notice.Code.HOST_SET_ASIDE);
    }

    @Test
    void aCallAtAHostThatIsConfiguredNoMoreIsRefused() {
        commit(start(c1(1), "h9"));
        assertThat(vee().phase()).isEqualTo(VeePhase.FAILED);
        assertThat(journal.image().inFlight()).isEmpty();
    }

    @Test
    void aLostReplyStaysInFlightUntilTheHostShowsHowItEnded() {
        var lossy = new RecordingHost(
                SimulatedHost.inMemory(
                        SimulatedHost.Settings.of("h1", "D1", new Size(8, 8 * GB, 80 * GB)),
                        FailurePlan.NONE.withLostReplies(1),
                        clock),
                this::isClaimed);
        executor = new PlanExecutor(journal, SPEC, Map.of(lossy.id(), lossy), HostCalls.direct(clock), clock);
        commit(start(c1(1), "h1"));
        var intent = journal.image().inFlight().firstKey();
        var call = journal.image().inFlight().get(intent);
        assertThat(call.claim().verb()).isEqualTo(Verb.DEFINE);
        assertThat(lossy.verbs()).containsExactly(Verb.DEFINE);

        assertThat(executor.isOver(intent, call, up())).isFalse();
        clock.advance(PlanExecutor.DRAIN);
        assertThat(executor.isOver(intent, call, up())).isTrue();
        var view = SiteView.of(List.of(lossy), clock.instant(), up());
        var found = Observer.compare(
                journal.image(),
                SPEC,
                view,
                null,
                (i, c, look) -> executor.isOver(i, c, look.uptime()),
                i -> false,
                vee -> executor.isUntouchedSince(vee, view.uptime()),
                vee -> Duration.ZERO);
        journal.append(view.at(), found.entries());
        assertThat(finished()).containsExactly(Entry.Result.DONE);
        assertThat(vee().state()).isEqualTo(VeeState.DEFINED);
        assertThat(journal.image().inFlight()).isEmpty();
    }

    @Test
    void whatWasTouchedAfterTheViewIsNotJudgedByIt() {
        var before = up();
        commit(start(c1(1), "h1"));
        assertThat(executor.isUntouchedSince(c1(1), before)).isFalse();
        assertThat(executor.isUntouchedSince(c1(2), before)).isTrue();
        assertThat(executor.isUntouchedSince(c1(1), before.plusNanos(1))).isTrue();
    }

    @Test
    void whatWasOffBeforeItWasDestroyedIsOffInTheLedgerFromThenOn() {
        commit(start(c1(1), "h1"));
        journalSays(c1(1));
        var off = NOON.plusSeconds(5);
        h1.instead.put(Verb.DESTROY, new Outcome.Done(off.plusSeconds(2), off));
        commit(new Step.Remove(c1(1), BECAUSE));
        var changes = entries(Entry.VeeChanged.class);
        assertThat(changes.subList(changes.size() - 2, changes.size()))
                .extracting(Entry.VeeChanged::state, Entry.VeeChanged::since)
                .containsExactly(tuple(VeeState.SHUTOFF, off), tuple(VeeState.DESTROYED, off.plusSeconds(2)));
    }

    @Test
    void aFencedJournalCallsNoHost() {
        commit(start(c1(1), "h1"));
        journalSays(c1(1));
        ledger.take(SHARD, ledger.tenure(SHARD), "b");
        var calls = h1.calls.size();
        executor.execute(new Plan(List.of(new Step.Stop(c1(1), BECAUSE)), List.of()));
        executor.tell(vee(), host("h1"), Verb.DESTROY);
        executor.reap(List.of(new Observer.Leak(c1(7), host("h1"))));
        assertThat(h1.calls).hasSize(calls);
        assertThat(journal.isLost()).isTrue();
    }

    @Test
    void aLeakIsDestroyedWithANotice() {
        leakAt(h2, 7);
        executor.reap(List.of(new Observer.Leak(c1(7), host("h2"))));
        assertThat(h2.list()).isEmpty();
        assertThat(entries(Entry.Noticed.class))
                .extracting(n -> n.notice().code())
                .containsExactly(Notice.Code.LEAK_REAPED);
        assertThat(journal.image().inFlight()).isEmpty();
    }

    @Test
    void aLeakedNamesakeIsDestroyedAndTheVeeItselfUntouched() {
        commit(start(c1(1), "h1"));
        journalSays(c1(1));
        leakAt(h2, 1);
        var before = vee();
        executor.reap(List.of(new Observer.Leak(c1(1), host("h2"))));
        assertThat(h2.list()).isEmpty();
        assertThat(vee()).isEqualTo(before);
        assertThat(h1.list()).hasSize(1);
    }

    @Test
    void whatCannotBePausedRunsOn() {
        commit(start(c1(1), "h1"));
        journal.append(clock.instant(), List.of(changed(c1(1), VeePhase.HELD, VeeState.ACTIVE, "h1")));
        h1.instead.put(Verb.PAUSE, new Outcome.Refused(Outcome.Refusal.FAILED, "busy"));
        executor.tell(vee(), host("h1"), Verb.PAUSE);
        assertThat(vee().phase()).isEqualTo(VeePhase.STARTING);
        assertThat(vee().state()).isEqualTo(VeeState.ACTIVE);
    }

    private void leakAt(RecordingHost host, int ordinal) {
        var epoch = journal.epoch();
        host.define(new Definition(c1(ordinal), SMALL, null, List.of(), List.of(), Probe.DEFAULT), SOMEBODY, epoch);
        host.calls.clear();
    }

    private RecordingHost recording(String name) {
        var settings = SimulatedHost.Settings.of(name, "D1", new Size(8, 8 * GB, 80 * GB));
        return new RecordingHost(SimulatedHost.inMemory(settings, FailurePlan.NONE, clock), this::isClaimed);
    }

    /** What every call must find in the ledger: its claim, the same in every respect and not finished. */
    private void isClaimed(RecordingHost.Call call) {
        if (call.intent().equals(SOMEBODY)) {
            return;
        }
        var entries = ledger.read(SHOP, 0, 10_000);
        var claim = entries.get((int) call.intent().claimedAt() - 1);
        assertThat(claim.entry()).isInstanceOfSatisfying(Entry.Claimed.class, claimed -> {
            assertThat(claimed.vee()).isEqualTo(call.vee());
            assertThat(claimed.verb()).isEqualTo(call.verb());
        });
        assertThat(claim.epoch()).isEqualTo(call.epoch());
        assertThat(entries)
                .map(Recorded::entry)
                .noneMatch(entry -> entry instanceof Entry.Finished finished
                        && finished.intent().equals(call.intent()));
    }

    private void commit(Step... steps) {
        var plan = new Plan(List.of(steps), List.of());
        assertThat(journal.append(clock.instant(), List.of(new Entry.Planned(plan))))
                .isTrue();
        executor.execute(plan);
    }

    private void journalSays(VeeId vee) {
        journal.append(clock.instant(), List.of(changed(vee, VeePhase.READY, VeeState.ACTIVE, "h1")));
    }

    private void finishAsAborted() {
        var intent = journal.image().inFlight().firstKey();
        journal.append(clock.instant(), List.of(new Entry.Finished(intent, Entry.Result.ABORTED, "")));
    }

    /** As of the calls that are made at once. */
    private Duration up() {
        return HostCalls.direct(clock).uptime();
    }

    private Vee vee() {
        return journal.image().vees().get(c1(1));
    }

    private List<Entry.Result> finished() {
        return entries(Entry.Finished.class).stream()
                .map(Entry.Finished::result)
                .toList();
    }

    private <E extends Entry> List<E> entries(Class<E> kind) {
        return ledger.read(SHOP, 0, 10_000).stream()
                .map(Recorded::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
