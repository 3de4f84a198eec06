/**
 * OVF envelopes and archives to statements of the language, and back. The only package that sees XML and archives: what
 * an envelope says becomes the syntax tree, and the checker treats it like any manifest.
 */
@NullMarked
package io.reservoir.dsl.ovf;

import org.jspecify.annotations.NullMarked;
