/** What hosts show, compared with what the ledger says: the differences become entries. */
@NullMarked
package io.reservoir.controller.observe;

import org.jspecify.annotations.NullMarked;
