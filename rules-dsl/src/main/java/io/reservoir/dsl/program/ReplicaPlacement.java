package io.reservoir.dsl.program;

import io.reservoir.model.decision.Source;
import io.reservoir.model.service.DomainRule;

/**
 * Where one replica may run, such as {@code Deploy(C1[1]) = { Domain1 }}, beside what holds for its component.
 *
 * @param replica the ordinal of the replica, from 1
 */
public record ReplicaPlacement(String component, int replica, DomainRule rule, Source source) {}
