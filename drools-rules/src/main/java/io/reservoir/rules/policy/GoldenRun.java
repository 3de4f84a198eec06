package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds rules to golden cases. */
public final class GoldenRun {
    /** The code of all diagnostics about cases that do not hold. */
    public static final String CODE = "POL-003";

    private GoldenRun() {}

    /** What the rules say instead in each case that does not hold; empty where all hold. */
    public static List<Diagnostic> failures(PolicyRules rules, List<GoldenCase> shipped, List<GoldenCase> own) {
        var replaced = PolicyCompiler.replaced(rules);
        return Stream.concat(
                        shipped.stream()
                                .filter(golden -> golden.about().stream().noneMatch(replaced::contains)),
                        own.stream())
                .map(golden -> failure(rules, golden))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Diagnostic failure(PolicyRules rules, GoldenCase golden) {
        return switch (golden) {
            case GoldenCase.OfDecision decision ->
                compared(
                        golden,
                        decision.expected(),
                        rules.judge(decision.standing(), decision.hosts(), decision.proposal()));
            case GoldenCase.OfCharge charge ->
                compared(golden, charge.expected(), rules.adjust(charge.violation(), charge.steps()));
        };
    }

    /** Only what the rules say that a case is about counts, or all where it names none. */
    private static <T extends Opinion> @Nullable Diagnostic compared(
            GoldenCase golden, List<GoldenCase.Expected<T>> expected, Judgement<T> judgement) {
        var said = switch (judgement) {
            case Judgement.Stuck<T> stuck -> List.of(stuck.inWords());
            case Judgement.Judged<T>(var verdicts) ->
                verdicts.stream()
                        .filter(ruled ->
                                golden.about().isEmpty() || golden.about().contains(ruled.rule()))
                        .map(ruled -> line(ruled.what(), ruled.rule()))
                        .sorted()
                        .toList();
        };
        var wanted = expected.stream()
                .map(one -> line(one.what(), one.rule()))
                .sorted()
                .toList();
        return said.equals(wanted)
                ? null
                : new Diagnostic(
                        Severity.ERROR,
                        CODE,
                        golden.place(),
                        "case `" + golden.name() + "` wants " + inWords(wanted) + ", and the rules say "
                                + inWords(said),
                        null);
    }

    private static String inWords(List<String> lines) {
        return lines.isEmpty() ? "nothing" : String.join(" and ", lines);
    }

    private static String line(Opinion said, String rule) {
        return said.inWords() + " by rule `" + rule + "`";
    }
}
