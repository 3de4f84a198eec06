/** Service-level classes: what was promised and how it is protected. */
@NullMarked
package io.reservoir.model.sla;

import org.jspecify.annotations.NullMarked;
