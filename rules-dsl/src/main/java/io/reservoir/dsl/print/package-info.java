/** Programs and syntax back to text. */
@NullMarked
package io.reservoir.dsl.print;

import org.jspecify.annotations.NullMarked;
