/** Samples in event time, and what windows over them are worth. Knows no rules. */
@NullMarked
package io.reservoir.rules.window;

import org.jspecify.annotations.NullMarked;
