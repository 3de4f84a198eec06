/** What the engine costs, measured beside a loop written by hand for the same statements. */
@NullMarked
package io.reservoir.rules.bench;

import org.jspecify.annotations.NullMarked;
