/** Physical dimensions and the units that people type. */
@NullMarked
package io.reservoir.model.unit;

import org.jspecify.annotations.NullMarked;
