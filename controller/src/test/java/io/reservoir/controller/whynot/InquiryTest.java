package io.reservoir.controller.whynot;

import static io.reservoir.controller.whynot.Stand.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reservoir.controller.whynot.Inquiry.About;
import io.reservoir.controller.whynot.WhyNot.Answer;
import io.reservoir.controller.whynot.WhyNot.Flip;
import io.reservoir.controller.whynot.WhyNot.NoFlip;
import io.reservoir.controller.whynot.WhyNot.Obstacle;
import io.reservoir.controller.whynot.WhyNot.Relation;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.decision.VariableState.Point;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flip points and obstacles worked out by hand. */
class InquiryTest {
    private static final String RPS = "Replicas(C1) = RequestPerSecond(C1) / 500 max 40";

    private static Answer answer(Stand stand, About about) {
        var answers = stand.asked(about).wishes();
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static Answer more(Stand stand) {
        return answer(stand, new About.More());
    }

    private static Answer less(Stand stand) {
        return answer(stand, new About.Less());
    }

    private static Flip only(Answer answer) {
        assertThat(answer.flips()).hasSize(1);
        return answer.flips().getFirst();
    }

    /** The band keeps 6 up to 6.3: 3,150 requests are within it. */
    @Test
    void oneMoreBeyondTheBand() {
        var flip = only(more(Stand.of(RPS).current(6).reading("RequestPerSecond(C1)", 3_000)));

        assertThat(flip.input()).isEqualTo("RequestPerSecond(C1)");
        assertThat(flip.relation()).isEqualTo(Relation.AT_LEAST);
        assertThat(flip.value()).isEqualByComparingTo("3151");
        assertThat(flip.target()).isEqualTo(7);
        assertThat(flip.at()).isEqualTo(NOON);
        assertThat(flip.heldBy()).isNull();
    }

    /** With 15 % free, 6.3 are 6.3 · 500 · 0.85 = 2,677.5 requests. */
    @Test
    void headroomMovesTheFlipPoint() {
        var stand = Stand.of(RPS + " headroom 15%").current(6).reading("RequestPerSecond(C1)", 2_400);

        assertThat(only(more(stand)).value()).isEqualByComparingTo("2678");
    }

    /** Gold: headroom 15 %, no band upwards; 6 · 425 = 2,550 are still 6. */
    @Test
    void theSlaClassCounts() {
        var stand = Stand.of(RPS, "SLA(C1) = Gold").current(6).reading("RequestPerSecond(C1)", 2_400);

        assertThat(only(more(stand)).value()).isEqualByComparingTo("2551");
    }

    /** 5.4 to 6 round to 6, so five are wanted from 2,500 down; the six of before count for 300 s. */
    @Test
    void oneLessAfterTheWindowOfStabilisation() {
        var flip = only(less(Stand.of(RPS).current(6).reading("RequestPerSecond(C1)", 3_000)));

        assertThat(flip.relation()).isEqualTo(Relation.AT_MOST);
        assertThat(flip.value()).isEqualByComparingTo("2500");
        assertThat(flip.target()).isEqualTo(5);
        assertThat(flip.at()).isEqualTo(NOON.plusSeconds(300));
        assertThat(flip.heldBy()).startsWith("stabilise: ");
    }

    /** From 4, the limit of max(100 %, 4) in 15 s gives 8, 16, 30: 30 are there after 30 s, wanted from 14,501 on. */
    @Test
    void aTargetFarAwayTakesSeveralSteps() {
        var stand = Stand.of(RPS).current(4).reading("RequestPerSecond(C1)", 1_900);
        var flip = only(answer(stand, new About.Size(30)));

        assertThat(flip.value()).isEqualByComparingTo("14501");
        assertThat(flip.target()).isEqualTo(30);
        assertThat(flip.at()).isEqualTo(NOON.plusSeconds(30));
        assertThat(flip.heldBy()).startsWith("rate limit: ");
    }

    @Test
    void goesThroughIndicatorsAndGivesEachInputItsOwnPoint() {
        var stand = Stand.of("Load(C1) = 3 * Users(C1) + Queue(C1)", "Replicas(C1) = Load(C1) / 100 band up 0% max 40")
                .current(2)
                .reading("Users(C1)", 50)
                .reading("Queue(C1)", 20);

        assertThat(more(stand).flips())
                .extracting(Flip::input, flip -> flip.value().stripTrailingZeros())
                .containsExactlyInAnyOrder(
                        tuple("Users(C1)", new BigDecimal("60.01")), tuple("Queue(C1)", new BigDecimal("50.01")));
        assertThat(more(stand).without()).extracting(NoFlip::input).containsExactly("Load(C1)");
    }

    @Test
    void findsBothSidesWhereTheFormulaIsNotMonotone() {
        var stand = Stand.of("Replicas(C1) = abs(Users(C1) - 1000) / 100 + 1 band up 0% max 40")
                .current(2)
                .reading("Users(C1)", 1_050);

        assertThat(more(stand).flips())
                .extracting(
                        Flip::relation,
                        flip -> flip.value().stripTrailingZeros().toPlainString())
                .containsExactly(tuple(Relation.AT_LEAST, "1101"), tuple(Relation.AT_MOST, "899.9"));
    }

    @Test
    void aCalendarIsOneInputOfTwoValues() {
        var stand = Stand.of(
                        "calendar office = \"Mon-Fri 08:00-19:00 Europe/Madrid\"",
                        "Replicas(C1) = RequestPerSecond(C1) / 500 max 40 min 6 during office stabilise down 0 s")
                .current(6)
                .reading("RequestPerSecond(C1)", 1_000)
                .reading("office", 1);

        var flip = only(less(stand));

        assertThat(flip.input()).isEqualTo("office");
        assertThat(flip.value()).isEqualByComparingTo("0");
    }

    @Test
    void saysWhatComesByItself() {
        var stand = Stand.of(RPS)
                .current(6, new Point(NOON.minus(Duration.ofHours(1)), 6), new Point(NOON.minusSeconds(100), 5))
                .reading("RequestPerSecond(C1)", 2_100);

        var answer = less(stand);

        assertThat(answer.flips()).isEmpty();
        assertThat(answer.coming()).isNotNull();
        assertThat(answer.coming().at()).isEqualTo(NOON.plusSeconds(200));
        assertThat(answer.coming().target()).isEqualTo(5);
        assertThat(answer.obstacles())
                .filteredOn(obstacle -> obstacle.stage().equals("stabilise"))
                .extracting(Obstacle::until)
                .containsExactly(NOON.plusSeconds(200));
    }

    @Test
    void saysThatTheMaximumStandsInTheWay() {
        var answer = more(Stand.of("Replicas(C1) = RequestPerSecond(C1) / 500 max 6")
                .current(6)
                .reading("RequestPerSecond(C1)", 3_000));

        assertThat(answer.flips()).isEmpty();
        assertThat(answer.without())
                .extracting(NoFlip::why)
                .containsExactly("no value does, from 0 up to a million times what it is");
        assertThat(answer.obstacles())
                .extracting(Obstacle::stage, Obstacle::otherwise)
                .contains(tuple("bounds", "max would have to be at least 7"));
    }

    @Test
    void saysThatTheBandStandsInTheWay() {
        var answer = more(Stand.of(RPS).current(6).reading("RequestPerSecond(C1)", 3_100));

        assertThat(answer.obstacles())
                .extracting(Obstacle::stage, Obstacle::text)
                .contains(tuple("band", "6.2 is within 5.4 to 6.3: stays 6"));
    }

    @Test
    void saysWhoHoldsItAndUntilWhen() {
        var stand = Stand.of(RPS, "hold out C1 until 2026-03-02T18:00:00Z \"sale\"")
                .current(6)
                .reading("RequestPerSecond(C1)", 3_000);
        var answer = more(stand);

        assertThat(only(answer).at()).isEqualTo("2026-03-02T18:00:00Z");
        assertThat(answer.obstacles())
                .filteredOn(obstacle -> obstacle.stage().equals("gates"))
                .singleElement()
                .satisfies(obstacle -> {
                    assertThat(obstacle.text()).contains("sale", "2026-03-02T18:00:00Z");
                    assertThat(obstacle.until()).isEqualTo("2026-03-02T18:00:00Z");
                });
    }

    @Test
    void saysHowLongACoolDownLasts() {
        var changed = new VariableState(
                Variable.replicas("C1"),
                6,
                List.of(new Point(NOON.minusSeconds(60), 6)),
                List.of(new Point(NOON.minusSeconds(600), 5), new Point(NOON.minusSeconds(60), 6)),
                List.of());
        var stand = Stand.of(RPS + " cooldown out 5 min").state(changed).reading("RequestPerSecond(C1)", 3_000);
        var answer = more(stand);

        assertThat(only(answer).at()).isEqualTo(NOON.plusSeconds(240));
        assertThat(answer.obstacles())
                .filteredOn(obstacle -> obstacle.stage().equals("rate limit"))
                .extracting(Obstacle::until)
                .containsExactly(NOON.plusSeconds(240));
    }

    @Test
    void saysWhatIsMissing() {
        var answer = more(Stand.of(RPS).current(6));

        assertThat(answer.flips()).isEmpty();
        assertThat(answer.without())
                .containsExactly(
                        new NoFlip("RequestPerSecond(C1)", "it is unknown: no reading of RequestPerSecond(C1) yet"));
    }

    @Test
    void aComponentThatNoStatementSetsHasNothingToFlip() {
        var answer = more(Stand.of("Load(C1) = 2 * Users(C1)").current(1));

        assertThat(answer.flips()).isEmpty();
        assertThat(answer.without()).isEmpty();
    }

    /** 300 ms as its author writes them, although a reading of it is in seconds. */
    @Test
    void writesAnInputInItsUnit() {
        var stand = Stand.of(
                        "metric ResponseTime(C1) gauge ms p95 every 10 s",
                        "Replicas(C1) = ResponseTime(C1) > 300 ms ? 8 : 2  max 40")
                .current(2)
                .reading("ResponseTime(C1)", 0.12);

        var flip = only(more(stand));

        assertThat(flip.value()).isEqualByComparingTo("300.1");
        assertThat(flip.unit()).isEqualTo("ms");
        assertThat(flip.now()).isEqualTo(120);
        assertThat(flip.target()).isEqualTo(6);
    }
}
