/** Text to syntax tree. The only package that sees ANTLR. */
@NullMarked
package io.reservoir.dsl.parser;

import org.jspecify.annotations.NullMarked;
