package io.reservoir.controller.decide;

import io.reservoir.controller.decide.Overrule.Claim;
import io.reservoir.model.decision.Authority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a target may lie once all authorities have spoken, and which claims made it so.
 *
 * @param lowest the claim that set {@code least}, null where it was not a rule's
 * @param uppermost the claim that set {@code most}, likewise
 */
record Range(
        double least,
        double most,
        @Nullable Claim lowest,
        @Nullable Claim uppermost) {
    private static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, null, null);

    /**
     * From the highest authority to that of elasticity, each narrows what the ones before left; what lies outside of it
     * comes as near as it can. Of one authority the upper bound wins. Max is a quota, and so is what a quota has
     * already brought down; the committed minimum is the SLA's.
     */
    static Range of(List<Claim> claims, Draft draft) {
        var range = ANY;
        for (var authority : Authority.values()) {
            if (authority.compareTo(Authority.ELASTICITY) <= 0) {
                range = range.narrowed(claims, authority, draft);
            }
        }
        return range;
    }

    private Range narrowed(List<Claim> claims, Authority authority, Draft draft) {
        var range = authority == Authority.QUOTA ? atMost(quota(draft), null) : this;
        for (var claim : claims) {
            if (claim.authority() == authority && claim.most() < Double.POSITIVE_INFINITY) {
                range = range.atMost(claim.most(), claim);
            }
        }
        range = authority == Authority.SLA_PROTECTION ? range.atLeast(draft.min(), null) : range;
        for (var claim : claims) {
            if (claim.authority() == authority && claim.least() > Double.NEGATIVE_INFINITY) {
                range = range.atLeast(claim.least(), claim);
            }
        }
        return range;
    }

    private static double quota(Draft draft) {
        return draft.authority() == Authority.QUOTA ? Math.min(draft.max(), draft.value()) : draft.max();
    }

    private Range atMost(double bound, @Nullable Claim claim) {
        var near = Math.max(bound, least);
        return near < most ? new Range(least, near, lowest, claim) : this;
    }

    private Range atLeast(double bound, @Nullable Claim claim) {
        var near = Math.min(bound, most);
        return near > least ? new Range(near, most, claim, uppermost) : this;
    }

    double nearest(double value) {
        return Math.clamp(value, least, most);
    }

    /** The rule's claim that moves a value, null where none does. */
    @Nullable
    Claim deciding(double value) {
        return value > most ? uppermost : value < least ? lowest : null;
    }
}
