/** From decisions and what is there to the steps to be taken: pure. */
@NullMarked
package io.reservoir.controller.plan;

import org.jspecify.annotations.NullMarked;
