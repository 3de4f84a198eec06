package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts, and what the policy must say about them: a set of rules that says anything else is refused.
 */
public sealed interface GoldenCase {
    /** Where the case stands. */
    Span place();

    String name();

    /**
     * The rules that the case is about: what others say is passed over. Empty where it is about all rules. A shipped
     * case is passed over as a whole when one of them was replaced.
     */
    List<String> about();

    /** A case about a decision. */
    record OfDecision(
            Span place,
            String name,
            List<String> about,
            Standing standing,
            List<HostStanding> hosts,
            @Nullable Proposal proposal,
            List<Expected<Verdict>> expected)
            implements GoldenCase {}

    /** A case about a charge. */
    record OfCharge(
            Span place,
            String name,
            List<String> about,
            Violation violation,
            List<CreditStep> steps,
            List<Expected<Adjustment>> expected)
            implements GoldenCase {}

    /**
     * A verdict, whose reason may be anything.
     *
     * @param rule the rule that must say so
     */
    record Expected<T extends Opinion>(T what, String rule) {}
}
