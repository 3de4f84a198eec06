package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.program.ServiceTest;
import io.reservoir.dsl.program.ServiceTest.Observed;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.TestLine;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.decision.Source;
import io.reservoir.model.unit.Dimension;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks {@code expect Replicas(C1) >= 18 at 3 min}: something that can be looked at, compared with a constant. */
final class Expectations {
    private final Scope scope;
    private final Measures measures;
    private final Constants constants;
    private final SourceText text;
    private final Problems problems;

    Expectations(Scope scope, Measures measures, Constants constants, SourceText text, Problems problems) {
        this.scope = scope;
        this.measures = measures;
        this.constants = constants;
        this.text = text;
        this.problems = problems;
    }

    /** What is expected; null, with an error, where it cannot be looked at. */
    ServiceTest.@Nullable Expectation expectation(TestLine.Expect line) {
        var at = line.at() == null ? null : measures.duration(line.at(), Duration.ZERO);
        if (!(line.condition() instanceof Expression.Binary binary)
                || !Relations.isRelation(binary.operator())
                || !(binary.left() instanceof Expression.Call call)) {
            problems.error(
                    Code.TEST,
                    line.condition().span(),
                    "an expectation compares what can be looked at with a number",
                    "such as `expect Replicas(C1) >= 2 at 3 min`");
            return null;
        }
        var observed = observed(call.name());
        var component = component(call);
        var what = "an expectation ends with a number";
        var typed = constants.typed(new Value.Formula(binary.right()), what, "18");
        var fits = observed == null || typed == null || fits(observed, typed);
        var number = typed == null || !fits ? null : constants.number(typed, what);
        if (observed == null || component == null || number == null || (line.at() != null && at == null)) {
            return null;
        }
        return new ServiceTest.Expectation(
                observed, component, binary.operator(), number, at, new Source(text.text(line.span()), line.span()));
    }

    /** True if a number can be compared with what is looked at; else an error is reported. */
    private boolean fits(Observed observed, Typed number) {
        if (!(number.type() instanceof Type.Numeric type)) {
            return true;
        }
        var bytes = observed == Observed.MEMORY;
        if (type.bare() && bytes) {
            problems.error(
                    Code.UNIT_MISSING,
                    number.written().span(),
                    "this amount of memory needs its unit",
                    "such as `512 MB` or `4 GiB`");
            return false;
        }
        var dimension = type.dimension();
        var counts = dimension == null || dimension.equals(Dimension.NONE) || dimension.equals(Dimension.VEE);
        if (bytes ? dimension == null || dimension.equals(Dimension.DATA) : counts) {
            return true;
        }
        problems.error(
                Code.DIMENSIONS,
                number.written().span(),
                "`" + observed.word() + "` is " + (bytes ? "a number of bytes" : "a plain number") + ", not "
                        + type.inWords(),
                bytes ? "such as `4 GB`" : null);
        return false;
    }

    private @Nullable String component(Expression.Call call) {
        if (call.arguments().size() == 1 && call.arguments().getFirst() instanceof Expression.Mention mention) {
            return scope.wholeComponent(mention.place());
        }
        problems.error(
                Code.ARGUMENTS,
                call.span(),
                Problems.quoted(call.name().text()) + " is looked at for one component",
                "such as `" + call.name().text() + "(C1)`");
        return null;
    }

    private @Nullable Observed observed(Name name) {
        var found = Arrays.stream(Observed.values())
                .filter(o -> name.is(o.word()))
                .findFirst()
                .orElse(null);
        if (found == null) {
            problems.error(
                    Code.TEST,
                    name.span(),
                    "a test cannot look at " + Problems.quoted(name.text()),
                    Suggestion.help(
                            name.text(),
                            Arrays.stream(Observed.values()).map(Observed::word).toList(),
                            "it can look at"));
        }
        return found;
    }
}
