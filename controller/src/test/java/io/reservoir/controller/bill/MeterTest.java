package io.reservoir.controller.bill;

import static io.reservoir.controller.bill.History.GOLD;
import static io.reservoir.controller.bill.History.SILVER;
import static io.reservoir.controller.bill.History.size;
import static io.reservoir.controller.bill.History.time;
import static io.reservoir.controller.bill.History.vee;
import static io.reservoir.model.vee.VeePhase.FAILED;
import static io.reservoir.model.vee.VeePhase.GONE;
import static io.reservoir.model.vee.VeePhase.HELD;
import static io.reservoir.model.vee.VeePhase.PENDING;
import static io.reservoir.model.vee.VeePhase.READY;
import static io.reservoir.model.vee.VeePhase.STARTING;
import static io.reservoir.model.vee.VeePhase.STOPPING;
import static io.reservoir.model.vee.VeePhase.UNKNOWN;
import static io.reservoir.model.vee.VeeState.ACTIVE;
import static io.reservoir.model.vee.VeeState.DEFINED;
import static io.reservoir.model.vee.VeeState.DESTROYED;
import static io.reservoir.model.vee.VeeState.PAUSED;
import static io.reservoir.model.vee.VeeState.SHUTOFF;
import static io.reservoir.model.vee.VeeState.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final Size SMALL = size(2, 4, 10);
    private static final Size LARGE = size(4, 8, 10);
    private static final VeeId WEB = vee("web", 1);

    private final History history = new History().submitted(time("00:00"), Map.of("web", GOLD));

    @Test
    void followsALifeFromDefinitionToRemoval() {
        history.changed(WEB, PENDING, null, SMALL, "00:10")
                .changed(WEB, STARTING, DEFINED, SMALL, "01:00")
                .changed(WEB, STARTING, ACTIVE, SMALL, "02:00")
                .changed(WEB, READY, ACTIVE, SMALL, "02:05")
                .changed(WEB, HELD, PAUSED, SMALL, "03:00")
                .changed(WEB, HELD, SUSPENDED, SMALL, "04:00")
                .changed(WEB, READY, ACTIVE, SMALL, "05:00")
                .changed(WEB, STOPPING, ACTIVE, SMALL, "06:00")
                .changed(WEB, STOPPING, SHUTOFF, SMALL, "06:30")
                .changed(WEB, GONE, DESTROYED, SMALL, "07:00");

        assertThat(texts(history.metered("09:00")))
                .containsExactly(
                        "defined 01:00-02:00 @3-4",
                        "running 02:00-04:00 @4-7",
                        "defined 04:00-05:00 @7-8",
                        "running 05:00-06:30 @8-10",
                        "defined 06:30-07:00 @10-11");
    }

    @Test
    void cutsWhatIsStillRunningWhereMeteringEnds() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00").changed(WEB, READY, ACTIVE, SMALL, "02:30");

        assertThat(texts(history.metered("03:00"))).containsExactly("running 02:00-03:00 @2-3 open");
        assertThat(texts(history.metered("02:00"))).isEmpty();
        assertThat(texts(history.metered("01:00"))).isEmpty();
    }

    @Test
    void cutsWhatEndsAfterMeteringEnds() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00").changed(WEB, GONE, null, SMALL, "04:00");

        assertThat(texts(history.metered("03:00"))).containsExactly("running 02:00-03:00 @2-3 open");
        assertThat(texts(history.metered("04:00"))).containsExactly("running 02:00-04:00 @2-3");
    }

    @Test
    void splitsAtAResize() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(WEB, READY, ACTIVE, LARGE, "03:00")
                .changed(WEB, GONE, null, LARGE, "04:00");

        var intervals = history.metered("09:00");

        assertThat(texts(intervals)).containsExactly("running 02:00-03:00 @2-3", "running 03:00-04:00 @3-4");
        assertThat(intervals).extracting(UsageInterval::size).containsExactly(SMALL, LARGE);
    }

    @Test
    void countsAResizeWithoutEvidenceOfItsTimeFromItsRecord() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(time("03:00"), WEB, READY, ACTIVE, LARGE, time("02:00"));

        assertThat(texts(history.metered("04:00")))
                .containsExactly("running 02:00-03:00 @2-3", "running 03:00-04:00 @3-3 open");
    }

    @Test
    void doesNotChargeAFailedVeeFromItsFailureOn() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(time("05:00"), WEB, FAILED, SHUTOFF, SMALL, time("03:00"))
                .changed(WEB, GONE, null, SMALL, "06:00");

        assertThat(texts(history.metered("09:00"))).containsExactly("running 02:00-03:00 @2-3");
    }

    @Test
    void doesNotChargeAFailureThatIsSeenAfterAResizeAndANewManifest() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(WEB, READY, ACTIVE, LARGE, "04:00")
                .submitted(time("04:30"), Map.of("web", SILVER))
                .changed(time("05:00"), WEB, FAILED, SHUTOFF, LARGE, time("03:00"));

        assertThat(texts(history.metered("09:00"))).containsExactly("running 02:00-03:00 @2-5");
    }

    @Test
    void leavesNoGapAndNoOverlapWhenAnUnknownVeeIsProvenToHaveRun() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(time("03:10"), WEB, UNKNOWN, ACTIVE, SMALL, time("03:00"))
                .changed(time("04:00"), WEB, READY, ACTIVE, SMALL, time("02:00"));

        assertThat(texts(history.metered("05:00")))
                .containsExactly("running 02:00-03:00 @2-3", "running 03:00-05:00 @4-4 open");
    }

    @Test
    void chargesNothingBetweenTheLastProofAndANewerStart() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(time("03:10"), WEB, UNKNOWN, null, SMALL, time("03:00"))
                .changed(time("04:00"), WEB, READY, ACTIVE, SMALL, time("03:40"));

        assertThat(texts(history.metered("05:00")))
                .containsExactly("running 02:00-03:00 @2-3", "running 03:40-05:00 @4-4 open");
    }

    @Test
    void chargesAnUnknownVeeThatIsGoneUpToItsLastProof() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(time("03:10"), WEB, UNKNOWN, ACTIVE, SMALL, time("03:00"))
                .changed(time("03:20"), WEB, UNKNOWN, ACTIVE, SMALL, time("03:00"))
                .changed(WEB, GONE, null, SMALL, "08:00");

        assertThat(texts(history.metered("09:00"))).containsExactly("running 02:00-03:00 @2-3");
    }

    @Test
    void takesBackWhatAFailureDuringAnOutageDisproves() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(time("03:10"), WEB, UNKNOWN, ACTIVE, SMALL, time("03:00"))
                .changed(time("04:00"), WEB, FAILED, SHUTOFF, SMALL, time("02:50"));

        assertThat(texts(history.metered("09:00"))).containsExactly("running 02:00-02:50 @2-4");
    }

    @Test
    void doesNotTakeBackByNotKnowing() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(WEB, READY, ACTIVE, LARGE, "03:00")
                .changed(time("03:10"), WEB, UNKNOWN, ACTIVE, LARGE, time("02:30"));

        assertThat(texts(history.metered("09:00"))).containsExactly("running 02:00-03:00 @2-3");
    }

    @Test
    void countsNothingWhereNoTimePassed() {
        history.changed(WEB, STARTING, DEFINED, SMALL, "02:00")
                .changed(WEB, STARTING, ACTIVE, SMALL, "02:00")
                .changed(WEB, GONE, null, SMALL, "02:00");

        assertThat(history.metered("09:00")).isEmpty();
    }

    @Test
    void measuresNanoseconds() {
        history.changed(time("02:00"), WEB, READY, ACTIVE, SMALL, time("02:00"))
                .changed(time("02:01"), WEB, GONE, null, SMALL, time("02:00").plusNanos(1));

        assertThat(history.metered("09:00"))
                .singleElement()
                .extracting(UsageInterval::seconds)
                .isEqualTo(new BigDecimal("0.000000001"));
    }

    @Test
    void takesRepeatedEntriesForOne() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(WEB, READY, ACTIVE, SMALL, "01:00")
                .changed(WEB, GONE, null, SMALL, "03:00")
                .changed(WEB, GONE, null, SMALL, "03:00");

        assertThat(texts(history.metered("09:00"))).containsExactly("running 02:00-03:00 @2-5");
    }

    @Test
    void splitsWhereAManifestChangesTheClass() {
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .submitted(time("03:00"), Map.of("web", GOLD))
                .submitted(time("04:00"), Map.of("web", SILVER))
                .submitted(time("04:30"), Map.of("db", GOLD))
                .changed(WEB, GONE, null, SMALL, "05:00");

        var intervals = history.metered("09:00");

        assertThat(texts(intervals)).containsExactly("running 02:00-04:00 @2-4", "running 04:00-05:00 @2-6");
        assertThat(intervals).extracting(UsageInterval::terms).containsExactly(GOLD, SILVER);
        assertThat(intervals).extracting(UsageInterval::manifestSeq).containsExactly(1L, 4L);
    }

    @Test
    void countsTheFirstManifestOfAComponentForAllTimeBefore() {
        var late =
                new History().changed(WEB, READY, ACTIVE, SMALL, "02:00").submitted(time("03:00"), Map.of("web", GOLD));

        assertThat(late.metered("04:00")).extracting(UsageInterval::terms).containsExactly(GOLD);
    }

    @Test
    void knowsComponentsWithoutAnyManifest() {
        var bare = new History().changed(WEB, READY, ACTIVE, SMALL, "02:00");

        assertThat(bare.metered("03:00")).extracting(UsageInterval::terms).containsExactly(Terms.NONE);
    }

    @Test
    void keepsTheLivesOfAReplicaApart() {
        var second = new VeeId(History.SHOP, "web", 1, 2);
        history.changed(WEB, READY, ACTIVE, SMALL, "02:00")
                .changed(second, READY, ACTIVE, SMALL, "02:30")
                .changed(WEB, GONE, null, SMALL, "03:00");

        assertThat(texts(history.metered("04:00")))
                .containsExactly("running 02:00-03:00 @2-4", "running 02:30-04:00 @3-3 open");
    }

    @Test
    void refusesEntriesOutOfOrderAndOfTwoServices() {
        var first = new Recorded(History.SHOP, 1, new Epoch(1), time("00:00"), new Entry.Activated());
        var other = new Recorded(new ServiceId("other"), 2, new Epoch(1), time("00:00"), new Entry.Activated());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Meter.intervals(List.of(first, first), manifest -> Map.of(), Instant.MAX));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Meter.intervals(List.of(first, other), manifest -> Map.of(), Instant.MAX));
    }

    private static List<String> texts(List<UsageInterval> intervals) {
        return intervals.stream()
                .map(each -> (each.running() ? "running " : "defined ")
                        + each.from().toString().substring(11, 16) + "-"
                        + each.to().toString().substring(11, 16)
                        + " @" + each.firstSeq() + "-" + each.lastSeq() + (each.open() ? " open" : ""))
                .toList();
    }
}
