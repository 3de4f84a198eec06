/** The grammar of the language as data, read from its own text: for the reference and for editors. */
@NullMarked
package io.reservoir.dsl.grammar;

import org.jspecify.annotations.NullMarked;
