package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.ReplicaPlacement;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.DomainRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks {@code Deploy(C) = {A, B}}. Several of one component hold together; where nothing is left, that is refused. */
final class Placements {
    private static final double TOLERANCE = 1e-9;

    private final Scope scope;
    private final Measures measures;
    private final Sources sources;
    private final Problems problems;
    private final Map<Scope.Resolved, DomainRule> rules = new LinkedHashMap<>();
    private final Map<Scope.Resolved, Statement> statements = new LinkedHashMap<>();

    Placements(Scope scope, Measures measures, Sources sources, Problems problems) {
        this.scope = scope;
        this.measures = measures;
        this.sources = sources;
        this.problems = problems;
    }

    DomainRule ofComponent(String component) {
        return rules.getOrDefault(new Scope.Resolved(component, 0), DomainRule.ANYWHERE);
    }

    /** Where a component's first {@code Deploy} stands; null where there is none without a mistake. */
    @Nullable
    Statement statementOf(String component) {
        return statements.get(new Scope.Resolved(component, 0));
    }

    List<ReplicaPlacement> ofReplicas() {
        var placements = new ArrayList<ReplicaPlacement>();
        statements.forEach((place, statement) -> {
            var rule = rules.get(place);
            if (place.isOneReplica() && rule != null) {
                placements.add(new ReplicaPlacement(place.component(), place.replica(), rule, sources.of(statement)));
            }
        });
        return List.copyOf(placements);
    }

    void take(Statement.Equation equation) {
        var place = scope.component(equation.place());
        var rule = rule(equation.value());
        if (place == null || rule == null) {
            return;
        }
        var earlier = rules.get(place);
        var both = earlier == null ? rule : together(earlier, rule, equation);
        if (both != null) {
            rules.put(place, both);
            statements.putIfAbsent(place, equation);
        }
    }

    private @Nullable DomainRule rule(Value value) {
        if (!(value instanceof Value.Domains domains)) {
            problems.error(
                    Code.DOMAINS, value.span(), "`Deploy` takes a set of domains", "such as `{ Domain1, Domain3 }`");
            return null;
        }
        if (domains.domains().isEmpty()) {
            problems.error(Code.DOMAINS, domains.span(), "this set of domains is empty: nothing could run anywhere");
            return null;
        }
        var names = names(domains);
        var weighted = domains.domains().stream().anyMatch(d -> d.share() != null);
        if (names == null) {
            return null;
        }
        return switch (domains.kind()) {
            case SET -> weighted ? shares(domains) : new DomainRule.Within(names);
            case ORDER -> weighted ? noShares(domains) : new DomainRule.InOrder(names);
            case EXCEPT -> weighted ? noShares(domains) : new DomainRule.Except(names);
        };
    }

    private @Nullable List<String> names(Value.Domains domains) {
        var names = new LinkedHashSet<String>();
        var unique = true;
        for (var domain : domains.domains()) {
            if (!names.add(domain.name().text())) {
                problems.error(
                        Code.DOMAINS,
                        domain.name().span(),
                        "the domain " + Problems.quoted(domain.name().text()) + " is named twice");
                unique = false;
            }
        }
        return unique ? List.copyOf(names) : null;
    }

    private @Nullable DomainRule noShares(Value.Domains domains) {
        problems.error(
                Code.DOMAINS,
                domains.span(),
                "shares belong into braces without `!`",
                "such as `{ Domain1: 70%, Domain3: 30% }`");
        return null;
    }

    private @Nullable DomainRule shares(Value.Domains domains) {
        var shares = new LinkedHashMap<String, Double>();
        for (var domain : domains.domains()) {
            if (domain.share() == null) {
                problems.error(
                        Code.DOMAINS,
                        domain.name().span(),
                        "the domain " + Problems.quoted(domain.name().text()) + " has no share, and others have one");
                return null;
            }
            var share = measures.share(domain.share(), 1, true);
            if (share == null) {
                return null;
            }
            shares.put(domain.name().text(), share);
        }
        var sum = shares.values().stream().mapToDouble(share -> share).sum();
        if (Math.abs(sum - 1) > TOLERANCE) {
            problems.error(
                    Code.DOMAINS,
                    domains.span(),
                    "these shares add up to " + Numbers.plain(sum * 100) + "%" + ", not to 100%");
            return null;
        }
        return new DomainRule.Shares(shares);
    }

    /** What both allow, in the manner of the first that names domains. */
    private @Nullable DomainRule together(DomainRule first, DomainRule second, Statement.Equation equation) {
        var both = switch (first) {
            case DomainRule.Except(var out) ->
                second instanceof DomainRule.Except(var more)
                        ? new DomainRule.Except(union(out, more))
                        : second instanceof DomainRule.Shares ? null : together(second, first, equation);
            case DomainRule.Within(var in) -> new DomainRule.Within(allowed(in, second));
            case DomainRule.InOrder(var in) -> new DomainRule.InOrder(allowed(in, second));
            case DomainRule.Shares shares -> null;
        };
        if (both == null || second instanceof DomainRule.Shares) {
            problems.error(
                    Code.OVERLAP,
                    equation.subject().span(),
                    "shares of domains cannot be combined with another `Deploy`");
            return null;
        }
        if (isEmpty(both)) {
            problems.error(
                    Code.DOMAINS,
                    equation.value().span(),
                    "no domain is allowed by this and the earlier `Deploy` of "
                            + Problems.quoted(equation.place().name().text()) + " together");
            return null;
        }
        return both;
    }

    private static boolean isEmpty(DomainRule rule) {
        return switch (rule) {
            case DomainRule.Within(var in) -> in.isEmpty();
            case DomainRule.InOrder(var in) -> in.isEmpty();
            case DomainRule.Shares shares -> false;
            case DomainRule.Except except -> false;
        };
    }

    private static List<String> allowed(List<String> domains, DomainRule rule) {
        return domains.stream().filter(rule::allows).toList();
    }

    private static List<String> union(List<String> some, List<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
