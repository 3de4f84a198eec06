/** Checked programs: what a manifest means, with every name resolved, ready to be compiled into rules. */
@NullMarked
package io.reservoir.dsl.program;

import org.jspecify.annotations.NullMarked;
