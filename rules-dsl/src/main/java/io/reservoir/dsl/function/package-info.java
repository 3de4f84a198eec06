/** The functions of the language: one file each, holding declaration, documentation and meaning. */
@NullMarked
package io.reservoir.dsl.function;

import org.jspecify.annotations.NullMarked;
