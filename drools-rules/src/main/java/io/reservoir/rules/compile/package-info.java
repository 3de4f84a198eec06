/**
 * Checked programs to rules in the engine. The only package that touches Drools: its programmatic model, its
 * masks of properties, its matches.
 */
@NullMarked
package io.reservoir.rules.compile;

import org.jspecify.annotations.NullMarked;
