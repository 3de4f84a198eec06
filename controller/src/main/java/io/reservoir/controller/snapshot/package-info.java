/** Images and what follows them as texts that a ledger keeps, so that a start need not replay all that is before. */
@NullMarked
package io.reservoir.controller.snapshot;

import org.jspecify.annotations.NullMarked;
