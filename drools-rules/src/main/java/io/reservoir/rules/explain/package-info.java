/** Why: which statements moved in an evaluation, and why a value is unknown. */
@NullMarked
package io.reservoir.rules.explain;

import org.jspecify.annotations.NullMarked;
