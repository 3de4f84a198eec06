/** Why: what lies behind a value that is not known. */
@NullMarked
package io.reservoir.rules.explain;

import org.jspecify.annotations.NullMarked;
