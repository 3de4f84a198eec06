/** Syntax tree to checked program, or diagnostics at the text. */
@NullMarked
package io.reservoir.dsl.check;

import org.jspecify.annotations.NullMarked;
