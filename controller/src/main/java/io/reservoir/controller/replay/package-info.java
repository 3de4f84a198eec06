/** A recorded load, run through the production classes on a clock of its own, and what came of it. */
@NullMarked
package io.reservoir.controller.replay;

import org.jspecify.annotations.NullMarked;
