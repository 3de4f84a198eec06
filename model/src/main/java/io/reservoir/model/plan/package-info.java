/** What is to be done at hosts, and why. */
@NullMarked
package io.reservoir.model.plan;

import org.jspecify.annotations.NullMarked;
