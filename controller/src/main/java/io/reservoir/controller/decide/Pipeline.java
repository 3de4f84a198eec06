package io.reservoir.controller.decide;

import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Policy;
import io.reservoir.model.decision.StageLine;
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
            new BudgetLimit(),
            new Feasible(),
            new Clamp(),
            new Ceiling(),
            new Overrule(),
            new Gates(),
            new Deadline());

    private Pipeline() {}

    /**
     * A decision and what follows from it.
     *
     * @param state what is to be remembered for the next one
     * @param max the greatest size that the planner may own
     * @param quiet within which raw values the next decision comes to the same
     * @param departures hosts that VEEs should leave
     * @param firstToGo hosts whose VEEs go first where there are too many
     * @param stuck why nothing may be decided now, null where it may: operators' policy could not be asked
     */
    public record Answer(
            Decision decision,
            VariableState state,
            double max,
            List<Quiet> quiet,
            List<Departure> departures,
            List<String> firstToGo,
            @Nullable String stuck) {
        /** True if nothing of the decision is delayed or hindered, so that the time alone changes nothing about it. */
        public boolean isAtRest() {
            return !decision.changes()
                    && state.standing().isEmpty()
                    && state.results().getLast().value() == decision.target();
        }
    }

    public static Answer decide(Question question) {
        var draft = Draft.start(question.current(), question.unruled());
        for (var stage : STAGES) {
            draft = stage.apply(draft, question);
        }
        return new Answer(
                decision(draft, question),
                remembered(draft, question),
                draft.max(),
                Quiet.of(draft, question, draft.value()),
                draft.overruling().departures(),
                draft.overruling().firstToGo(),
                draft.overruling().stuck());
    }

    /**
     * What stands in the way of a size beside the values that statements read: the stages after combining that, each
     * taken alone, would not let it pass or could not carry it out, with what they say.
     */
    public static List<StageLine> hindrances(Question question, double wish) {
        var combined = new Combine()
                .apply(Draft.start(question.current(), question.unruled()), question)
                .to(wish, "wish", "")
                .remembering(wish);
        var bounded = new Bound().apply(combined, question);
        var asked = combined.within(bounded.min(), bounded.max());
        return STAGES.stream()
                .skip(1)
                .flatMap(stage -> hindrances(stage, asked, question))
                .toList();
    }

    private static Stream<StageLine> hindrances(Stage stage, Draft asked, Question question) {
        var left = stage.apply(asked, question);
        var said = left.lines().subList(asked.lines().size(), left.lines().size());
        if (left.value() != asked.value()) {
            return said.stream().filter(StageLine::changed);
        }
        var isHindered = left.notices().size() > asked.notices().size()
                || (stage instanceof Ceiling && !Ceiling.leavesRoom(asked, question));
        return isHindered ? Stream.of(said.getLast()) : Stream.of();
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
