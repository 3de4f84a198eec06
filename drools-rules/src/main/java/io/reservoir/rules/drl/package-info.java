/** Rules as DRL, for people: the printer, and the few types that the printed text names. A server never loads it. */
@NullMarked
package io.reservoir.rules.drl;

import org.jspecify.annotations.NullMarked;
