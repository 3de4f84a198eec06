package io.reservoir.controller.decide;

import static io.reservoir.controller.decide.Asked.NOON;
import static io.reservoir.controller.decide.Asked.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.reference.Reference;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.StageLine;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.decision.VariableState.Point;
import io.reservoir.model.reading.Value;
import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PipelineTest {
    @Test
    void everyStageLeavesItsLineInOrder() {
        var lines =
                replicas(6).slaClass("Gold").proposing(7).answer().decision().lines();
        assertThat(lines)
                .extracting(StageLine::stage)
                .containsExactly(
                        "raw",
                        "headroom",
                        "bounds",
                        "band",
                        "round",
                        "stabilise",
                        "anti-thrash",
                        "rate limit",
                        "budget",
                        "feasibility",
                        "clamp",
                        "owned ceiling",
                        "gates");
    }

    @Test
    void theReferenceOfTheLanguageNamesTheStagesInTheirOrder() {
        var described = Reference.sections().stream()
                .filter(section -> section.title().equals("From value to decision"))
                .flatMap(section -> Pattern.compile("(?m)^\\| ([a-z][a-z -]*) \\|")
                        .matcher(section.text())
                        .results())
                .map(row -> row.group(1))
                .filter(name -> !name.equals("stage") && !name.equals("indicators"));
        var lines = replicas(6)
                .clauses(headroomAndDeadline())
                .proposing(7)
                .answer()
                .decision()
                .lines();

        assertThat(described.toList())
                .isEqualTo(lines.stream().map(StageLine::stage).toList());
    }

    private static Clauses headroomAndDeadline() {
        return new Clauses(
                null, null, 0.1, null, null, null, null, null, null, null, null, null, Duration.ofMinutes(5));
    }

    @Test
    void eachLineSaysWhetherItChangedTheValue() {
        var lines = replicas(6).proposing(6.824).answer().decision().lines();
        assertThat(lines.stream().filter(StageLine::changed).map(StageLine::stage))
                .containsExactly("raw", "round");
        assertThat(lines.getLast().result()).isEqualTo(7);
    }

    @Test
    void aStatementOfHigherPriorityLeadsEvenIfItWantsLess() {
        var answer = replicas(4)
                .proposing(Value.known(9), 0, null, null)
                .proposing(Value.known(5), 1, null, null)
                .answer();
        assertThat(answer.decision().target()).isEqualTo(5);
        assertThat(answer.decision().source().span().line()).isEqualTo(2);
    }

    @Test
    void aStatementWhoseGuardDoesNotHoldSaysNothing() {
        assertThat(replicas(4).proposing(9).guarded(Value.known(0)).target()).isEqualTo(4);
    }

    @Test
    void anUnknownGuardNeverScalesIn() {
        var decision = replicas(6)
                .results(new Point(NOON.minusSeconds(3600), 2))
                .proposing(2)
                .guarded(Value.unknown("no reading"))
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(6);
        assertThat(decision.notices()).extracting(Notice::code).containsExactly(Notice.Code.INPUT_UNKNOWN);
    }

    @Test
    void oneUnknownAmongSeveralRaisesAndNeverLowers() {
        assertThat(replicas(6).proposing(9).proposing(Value.unknown("x")).target())
                .isEqualTo(9);
        assertThat(replicas(6)
                        .results(new Point(NOON.minusSeconds(3600), 2))
                        .proposing(2)
                        .proposing(Value.unknown("x"))
                        .target())
                .isEqualTo(6);
    }

    @Test
    void fallsBackToANumberButNotBelowWhatIsThere() {
        var fallback = onUnknown(new OnUnknown.Fallback(8));
        assertThat(replicas(6).clauses(fallback).proposing(Value.unknown("x")).target())
                .isEqualTo(8);
        assertThat(replicas(12).clauses(fallback).proposing(Value.unknown("x")).target())
                .isEqualTo(12);
    }

    @Test
    void goesToTheGreatestAllowedWhereTheAuthorSaysSo() {
        var decision = replicas(9)
                .bounds(1, 12.0)
                .clauses(onUnknown(new OnUnknown.Max()))
                .proposing(Value.unknown("x"))
                .answer()
                .decision();
        assertThat(decision.target()).isEqualTo(12);
        assertThat(decision.unmet()).isZero();
    }

    @Test
    void aRulesMaxReplacesTheComponentsAndItsMinAddsToIt() {
        assertThat(replicas(5)
                        .bounds(2, 4.0)
                        .proposing(Value.known(6), 0, null, 8.0)
                        .target())
                .isEqualTo(6);
        assertThat(replicas(5)
                        .bounds(6, 8.0)
                        .proposing(Value.known(5), 0, 3.0, null)
                        .target())
                .isEqualTo(6);
    }

    @Test
    void maxWinsOverMinWithANotice() {
        var decision = replicas(3).bounds(6, 4.0).proposing(5).answer().decision();
        assertThat(decision.target()).isEqualTo(4);
        assertThat(decision.notices()).extracting(Notice::code).contains(Notice.Code.MAX_BELOW_MIN);
    }

    @Test
    void aNoticeIsToldOnceWhileItStands() {
        var first = replicas(4).bounds(1, 4.0).proposing(9).answer();
        var second = replicas(4)
                .bounds(1, 4.0)
                .remembering(first.state())
                .proposing(9)
                .answer();
        assertThat(first.decision().notices()).hasSize(1);
        assertThat(second.decision().notices()).isEmpty();
        var gone = replicas(4)
                .bounds(1, 4.0)
                .remembering(second.state())
                .proposing(3.9)
                .answer();
        var again = replicas(4)
                .bounds(1, 4.0)
                .remembering(gone.state())
                .proposing(9)
                .answer();
        assertThat(again.decision().notices()).hasSize(1);
    }

    @Test
    void theSameQuestionAgainChangesNothingThatIsRemembered() {
        var first = replicas(6).proposing(6.824).answer();
        var later = NOON.plusSeconds(10);
        var second = replicas(6)
                .remembering(first.state())
                .at(later)
                .proposing(6.824)
                .answer();
        var third = replicas(6)
                .remembering(second.state())
                .at(later.plusSeconds(10))
                .proposing(6.824)
                .answer();
        assertThat(third.state()).isEqualTo(second.state());
    }

    @Test
    void saysWhatCannotBePlacedAndKeepsTheTarget() {
        var census = new Census(Map.of(VeePhase.READY, 4), wanted -> Math.min(wanted, 1), Instant.MIN, 0);
        var decision = replicas(4).census(census).proposing(7).answer().decision();
        assertThat(decision.target()).isEqualTo(7);
        assertThat(decision.unmet()).isEqualTo(2);
        assertThat(decision.notices()).extracting(Notice::code).containsExactly(Notice.Code.PLACEMENT_PENDING);
    }

    @Test
    void saysThatTheBreakerIsOpen() {
        var census = new Census(Map.of(), wanted -> wanted, NOON.plusSeconds(60), 3);
        var decision = replicas(4).census(census).proposing(7).answer().decision();
        assertThat(decision.notices()).extracting(Notice::code).containsExactly(Notice.Code.BREAKER_OPEN);
    }

    @Test
    void aCoolDownForbidsTheNextChange() {
        var pause = new Clauses(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                null,
                null);
        var first = replicas(4).clauses(pause).proposing(7).answer();
        var soon = replicas(4)
                .clauses(pause)
                .remembering(first.state())
                .at(NOON.plusSeconds(599))
                .proposing(9);
        var later = replicas(4)
                .clauses(pause)
                .remembering(first.state())
                .at(NOON.plusSeconds(600))
                .proposing(9);
        assertThat(soon.target()).isEqualTo(7);
        assertThat(later.target()).isEqualTo(9);
    }

    @Test
    void stabilisesWhatShrinksForTheWindowAndNoLonger() {
        var window = Duration.ofMinutes(5);
        var first = replicas(6).proposing(2).answer();
        assertThat(first.decision().target()).isEqualTo(6);
        var before = replicas(6)
                .remembering(first.state())
                .at(NOON.plus(window).minusSeconds(1))
                .proposing(2);
        var after = replicas(6).remembering(first.state()).at(NOON.plus(window)).proposing(2);
        assertThat(before.target()).isEqualTo(6);
        assertThat(after.target()).isEqualTo(5);
    }

    @Test
    void unknownNeverScalesInWhateverHappenedBefore() {
        var random = new Random(7);
        for (int seed = 0; seed < 10_000; seed++) {
            VariableState state = replicas(1 + random.nextInt(40)).question().state();
            var now = NOON;
            for (int i = 0; i < 5; i++) {
                now = now.plusSeconds(random.nextInt(600));
                var current = state.current();
                var unknown = random.nextBoolean();
                var value = unknown ? Value.unknown("x") : Value.known(random.nextDouble(0, 60));
                var answer =
                        replicas(1).remembering(state).at(now).proposing(value).answer();
                if (unknown) {
                    assertThat(answer.decision().target()).as("case %d", seed).isGreaterThanOrEqualTo(current);
                }
                assertThat(answer.decision().target()).isBetween(1.0, 100.0);
                state = answer.state();
            }
        }
    }

    @Test
    void sameInputsGiveTheSameAnswer() {
        var one =
                replicas(6).slaClass("Gold").proposing(List.of(7.7).getFirst()).answer();
        var two = replicas(6).slaClass("Gold").proposing(7.7).answer();
        assertThat(one).isEqualTo(two);
        assertThat(one.toString()).isEqualTo(two.toString());
    }

    private static Clauses onUnknown(OnUnknown what) {
        return new Clauses(null, null, null, null, null, null, null, what, null, null, null, null, null);
    }
}
