package io.reservoir.controller.decide;

import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.VariableState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * From what statements propose to a decision: section 6 of the language's specification, as a pure function. The
 * stages before (indicators) and after (the plan) are the rule engine's and the planner's.
 */
public final class Pipeline {
    private static final List<Stage> STAGES = List.of(
            new Combine(),
            new Bound(),
            new Band(),
            new Round(),
            new Stabilise(),
            new Thrash(),
            new Limit(),
            new BudgetLimit(),
            new Feasible(),
            new Clamp(),
            new Ceiling(),
            new Gates(),
            new Deadline());

    private Pipeline() {}

    /** A decision, what is to be remembered for the next one, and the greatest size that the planner may own. */
    public record Answer(Decision decision, VariableState state, double max) {}

    public static Answer decide(Question question) {
        var draft = Draft.start(question.current(), question.unruled());
        for (var stage : STAGES) {
            draft = stage.apply(draft, question);
        }
        return new Answer(decision(draft, question), remembered(draft, question), draft.max());
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
                longest(
                        policy.stabiliseUp(),
                        policy.stabiliseDown(),
                        policy.within() == null ? Duration.ZERO : policy.within()));
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
