package io.reservoir.controller.decide;

import static io.reservoir.controller.decide.Asked.NOON;
import static io.reservoir.controller.decide.Asked.bandUp;
import static io.reservoir.controller.decide.Asked.combine;
import static io.reservoir.controller.decide.Asked.cpu;
import static io.reservoir.controller.decide.Asked.headroom;
import static io.reservoir.controller.decide.Asked.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Combination;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Hold;
import io.reservoir.model.vee.VeePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The golden vectors of the language's specification, section 8, from raw value to decision. */
class GoldenVectorsTest {
    private static final double RPS_PER_VEE = 500;

    @Test
    void vector1RoundsUpWhatIsOutsideTheBand() {
        assertThat(replicas(6).proposing(3412 / RPS_PER_VEE).target()).isEqualTo(7);
    }

    @Test
    void vector2KeepsWhatIsWithinTheBandUpwards() {
        var raw = 3100 / RPS_PER_VEE;
        assertThat(replicas(6).proposing(raw).target()).isEqualTo(6);
        assertThat(replicas(6).proposing(raw).clauses(bandUp(0)).target()).isEqualTo(7);
        assertThat(replicas(6).proposing(raw).slaClass("Gold").target()).isEqualTo(8);
    }

    @Test
    void vector3KeepsWhatIsWithinTheBandDownwards() {
        var answer = replicas(6).proposing(2750 / RPS_PER_VEE).answer();
        assertThat(answer.decision().target()).isEqualTo(6);
        assertThat(answer.decision().because()).startsWith("band:");
    }

    @Test
    void vector4HoldsTheGreatestResultOfTheWindow() {
        var answer = replicas(6)
                .results(
                        new Point(NOON.minusSeconds(290), 6),
                        new Point(NOON.minusSeconds(200), 5),
                        new Point(NOON.minusSeconds(100), 5))
                .proposing(2100 / RPS_PER_VEE)
                .answer();
        assertThat(answer.decision().target()).isEqualTo(6);
        assertThat(answer.decision().because()).startsWith("stabilise:");
    }

    @Test
    void vector5DoesNotRoundSixUpToSeven() {
        assertThat(replicas(5).proposing(3000 / RPS_PER_VEE).target()).isEqualTo(6);
        assertThat(replicas(5).proposing(6 + 1e-10).target()).isEqualTo(6);
    }

    @Test
    void vector6NeverGoesBeyondMaxAndSaysWhatIsUnmet() {
        var decision = replicas(4)
                .bounds(1, 4.0)
                .proposing(4500 / RPS_PER_VEE)
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(4);
        assertThat(decision.unmet()).isEqualTo(5);
        assertThat(decision.notices()).extracting(Notice::code).containsExactly(Notice.Code.BEYOND_MAX);
    }

    @Test
    void vector7StartsNothingWhileFailedOnesAreOwned() {
        var census = new Census(Map.of(VeePhase.READY, 2, VeePhase.FAILED, 2), wanted -> wanted, Instant.MIN, 2);
        var decision =
                replicas(4).bounds(1, 4.0).census(census).proposing(4).answer().decision();
        assertThat(decision.target()).isEqualTo(4);
        assertThat(decision.lines())
                .anySatisfy(line -> assertThat(line.text()).isEqualTo("4 owned of at most 4: 0 may be started"));
    }

    @Test
    void vector8HoldsWhileTheInputIsUnknown() {
        assertThat(replicas(6).proposing(Value.unknown("no reading")).target()).isEqualTo(6);
        assertThat(replicas(6).proposing(8).target()).isEqualTo(8);
    }

    @Test
    void vector9LetsALowerBoundRaiseAndNeverLower() {
        var atLeastTen = new Value.AtLeast(200 / 20.0, "RequestPerSecond(C1) is unknown");
        assertThat(replicas(6).proposing(atLeastTen).target()).isEqualTo(10);
        assertThat(replicas(12).proposing(atLeastTen).target()).isEqualTo(12);
    }

