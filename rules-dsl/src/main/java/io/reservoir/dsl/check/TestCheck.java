package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.ServiceTest;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.TestLine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Warns of tests that look when nothing is measured any more, and of readings that change nothing. */
final class TestCheck {
    private final Draft draft;
    private final Uses uses;
    private final Problems problems;

    private TestCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.uses = Uses.of(draft);
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new TestCheck(draft, problems);
        draft.tests().forEach(check::checkTimes);
        for (var statement : draft.statements()) {
            if (statement instanceof Statement.Test test) {
                test.lines().forEach(check::checkGiven);
            }
        }
    }

    private void checkTimes(ServiceTest test) {
        var end = test.given().stream()
                .map(given -> given.every().multipliedBy(given.values().size()))
                .max(Duration::compareTo)
                .orElse(null);
        if (end != null) {
            test.expected().forEach(expectation -> checkTime(expectation, end));
        }
    }

    private void checkTime(ServiceTest.Expectation expectation, Duration end) {
        @Nullable Duration at = expectation.at();
        if (at != null && at.compareTo(end) > 0) {
            problems.warning(
                    Code.TEST_TOO_LATE,
                    expectation.source().span(),
                    "the readings of this test end after " + ReadingsOf.inWords(end) + ", before "
                            + ReadingsOf.inWords(at),
                    "give more readings, or look earlier");
        }
    }

    private void checkGiven(TestLine line) {
        if (!(line instanceof TestLine.Given given)) {
            return;
        }
        var place = draft.scope().find(given.place().name().text());
        var key = place == null ? null : Metrics.key(given.metric(), place.component());
        if (key != null && !uses.isRead(key) && !draft.declared().isRuleFile()) {
            problems.warning(
                    Code.GIVEN_UNUSED,
                    given.metric().span(),
                    "no rule reads " + Problems.quoted(key.toString()) + ": these readings change nothing",
                    null);
        }
    }
}
