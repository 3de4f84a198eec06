/** A world to try things in: hosts without hypervisors, a clock that is moved by hand, loads from a file. */
@NullMarked
package io.reservoir.controller.sim;

import org.jspecify.annotations.NullMarked;
