package io.reservoir.controller.decide;

import static io.reservoir.controller.decide.Asked.NOON;
import static io.reservoir.controller.decide.Asked.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Combination;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.reading.Value;
import io.reservoir.model.sla.BurnRates;
import io.reservoir.rules.policy.PolicyCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuietTest {
    private static final int CASES = 20_000;

    @Test
    void whatTheBandKeepsAndWhatRoundsToTheSameIsQuiet() {
        var quiet = only(replicas(6).proposing(5.8));

        assertThat(quiet.low()).isCloseTo(5, Offset.offset(1e-6)).isGreaterThan(5);
        assertThat(quiet.high()).isCloseTo(6.3, Offset.offset(1e-9));
    }

    @Test
    void whatTheBandKeepsThoughItRoundsToAnotherIsQuietAsFarAsTheBand() {
        var quiet = only(replicas(20).proposing(20.5));

        assertThat(quiet.low()).isCloseTo(18, Offset.offset(1e-9));
        assertThat(quiet.high()).isCloseTo(21, Offset.offset(1e-9));
    }

    @Test
    void afterGrowthTheBandIsThatOfTheNewTarget() {
        var quiet = only(replicas(6).proposing(6.824));

        assertThat(quiet.low()).isCloseTo(6, Offset.offset(1e-6));
        assertThat(quiet.high()).isCloseTo(7.35, Offset.offset(1e-9));
    }

    @Test
    void headroomNarrowsIt() {
        var quiet = only(replicas(8).slaClass("Gold").proposing(6.5));

        assertThat(quiet.low()).isCloseTo(7 * 0.85, Offset.offset(1e-6));
        assertThat(quiet.high()).isCloseTo(8 * 0.85, Offset.offset(1e-9));
    }

    @Test
    void beyondMaxEachMissingReplicaIsNews() {
        var quiet = only(replicas(4).bounds(1, 4.0).proposing(8.5));

        assertThat(quiet.low()).isCloseTo(8, Offset.offset(1e-6)).isGreaterThan(8);
        assertThat(quiet.high()).isCloseTo(9, Offset.offset(1e-6));
    }

    @Test
    void belowMinEverythingLessIsQuiet() {
        var quiet = only(replicas(4).bounds(4, 9.0).proposing(1));

        assertThat(quiet.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(quiet.high()).isLessThan(4);
    }

    @Test
    void unknownValuesAreNeverQuiet() {
        assertThat(replicas(4).proposing(Value.unknown("x")).answer().quiet()).isEmpty();
        assertThat(replicas(4)
                        .proposing(4)
                        .proposing(Value.unknown("x"))
                        .answer()
                        .quiet())
                .isEmpty();
    }

    @Test
    void whatPolicyProtectsIsNeverQuiet() {
        var calm = replicas(6).slaClass("Gold").proposing(5).judgedBy(PolicyCompiler.shipped());
        assertThat(calm.answer().quiet()).hasSize(1);

        var burning = calm.burning(new BurnRates(20.0, 20.0, 1.0, 1.0));
        assertThat(burning.answer().decision().lines())
                .extracting(StageLine::stage)
                .contains("protection");
        assertThat(burning.answer().quiet()).isEmpty();
    }

    /** Whatever a raw value does within its interval, the next decision is the same one in all but its numbers. */
    @Test
    void withinItsIntervalARawValueChangesNoDecision() {
        var random = new Random(20261125);
        int spans = 0;
        for (int i = 0; i < CASES; i++) {
            var asked = asked(random);
            var answer = asked.answer();
            var before = asked.question().candidates();
            var moved = moved(before, answer.quiet(), random);
            spans += moved.equals(before) ? 0 : 1;
            var later = NOON.plus(Duration.ofSeconds(random.nextInt(600)));

            var same = Pipeline.decide(next(asked, answer, before, later));
            var other = Pipeline.decide(next(asked, answer, moved, later));

            assertThat(other.state()).as("case %d: %s", i, moved).isEqualTo(same.state());
            assertThat(other.decision().target()).isEqualTo(same.decision().target());
            assertThat(other.decision().unmet()).isEqualTo(same.decision().unmet());
            assertThat(fromRounding(other)).isEqualTo(fromRounding(same));
        }
        assertThat(spans).as("cases in which something moved").isGreaterThan(CASES / 2);
    }

    private static List<StageLine> fromRounding(Pipeline.Answer answer) {
        var lines = answer.decision().lines();
        var round = lines.stream().map(StageLine::stage).toList().indexOf("round");
        return lines.subList(round + 1, lines.size());
    }

    private static Asked asked(Random random) {
        var asked = random.nextInt(4) == 0 ? Asked.cpu(1 + random.nextInt(8)) : replicas(1 + random.nextInt(20));
        var min = 1 + random.nextInt(6);
        asked.bounds(min, random.nextBoolean() ? null : (double) min + random.nextInt(20) - 2);
        switch (random.nextInt(4)) {
            case 0 -> asked.slaClass("Gold");
            case 1 -> asked.slaClass("Silver");
            case 2 -> asked.clauses(Asked.combine(Combination.MIN));
            default -> {
                // the defaults of the language
            }
        }
        int statements = 1 + random.nextInt(3);
        for (int i = 0; i < statements; i++) {
            var raw = random.nextBoolean() ? random.nextInt(25) : 25 * random.nextDouble();
            var value = random.nextInt(20) == 0 ? Value.unknown("x") : Value.known(raw);
            asked.proposing(value, random.nextInt(8) == 0 ? 1 : 0, null, random.nextInt(5) == 0 ? 12.0 : null);
            if (random.nextInt(8) == 0) {
                asked.guarded(Value.known(0));
            }
        }
        return asked;
    }

    private static List<Candidate> moved(List<Candidate> candidates, List<Quiet> intervals, Random random) {
        var moved = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            var quiet = intervals.stream()
                    .filter(interval -> interval.statement().equals(candidate.statement()))
                    .findFirst();
            if (quiet.isEmpty() || !(candidate.raw() instanceof Value.Known)) {
                moved.add(candidate);
                continue;
            }
            var low = Math.max(quiet.get().low(), -10);
            var high = Math.min(quiet.get().high(), 60);
            var raw = switch (random.nextInt(3)) {
                case 0 -> low;
                case 1 -> high;
                default -> low + random.nextDouble() * (high - low);
            };
            moved.add(new Candidate(
                    candidate.statement(),
                    candidate.variable(),
                    candidate.priority(),
                    candidate.active(),
                    low <= high ? Value.known(raw) : candidate.raw(),
                    candidate.min(),
                    candidate.max(),
                    candidate.source()));
        }
        return moved;
    }

    private static Question next(Asked asked, Pipeline.Answer answer, List<Candidate> candidates, Instant later) {
        var question = asked.question();
        return new Question(
                question.variable(),
                later,
                question.inputs(),
                candidates,
                question.policies(),
                question.unruled(),
                question.bounds(),
                question.census(),
                question.holds(),
                question.blackout(),
                question.allowance(),
                question.isPromised(),
                question.inPlace(),
                question.rawAt(),
                answer.state(),
                question.oversight());
    }

    private static Quiet only(Asked asked) {
        var quiet = asked.answer().quiet();
        assertThat(quiet).hasSize(1);
        return quiet.getFirst();
    }
}
