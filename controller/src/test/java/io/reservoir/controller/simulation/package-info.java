/**
 * Whole clusters on virtual time: production controllers over a simulated network, database and hosts, everything drawn
 * from one seed, and a checker that knows none of the controllers' code.
 */
@NullMarked
package io.reservoir.controller.simulation;

import org.jspecify.annotations.NullMarked;
