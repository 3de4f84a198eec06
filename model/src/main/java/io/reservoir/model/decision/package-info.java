/** From evaluated statements to decisions, with the line that each stage leaves. */
@NullMarked
package io.reservoir.model.decision;

import org.jspecify.annotations.NullMarked;
