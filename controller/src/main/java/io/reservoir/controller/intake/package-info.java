/** Readings on their way in: validated, bounded, counted. */
@NullMarked
package io.reservoir.controller.intake;

import org.jspecify.annotations.NullMarked;
