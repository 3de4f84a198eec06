package io.reservoir.rules.policy;

import io.reservoir.model.decision.Authority;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts to judge, and what the rules say about them in a line each. */
final class Cases {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:30Z");
    static final PolicyRules SHIPPED = PolicyCompiler.shipped();

    private Cases() {}

    static Standing standing(@Nullable Double m5, @Nullable Double h1, @Nullable Double m30, @Nullable Double h6) {
        return new Standing("shop", "C1", "Gold", 80, m5, h1, m30, h6, 6, 6, NOON);
    }

    static Standing calm() {
        return standing(0.0, 0.0, 0.0, 0.0);
    }

    static Proposal replicas(double from, double target) {
        return new Proposal("shop", "C1", "Replicas", from, target, 40, Authority.ELASTICITY);
    }

    static Violation violation(String slaClass, double availability) {
        return new Violation(
                "shop", "C1", slaClass, YearMonth.of(2026, 3), availability, 45, 0, 43_200, new BigDecimal("100"));
    }

    static CreditStep step(String slaClass, double below, String share) {
        return new CreditStep(slaClass, below, new BigDecimal(share));
    }

    static List<String> said(Judgement<? extends Opinion> judgement) {
        return switch (judgement) {
            case Judgement.Stuck<? extends Opinion> stuck -> List.of(stuck.inWords());
            case Judgement.Judged<? extends Opinion> judged ->
                judged.verdicts().stream()
                        .map(ruled -> ruled.what().inWords() + ": " + ruled.rule())
                        .toList();
        };
    }

    static List<String> judged(Judge judge, Standing standing, @Nullable Proposal proposal, HostStanding... hosts) {
        return said(judge.judge(standing, List.of(hosts), proposal));
    }

    /** A rule in a file of its own name. */
    static RuleFile rule(String name, String when, String then) {
        return new RuleFile(name + ".drl", """
                package operator
                import io.reservoir.model.decision.Authority
                import io.reservoir.model.service.Hold
                import io.reservoir.rules.policy.*
                import io.reservoir.rules.policy.Verdict.*
                import io.reservoir.rules.policy.Adjustment.*
                rule "%s"
                when
                    %s
                then
                    %s
                end
                """.formatted(name, when, then));
    }

    static PolicyRules compiled(RuleFile... files) {
        return switch (PolicyCompiler.compile(List.of(files), "ops")) {
            case PolicyCompiler.Compilation.Compiled(var rules) -> rules;
            case PolicyCompiler.Compilation.Refused(var diagnostics) -> throw new AssertionError(diagnostics);
        };
    }

    static List<String> refused(RuleFile... files) {
        return switch (PolicyCompiler.compile(List.of(files), "ops")) {
            case PolicyCompiler.Compilation.Compiled(var rules) -> throw new AssertionError("it compiled");
            case PolicyCompiler.Compilation.Refused(var diagnostics) ->
                diagnostics.stream().map(d -> d.span() + ": " + d.message()).toList();
        };
    }
}
