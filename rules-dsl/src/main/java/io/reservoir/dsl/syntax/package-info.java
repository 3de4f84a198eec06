/** The syntax tree: what an author wrote, with the place of every part, and no meaning yet. */
@NullMarked
package io.reservoir.dsl.syntax;

import org.jspecify.annotations.NullMarked;
