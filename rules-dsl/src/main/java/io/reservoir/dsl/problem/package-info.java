/** What can be wrong with a text: the codes, and the list that a run of the compiler fills. */
@NullMarked
package io.reservoir.dsl.problem;

import org.jspecify.annotations.NullMarked;
