package io.reservoir.controller.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlaAccountTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final Promise GOLD = new Promise("Gold", 0.999, 2);
    private static final Promise SILVER = new Promise("Silver", 0.995, 2);

    private final List<Recorded> entries = new ArrayList<>();
    private final Map<Long, Map<String, Promise>> promises = new HashMap<>();

    @Test
    void aMinuteIsBadIfTooFewWereReadyForHalfOfIt() {
        running();
        changed("10:00:10", 2, VeePhase.FAILED);
        changed("10:00:39", 2, VeePhase.READY);
        assertThat(minutes("10:30")).isEqualTo(new Minutes(29, 0, 0, 0));

        changed("10:30:10", 2, VeePhase.FAILED);
        changed("10:30:40", 2, VeePhase.READY);
        assertThat(minutes("10:31")).isEqualTo(new Minutes(29, 1, 0, 0));
    }

    @Test
    void anOutageCountsAllItsMinutes() {
        running();
        changed("10:10:20", 2, VeePhase.FAILED);
        changed("10:15:40", 2, VeePhase.READY);

        // 10:10 is bad for 40 s, 10:11 to 10:14 wholly, 10:15 for 40 s
        assertThat(minutes("11:00")).isEqualTo(new Minutes(53, 6, 0, 0));
        assertThat(month("11:00").entries()).containsExactly(5L, 6L);
        assertThat(month("11:00").minutes().availability()).isCloseTo(53 / 59.0, within(1e-15));
    }

    @Test
    void nothingIsOwedBeforeTheMinimumWasReadyForTheFirstTime() {
        submitted("09:00", GOLD);
        recorded("09:10", new Entry.Activated());
        changed("09:30", 1, VeePhase.READY);
        assertThat(account().months(time("12:00"))).isEmpty();

        changed("09:40", 2, VeePhase.READY);
        assertThat(minutes("10:00")).isEqualTo(new Minutes(20, 0, 0, 0));
    }

    @Test
    void aHigherMinimumIsOwedOnceItWasReachedAndALowerOneAtOnce() {
        running();
        submitted("10:10", new Promise("Gold", 0.999, 3));
        assertThat(minutes("10:20")).isEqualTo(new Minutes(19, 0, 0, 0));

        changed("10:20", 3, VeePhase.READY);
        changed("10:30", 3, VeePhase.FAILED);
        assertThat(minutes("10:40")).isEqualTo(new Minutes(29, 10, 0, 0));

        submitted("10:40", GOLD);
        assertThat(minutes("10:50")).isEqualTo(new Minutes(39, 10, 0, 0));
    }

    @Test
    void whatTheTenantStoppedIsExcludedUntilItIsUpAgain() {
        running();
        told("10:10", 1, VeePhase.HELD, Verb.SUSPEND);
        changed("10:20", 1, VeePhase.READY);
        assertThat(minutes("10:30")).isEqualTo(new Minutes(19, 0, 0, 10));

        told("10:30", 1, VeePhase.STOPPING, Verb.DESTROY);
        recorded("10:31", gone(1));
        assertThat(minutes("10:40")).isEqualTo(new Minutes(19, 0, 0, 20));

        changed("10:40", 2, VeePhase.FAILED);
        assertThat(minutes("10:50")).as("the other one is the provider's").isEqualTo(new Minutes(19, 10, 0, 20));
    }

    @Test
    void whatMayBeThereIsUnknownAndCountsAsGoodForBillingAndAsBadForProtection() {
        running();
        changed("10:55", 2, VeePhase.UNKNOWN);

        var month = month("11:00");
        assertThat(minutes("11:00")).isEqualTo(new Minutes(54, 0, 5, 0));
        assertThat(month.minutes().availability()).isEqualTo(1);
        assertThat(account().burn("C1", time("11:00")).over5min()).isCloseTo(1000, within(1e-6));
    }

    @Test
    void unknownTimeThatTheHostLaterVouchesForIsGood() {
        running();
        changed("10:10", 2, VeePhase.UNKNOWN);
        assertThat(minutes("10:20")).isEqualTo(new Minutes(9, 0, 10, 0));

        recorded("10:20", change(2, VeePhase.READY, time("10:01"), "as the host lists it"));
        assertThat(minutes("10:30")).isEqualTo(new Minutes(29, 0, 0, 0));
    }

    @Test
    void minutesOverTheContractAreExcluded() {
        running();
        recorded("10:05", standing(Notice.Code.OVER_CONTRACT));
        changed("10:10", 2, VeePhase.FAILED);
        assertThat(minutes("10:20")).isEqualTo(new Minutes(9, 0, 0, 10));

        recorded("10:20", standing(Notice.Code.BEYOND_MAX));
        assertThat(minutes("10:30")).isEqualTo(new Minutes(9, 10, 0, 10));
    }

    @Test
    void aServiceThatIsNotToRunOwesNothing() {
        running();
        recorded("10:10", new Entry.Undeployed());
        changed("10:11", 1, VeePhase.FAILED);
        assertThat(minutes("10:20")).isEqualTo(new Minutes(9, 0, 0, 10));

        recorded("10:20", new Entry.Activated());
        assertThat(minutes("10:30")).as("it comes up anew").isEqualTo(new Minutes(9, 0, 0, 20));
    }

    @Test
    void aPlannedStopBelowTheMinimumIsBadFromThePlanOn() {
        running();
        recorded(
                "10:10",
                new Entry.Planned(new Plan(List.of(new Step.Stop(vee(2), new Reason("2 → 1", null))), List.of())));

        assertThat(minutes("10:20")).isEqualTo(new Minutes(9, 10, 0, 0));
    }

    @Test
    void eachClassHasAnAccountOfItsOwn() {
        running();
        changed("10:10", 2, VeePhase.FAILED);
        submitted("10:20", SILVER);
        changed("10:30", 2, VeePhase.READY);
        changed("10:40", 2, VeePhase.FAILED);

        assertThat(account().months(time("11:00")))
                .extracting(
                        SlaAccount.Month::slaClass,
                        month -> month.minutes().good(),
                        month -> month.minutes().bad())
                .containsExactly(tuple("Gold", 9L, 10L), tuple("Silver", 10L, 20L));
    }

    @Test
    void monthsAreCutAtMidnightUtc() {
        running();
        var account = account();
        var months = account.months(Instant.parse("2026-05-02T00:00:00Z"));

        assertThat(months)
                .extracting(month -> month.month().toString())
                .containsExactly("2026-03", "2026-04", "2026-05");
        assertThat(months.get(1).minutes()).isEqualTo(new Minutes(30 * 24 * 60, 0, 0, 0));
        assertThat(months.get(2).minutes()).isEqualTo(new Minutes(24 * 60, 0, 0, 0));
    }

    @Test
    void burnRatesWorkedByHand() {
        running();
        changed("15:27:00", 2, VeePhase.FAILED);
        changed("15:29:00", 2, VeePhase.READY);
        var rates = account().burn("C1", time("15:30:20"));

        // budget of Gold: 1 in 1,000. Two bad minutes of 5, 60, 30 and 360
        assertThat(rates.over5min()).isCloseTo(2 / 5.0 / 0.001, within(1e-6)); // 400
        assertThat(rates.over1h()).isCloseTo(2 / 60.0 / 0.001, within(1e-6)); // 33.3
        assertThat(rates.over30min()).isCloseTo(2 / 30.0 / 0.001, within(1e-6)); // 66.7
        assertThat(rates.over6h()).isCloseTo(2 / 360.0 / 0.001, within(1e-6)); // 5.56

        var later = account().burn("C1", time("15:34"));
        assertThat(later.over5min()).as("its minutes are past").isEqualTo(0.0);
        assertThat(later.over1h()).isCloseTo(2 / 60.0 / 0.001, within(1e-6));
    }

    @Test
    void burnIsUnknownWhereNothingWasOwedAndZeroWhereAllWasWell() {
        assertThat(account().burn("C1", time("10:00"))).isEqualTo(BurnRates.UNKNOWN);
        running();
        assertThat(account().burn("C1", time("10:00"))).isEqualTo(BurnRates.UNKNOWN);
        assertThat(account().burn("C1", time("10:02"))).isEqualTo(new BurnRates(0.0, 0.0, 0.0, 0.0));
        assertThat(account().burn("C2", time("10:02"))).isEqualTo(BurnRates.UNKNOWN);
    }

    @Test
    void aRunningAccountForgetsWhatNoWindowSeesAndBurnsTheSame() {
        running();
        for (var minute = 0; minute < 600; minute += 7) {
            changed(time("10:05").plus(Duration.ofMinutes(minute)), 2, VeePhase.FAILED);
            changed(time("10:06").plus(Duration.ofMinutes(minute)), 2, VeePhase.READY);
        }
        var running = SlaAccount.running(recorded -> promises.get(recorded.seq()));
        entries.forEach(running);
        for (var minute = 600; minute < 1_000; minute++) {
            var now = time("10:05").plus(Duration.ofMinutes(minute));
            assertThat(running.burn("C1", now)).isEqualTo(account().burn("C1", now));
        }
    }

    /** Two VEEs that are ready from 10:01 on, which entry 4 records. */
    private void running() {
        submitted("09:00", GOLD);
        recorded("09:59", new Entry.Activated());
        changed("10:00", 1, VeePhase.READY);
        changed("10:01", 2, VeePhase.READY);
    }

    /** The minutes of the month, those apart that were before 10:01. */
    private Minutes minutes(String until) {
        var minutes = month(until).minutes();
        var before = 9 * 24 * 60 + 10 * 60 + 1L;
        return new Minutes(minutes.good(), minutes.bad(), minutes.unknown(), Math.max(0, minutes.excluded() - before));
    }

    private SlaAccount.Month month(String until) {
        return account().months(time(until)).getFirst();
    }

    private SlaAccount account() {
        return SlaAccount.of(entries, recorded -> promises.get(recorded.seq()));
    }

    private void submitted(String clock, Promise promise) {
        promises.put(entries.size() + 1L, Map.of("C1", promise));
        recorded(clock, new Entry.Submitted("shop.rsl", "service shop"));
    }

    private void changed(String since, int ordinal, VeePhase phase) {
        changed(time(since), ordinal, phase);
    }

    /** Recorded some seconds after it was. */
    private void changed(Instant since, int ordinal, VeePhase phase) {
        recorded(since.plusSeconds(3), change(ordinal, phase, since, "as the host lists it"));
    }

    private void told(String clock, int ordinal, VeePhase phase, Verb verb) {
        recorded(clock, change(ordinal, phase, time(clock), verb.told()));
    }

    private static Entry.VeeChanged gone(int ordinal) {
        return change(ordinal, VeePhase.GONE, time("10:31"), "as the host lists it");
    }

    private static Entry.VeeChanged change(int ordinal, VeePhase phase, Instant since, String why) {
        return new Entry.VeeChanged(vee(ordinal), phase, null, new HostId("h1"), Size.NOTHING, since, why);
    }

    private static Entry.Decided standing(Notice.Code code) {
        return new Entry.Decided(
                List.of(), List.of(new VariableState(Variable.replicas("C1"), 2, List.of(), List.of(), List.of(code))));
    }

    private void recorded(String clock, Entry entry) {
        recorded(time(clock), entry);
    }

    private void recorded(Instant at, Entry entry) {
        entries.add(new Recorded(SHOP, entries.size() + 1L, new Epoch(1), at, entry));
    }

    private static VeeId vee(int ordinal) {
        return new VeeId(SHOP, "C1", ordinal, 1);
    }

    private static Instant time(String clock) {
        return Instant.parse("2026-03-10T" + clock + (clock.length() == 5 ? ":00Z" : "Z"));
    }
}
