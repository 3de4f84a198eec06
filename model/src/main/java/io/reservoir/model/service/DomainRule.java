package io.reservoir.model.service;

import java.util.List;
import java.util.Map;

/** Where replicas of a component may run: the right side of a {@code Deploy} statement, domains by name. */
public sealed interface DomainRule {
    DomainRule ANYWHERE = new Except(List.of());

    boolean allows(String domain);

    /** {@code {A, B}}: nowhere but there, all alike. */
    record Within(List<String> domains) implements DomainRule {
        @Override
        public boolean allows(String domain) {
            return domains.contains(domain);
        }
    }

    /** {@code [A, B]}: nowhere but there, the first with room. */
    record InOrder(List<String> domains) implements DomainRule {
        @Override
        public boolean allows(String domain) {
            return domains.contains(domain);
        }
    }

    /** {@code {A: 70%, B: 30%}}: shares of the replicas, in the order written; the shares add up to 1. */
    record Shares(Map<String, Double> shareByDomain) implements DomainRule {
        @Override
        public boolean allows(String domain) {
            return shareByDomain.containsKey(domain);
        }
    }

    /** {@code !{B}}: anywhere but there. */
    record Except(List<String> domains) implements DomainRule {
        @Override
        public boolean allows(String domain) {
            return !domains.contains(domain);
        }
    }
}
