package io.reservoir.controller.decide;

import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.VariableState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From what statements propose to a decision: section 6 of the language's specification, as a pure function. The
 * stages before (indicators) and after (the plan) are the rule engine's and the planner's.
 */
public final class Pipeline {
    private static final List<Stage> STAGES = List.of(
            new Combine(),
            new Protect(),
            new Bound(),
            new Band(),
            new Round(),
            new Stabilise(),
            new Thrash(),
            new Limit(),
            new Budget(),
            new Feasible(),
            new Clamp(),
            new Ceiling(),
            new Overrule(),
            new Gates());

    private Pipeline() {}

    /**
     * A decision, and what is to be remembered for the next one.
     *
     * @param max the greatest size that the planner may own
     * @param firstToGo hosts whose VEEs go first where there are too many
     * @param stuck why nothing may be decided now, null where it may: operators' policy could not be asked
     */
    public record Answer(
            Decision decision,
            VariableState state,
            double max,
            List<String> firstToGo,
            @Nullable String stuck) {}

    public static Answer decide(Question question) {
        var draft = Draft.start(question.current(), question.unruled());
        for (var stage : STAGES) {
            draft = stage.apply(draft, question);
        }
        return new Answer(
                decision(draft, question),
                remembered(draft, question),
                draft.max(),
                draft.overruling().firstToGo(),
                draft.overruling().stuck());
    }

    private static Decision decision(Draft draft, Question question) {
        var standing = question.state().standing();
        var news = draft.notices().stream()
                .filter(notice -> !standing.contains(notice.code()))
                .toList();
        var source = draft.chosen() == null ? null : draft.chosen().source();
        return new Decision(
                question.variable(),
                question.now(),
                question.current(),
                draft.value(),
                draft.unmet(),
                draft.authority(),
                source,
                question.inputs(),
                draft.lines(),
                news);
    }

    private static VariableState remembered(Draft draft, Question question) {
        var state = question.state();
        var policy = draft.policy();
        var results = History.extended(
                state.results(),
                question.now(),
                draft.rounded(),
                longest(policy.stabiliseUp(), policy.stabiliseDown()));
        var committed = History.extended(state.committed(), question.now(), draft.value(), memory(policy));
        var standing =
                draft.notices().stream().map(Notice::code).distinct().sorted().toList();
        return new VariableState(question.variable(), draft.value(), results, committed, standing);
    }

    private static Duration memory(Policy policy) {
        return longest(policy.rateUp().per(), policy.rateDown().per(), policy.cooldownOut(), policy.cooldownIn());
    }

    private static Duration longest(Duration... durations) {
        return Stream.of(durations).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
