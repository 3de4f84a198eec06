/** What would have to be otherwise for a target to be another: the decision, asked again with one thing changed. Pure. */
@NullMarked
package io.reservoir.controller.whynot;

import org.jspecify.annotations.NullMarked;
