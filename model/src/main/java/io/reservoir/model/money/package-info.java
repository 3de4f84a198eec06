/** Amounts of money, tariffs and statements. */
@NullMarked
package io.reservoir.model.money;

import org.jspecify.annotations.NullMarked;
