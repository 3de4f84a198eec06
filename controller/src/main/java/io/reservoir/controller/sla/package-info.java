/** What was promised and what was kept: minutes by quality, availability, burn rates; a pure function of a ledger. */
@NullMarked
package io.reservoir.controller.sla;

import org.jspecify.annotations.NullMarked;
