package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.ReplicaPlacement;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.DomainRule;
import io.reservoir.model.service.Spread;
import io.reservoir.model.sla.SlaClass;
import org.jspecify.annotations.Nullable;

/** Finds {@code Deploy} sets that leave too little room for what else is wanted of a component's placement. */
final class DomainsCheck {
    private final Draft draft;
    private final Problems problems;

    private DomainsCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new DomainsCheck(draft, problems);
        draft.placements().ofReplicas().forEach(check::checkReplica);
        draft.blocks().forEach((component, block) -> {
            var statement = draft.placements().statementOf(component);
            if (statement != null) {
                var rule = draft.placements().ofComponent(component);
                check.checkClass(component, rule, draft.slas().classOf(component), statement.span());
                check.checkSpread(component, rule, block, statement.span());
                check.checkShares(component, rule, statement.span());
                check.checkLeast(component, rule, draft.slas().classOf(component), statement.span());
            }
        });
    }

    private void checkReplica(ReplicaPlacement replica) {
        if (areDisjoint(replica.rule(), draft.placements().ofComponent(replica.component()))) {
            problems.error(
                    Code.PLACEMENT,
                    replica.source().span(),
                    "no domain is allowed by this and by the `Deploy` of " + Problems.quoted(replica.component())
                            + " together",
                    null);
        }
    }

    private void checkClass(String component, DomainRule rule, @Nullable SlaClass slaClass, Span place) {
        var domains = Owed.domains(rule);
        if (slaClass == null || slaClass.spread().soft() || slaClass.spread().domains() <= domains) {
            return;
        }
        var hosts = slaClass.spread().hosts();
        var message = Problems.quoted(slaClass.name()) + " owes a spread over "
                + slaClass.spread().domains() + " domains, and " + Problems.quoted(component) + " is allowed "
                + domains;
        if (hosts == 0) {
            problems.error(Code.PLACEMENT, place, message + " alone", "allow more domains, or bind another class");
        } else {
            problems.info(Code.PLACEMENT, place, message + ": it is kept by " + hosts + " hosts there", null);
        }
    }

    private void checkSpread(String component, DomainRule rule, ComponentChecker.Block block, Span place) {
        if (block.spread() == Spread.DOMAINS && Owed.domains(rule) == 1) {
            problems.warning(
                    Code.PLACEMENT,
                    place,
                    Problems.quoted(component) + " is to spread over domains, and is allowed one alone",
                    "allow more domains, or write `spread hosts`");
        }
    }

    /** With one replica for each domain at most, the smallest share may get none, however the load grows. */
    private void checkShares(String component, DomainRule rule, Span place) {
        var most = Extent.of(component, draft).most();
        if (!(rule instanceof DomainRule.Shares shares) || !draft.isWhole(component) || Double.isNaN(most)) {
            return;
        }
        Apportionment.of(shares, (int) most).forEach((domain, replicas) -> {
            if (replicas == 0) {
                problems.warning(
                        Code.PLACEMENT,
                        place,
                        "of at most " + Numbers.plain(most) + " replicas, " + Problems.quoted(domain) + " gets none",
                        "raise its share or the `max` of " + Problems.quoted(component));
            }
        });
    }

    /** Where only domains keep the promise, shares must not put all of the fewest replicas into too few of them. */
    private void checkLeast(String component, DomainRule rule, @Nullable SlaClass slaClass, Span place) {
        if (!(rule instanceof DomainRule.Shares shares) || slaClass == null) {
            return;
        }
        var owed = Owed.of(slaClass.spread(), rule);
        var least = Extent.of(component, draft).least();
        if (owed.hosts() > 0 || !(least >= owed.domains())) {
            return;
        }
        var used = usedOf(shares, (int) least);
        if (used < owed.domains()) {
            problems.warning(
                    Code.PLACEMENT,
                    place,
                    Problems.quoted(slaClass.name()) + " owes a spread over " + owed + ", and these shares put "
                            + Numbers.plain(least) + " replicas into " + used,
                    "bring the shares nearer to each other, or raise `min`");
        }
    }

    private static int usedOf(DomainRule.Shares shares, int replicas) {
        var used = 0;
        for (var inDomain : Apportionment.of(shares, replicas).values()) {
            used += inDomain > 0 ? 1 : 0;
        }
        return used;
    }

    static boolean areDisjoint(DomainRule one, DomainRule other) {
        return switch (one) {
            case DomainRule.Within(var domains) -> domains.stream().noneMatch(other::allows);
            case DomainRule.InOrder(var domains) -> domains.stream().noneMatch(other::allows);
            case DomainRule.Shares(var shares) -> shares.keySet().stream().noneMatch(other::allows);
            case DomainRule.Except except -> !(other instanceof DomainRule.Except) && areDisjoint(other, one);
        };
    }
}
