/** Programs by chance, for tests, fuzzing and measurements. */
@NullMarked
package io.reservoir.dsl.generate;

import org.jspecify.annotations.NullMarked;
