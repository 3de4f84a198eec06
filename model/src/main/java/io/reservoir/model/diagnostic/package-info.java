/** What is wrong with a text that somebody wrote, and where. */
@NullMarked
package io.reservoir.model.diagnostic;

import org.jspecify.annotations.NullMarked;
