/** The entries by which, and by nothing else, the state of a service changes. */
@NullMarked
package io.reservoir.model.ledger;

import org.jspecify.annotations.NullMarked;
