/** Readings of metrics and the values that follow from them; unknown is a value. */
@NullMarked
package io.reservoir.model.reading;

import org.jspecify.annotations.NullMarked;
