package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;

/** Warns where a component is to be near another one and no domain is allowed to both. */
final class NearCheck {
    private NearCheck() {}

    static void check(Draft draft, Problems problems) {
        draft.declared().components().forEach((name, component) -> {
            for (var item : component.items()) {
                if (item instanceof Item.Near near) {
                    check(name, near, draft, problems);
                }
            }
        });
    }

    private static void check(String component, Item.Near near, Draft draft, Problems problems) {
        var other = near.component().text();
        var apart = DomainsCheck.areDisjoint(
                draft.placements().ofComponent(component), draft.placements().ofComponent(other));
        if (apart) {
            problems.warning(
                    Code.PLACEMENT,
                    near.component().span(),
                    Problems.quoted(component) + " cannot be near " + Problems.quoted(other)
                            + ": no domain is allowed to both",
                    "let their `Deploy` sets have a domain in common");
        }
    }
}
