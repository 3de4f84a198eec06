/** The Reservoir service language: {@link io.reservoir.dsl.Rsl} is the way in. */
@NullMarked
package io.reservoir.dsl;

import org.jspecify.annotations.NullMarked;
