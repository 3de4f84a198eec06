/** From what statements propose to what is decided: pure stages, each leaving its line. */
@NullMarked
package io.reservoir.controller.decide;

import org.jspecify.annotations.NullMarked;
