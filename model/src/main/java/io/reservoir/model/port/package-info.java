/** What the domain needs of the world: hosts, the ledger, sources of readings and of ids. */
@NullMarked
package io.reservoir.model.port;

import org.jspecify.annotations.NullMarked;
