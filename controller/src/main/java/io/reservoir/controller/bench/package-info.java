/** What a whole node costs, measured under load that does not wait for it. */
@NullMarked
package io.reservoir.controller.bench;

import org.jspecify.annotations.NullMarked;
