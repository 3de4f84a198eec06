/** The loop that drives each service (observe, evaluate, decide, plan, commit, execute), and the node that holds them. */
@NullMarked
package io.reservoir.controller.node;

import org.jspecify.annotations.NullMarked;
