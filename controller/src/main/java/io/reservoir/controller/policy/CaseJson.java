package io.reservoir.controller.policy;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.service.Hold;
import io.reservoir.rules.policy.Adjustment;
import io.reservoir.rules.policy.CreditStep;
import io.reservoir.rules.policy.GoldenCase;
import io.reservoir.rules.policy.HostStanding;
import io.reservoir.rules.policy.Opinion;
import io.reservoir.rules.policy.Proposal;
import io.reservoir.rules.policy.Standing;
import io.reservoir.rules.policy.Verdict;
import io.reservoir.rules.policy.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A golden case as it is written. It has a {@code standing}, perhaps with {@code hosts} and a {@code proposal}; or a
 * {@code violation}, perhaps with the {@code credits} of its class. Numbers and names that are not written are 0 and
 * {@code any}.
 */
record CaseJson(
        @Nullable String name,
        @Nullable List<String> about,
        @Nullable StandingJson standing,
        @Nullable List<HostStanding> hosts,
        @Nullable ProposalJson proposal,
        @Nullable ViolationJson violation,
        @Nullable List<CreditJson> credits,
        @Nullable List<ExpectedJson> expect) {
    private static final String ANY = "any";
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    /** A {@link Standing}. */
    record StandingJson(
            @Nullable String service,
            @Nullable String component,
            @Nullable String slaClass,
            @Nullable Integer priority,
            @Nullable Double burn5min,
            @Nullable Double burn1h,
            @Nullable Double burn30min,
            @Nullable Double burn6h,
            @Nullable Integer current,
            @Nullable Integer ready,
            @Nullable Instant minute) {
        Standing standing() {
            return new Standing(
                    or(service, ANY),
                    or(component, ANY),
                    slaClass,
                    or(priority, 0),
                    burn5min,
                    burn1h,
                    burn30min,
                    burn6h,
                    or(current, 0),
                    or(ready, 0),
                    or(minute, NEW_YEAR));
        }
    }

    /** A {@link Proposal} about the component of the standing. */
    record ProposalJson(
            @Nullable String variable,
            double from,
            double target,
            @Nullable Double max,
            @Nullable Authority authority) {
        Proposal proposal(Standing standing) {
            return new Proposal(
                    standing.service(),
                    standing.component(),
                    or(variable, "Replicas"),
                    from,
                    target,
                    or(max, Double.MAX_VALUE),
                    or(authority, Authority.ELASTICITY));
        }
    }

    /** A {@link Violation}. */
    record ViolationJson(
            @Nullable String service,
            @Nullable String component,
            String slaClass,
            double availability,
            @Nullable Long badMinutes,
            @Nullable Long unknownMinutes,
            @Nullable Long owedMinutes,
            @Nullable BigDecimal charge) {
        Violation violation() {
            return new Violation(
                    or(service, ANY),
                    or(component, ANY),
                    slaClass,
                    YearMonth.of(2026, 1),
                    availability,
                    or(badMinutes, 0L),
                    or(unknownMinutes, 0L),
                    or(owedMinutes, 0L),
                    or(charge, BigDecimal.ZERO));
        }
    }

    /** A {@link CreditStep} of the class of the violation. */
    record CreditJson(double below, BigDecimal share) {}

    /** What one rule says: the word of a verdict and what belongs to it. */
    record ExpectedJson(
            @Nullable String rule,
            @Nullable String verdict,
            @Nullable Double most,
            Hold.@Nullable Direction direction,
            @Nullable Authority authority,
            @Nullable String host,
            @Nullable Double factor,
            @Nullable BigDecimal share) {
        GoldenCase.Expected<Verdict> ofDecision() {
            var by = or(authority, Authority.OPERATOR_HOLD);
            var said = switch (or(verdict, "")) {
                case "cap" -> new Verdict.Cap(needed(most, "most"), by, "");
                case "veto" -> new Verdict.Veto(needed(direction, "direction"), by, "");
                case "freeze" -> new Verdict.Freeze(by, "");
                case "prefer" -> new Verdict.Prefer(needed(host, "host"), "");
                case "headroom" -> new Verdict.Headroom(needed(factor, "factor"), "");
                case "alarm" -> new Verdict.Alarm("");
                case "migrate" -> new Verdict.Migrate(needed(host, "host"), "");
                default ->
                    throw new IllegalArgumentException("`verdict` is cap, veto, freeze, prefer, headroom, alarm or"
                            + " migrate where a decision is judged");
            };
            return expected(said);
        }

        GoldenCase.Expected<Adjustment> ofCharge() {
            var said = switch (or(verdict, "")) {
                case "credit" -> new Adjustment.Credit(needed(share, "share"), "");
                case "surcharge" -> new Adjustment.Surcharge(needed(share, "share"), "");
                default ->
                    throw new IllegalArgumentException("`verdict` is credit or surcharge where a charge is judged");
            };
            return expected(said);
        }

        private <T extends Opinion> GoldenCase.Expected<T> expected(T said) {
            return new GoldenCase.Expected<>(said, needed(rule, "rule"));
        }
    }

    /** The case, or an {@link IllegalArgumentException} that says what is missing in it. */
    GoldenCase at(Span place) {
        var wanted = needed(expect, "expect");
        if (standing != null && violation == null && credits == null) {
            var facts = standing.standing();
            var expected = new ArrayList<GoldenCase.Expected<Verdict>>();
            wanted.forEach(one -> expected.add(one.ofDecision()));
            return new GoldenCase.OfDecision(
                    place,
                    needed(name, "name"),
                    or(about, List.of()),
                    facts,
                    or(hosts, List.of()),
                    proposal == null ? null : proposal.proposal(facts),
                    expected);
        }
        if (violation != null && standing == null && hosts == null && proposal == null) {
            var facts = violation.violation();
            var expected = new ArrayList<GoldenCase.Expected<Adjustment>>();
            wanted.forEach(one -> expected.add(one.ofCharge()));
            var steps = or(credits, List.<CreditJson>of()).stream()
                    .map(step -> new CreditStep(facts.slaClass(), step.below(), step.share()))
                    .toList();
            return new GoldenCase.OfCharge(place, needed(name, "name"), or(about, List.of()), facts, steps, expected);
        }
        throw new IllegalArgumentException(
                "a case has a `standing` with `hosts` and `proposal`, or a `violation` with `credits`");
    }

    private static <T> T or(@Nullable T written, T otherwise) {
        return written == null ? otherwise : written;
    }

    private static <T> T needed(@Nullable T written, String field) {
        if (written == null) {
            throw new IllegalArgumentException("`" + field + "` is missing");
        }
        return written;
    }
}
