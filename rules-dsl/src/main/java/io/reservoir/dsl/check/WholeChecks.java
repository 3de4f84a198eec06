package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Problems;
import java.util.List;

/** All checks of a whole service: to add one, add its file and its line here. */
final class WholeChecks {
    private static final List<WholeCheck> ALL = List.of(
            OverlapCheck::check,
            GainCheck::check,
            GuardCheck::check,
            BranchCheck::check,
            BoundsCheck::check,
            OutOfBoundsCheck::check,
            MaximumCheck::check,
            FlappingCheck::check,
            DampingCheck::check,
            DirectionCheck::check,
            ReplicaCheck::check,
            SpreadCheck::check,
            DomainsCheck::check,
            NearCheck::check,
            ObjectiveCheck::check,
            DeadlineCheck::check,
            NeverUnknownCheck::check,
            StartOrder::check);

    /** Said of a file without errors alone: a misspelt name makes another one look unused. */
    private static final List<WholeCheck> HINTS = List.of(
            UnusedCheck::check, UnmeasuredCheck::check, TestCheck::check, HoldCheck::check, NotCarriedOut::check);

    private WholeChecks() {}

    static void run(Draft draft, Problems problems) {
        ALL.forEach(check -> check.check(draft, problems));
        if (!problems.anyError()) {
            HINTS.forEach(check -> check.check(draft, problems));
        }
    }
}
