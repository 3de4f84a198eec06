/** From the ledger to an explanation: readings, statement, stages, plan, and what came of it. Pure functions. */
@NullMarked
package io.reservoir.controller.explain;

import org.jspecify.annotations.NullMarked;
