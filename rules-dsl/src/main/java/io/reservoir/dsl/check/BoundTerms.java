package io.reservoir.dsl.check;

import io.reservoir.dsl.function.Function;
import io.reservoir.dsl.function.Max;
import io.reservoir.dsl.function.Min;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts several bounds of one side together, each of which holds always or during a calendar: of those that hold, the
 * greatest minimum counts and the least maximum; where none holds, one that is beyond any target.
 */
final class BoundTerms {
    private final Program program;

    BoundTerms(Program program) {
        this.program = program;
    }

    /** A bound and where it is written; {@code during} is 1 while it holds, null where it always does. */
    record Timed(Term bound, @Nullable Term during, Span span) {}

    Term min(List<Timed> bounds) {
        return together(bounds, new Max(), -Candidate.NO_BOUND);
    }

    Term max(List<Timed> bounds) {
        return together(bounds, new Min(), Candidate.NO_BOUND);
    }

    private Term together(List<Timed> bounds, Function strictest, double noBound) {
        if (bounds.size() == 1 && bounds.getFirst().during() == null) {
            return bounds.getFirst().bound();
        }
        var terms = bounds.stream().map(bound -> orElse(bound, noBound)).toList();
        return terms.size() == 1 ? terms.getFirst() : new Term.Call(strictest, terms);
    }

    private Term orElse(Timed timed, double noBound) {
        return timed.during() == null
                ? timed.bound()
                : new Term.Choose(timed.during(), timed.bound(), program.constant(noBound));
    }
}
