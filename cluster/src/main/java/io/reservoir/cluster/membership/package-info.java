/** Membership by Hazelcast: who is alive, and nothing else. The only package that sees Hazelcast. */
@NullMarked
package io.reservoir.cluster.membership;

import org.jspecify.annotations.NullMarked;
