package io.reservoir.dsl.program;

/**
 * A statement that sets a target for one replica, such as {@code CPU(C1[1]) = 2}: it wins over the component's. Its
 * {@link Assignment#target} names the component.
 *
 * @param replica the ordinal of the replica, from 1
 */
public record ReplicaTarget(int replica, Assignment assignment) {}
