/** From ledger entries to usage, from usage to charges, from charges to a statement: pure functions of a ledger range. */
@NullMarked
package io.reservoir.controller.bill;

import org.jspecify.annotations.NullMarked;