    @Test
    void vector10TakesTheGreatestOfOnePriority() {
        assertThat(replicas(5).proposing(7).proposing(5).target()).isEqualTo(7);
        assertThat(replicas(5)
                        .proposing(7)
                        .proposing(5)
                        .clauses(combine(Combination.MAX))
                        .target())
                .isEqualTo(7);
        assertThat(replicas(5)
                        .proposing(7)
                        .proposing(5)
                        .clauses(combine(Combination.MIN))
                        .target())
                .isEqualTo(5);
    }

    @Test
    void vector11RoundsVirtualCpusUp() {
        assertThat(cpu(2).proposing(Value.known(2300 / 1000.0), 0, null, 8.0).target())
                .isEqualTo(3);
    }

    @Test
    void vector16GrowsByAtMostItsOwnSizeOrFourInFifteenSeconds() {
        assertThat(targetsFrom(4, 30, 15, 4)).containsExactly(8.0, 16.0, 30.0, 30.0);
    }

    @Test
    void vector18ShrinksByAtMostAQuarterOrOneInAMinute() {
        var asked = replicas(6).results(new Point(NOON.minusSeconds(600), 2));
        var sizes = new ArrayList<Double>();
        var state = asked.question().state();
        for (int minute = 0; minute < 5; minute++) {
            var answer = replicas(6)
                    .remembering(state)
                    .at(NOON.plusSeconds(60L * minute))
                    .proposing(2)
                    .answer();
            sizes.add(answer.decision().target());
            state = answer.state();
        }
        assertThat(sizes).containsExactly(5.0, 4.0, 3.0, 2.0, 2.0);
    }

    @Test
    void vector19DividesTheCapacityByWhatIsKeptFree() {
        var raw = 3412 / RPS_PER_VEE;
        var byBand = replicas(8).proposing(raw).clauses(headroom(0.15)).answer().decision();
        assertThat(byBand.target()).isEqualTo(8);
        assertThat(byBand.because()).startsWith("band:");
        assertThat(replicas(7).proposing(raw).clauses(headroom(0.15)).target()).isEqualTo(9);
    }

    @Test
    void vector20AHoldKeepsTheSizeAndNamesItsOwnerAndReason() {
        var until = NOON.plusSeconds(60);
        var held = replicas(6)
                .results(new Point(NOON.minusSeconds(600), 2))
                .proposing(2)
                .held(Hold.Direction.IN, until)
                .answer()
                .decision();

        assertThat(held.target()).isEqualTo(6);
        assertThat(held.authority()).isEqualTo(Authority.OPERATOR_HOLD);
        assertThat(held.lines())
                .anySatisfy(line ->
                        assertThat(line.text()).isEqualTo("scale-in is held by ops until 2026-03-02T12:01:00Z: sale"));
    }

    @Test
    void aHoldHasAnEndAndOneDirection() {
        var down = replicas(6).results(new Point(NOON.minusSeconds(600), 2)).proposing(2);
        assertThat(down.held(Hold.Direction.IN, NOON).target()).isEqualTo(5);
        assertThat(replicas(6)
                        .proposing(8)
                        .held(Hold.Direction.IN, NOON.plusSeconds(60))
                        .target())
                .isEqualTo(8);
        assertThat(replicas(6)
                        .proposing(8)
                        .held(Hold.Direction.OUT, NOON.plusSeconds(60))
                        .target())
                .isEqualTo(6);
    }

    private static List<Double> targetsFrom(double current, double raw, int everySeconds, int times) {
        var state = replicas(current).question().state();
        var targets = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            var answer = replicas(current)
                    .bounds(1, 40.0)
                    .remembering(state)
                    .at(NOON.plusSeconds((long) everySeconds * i))
                    .proposing(raw)
                    .answer();
            targets.add(answer.decision().target());
            state = answer.state();
        }
        return targets;
    }
}
