/** What a ledger may forget: {@link io.reservoir.controller.retention.Retention} says where it can be cut. */
@NullMarked
package io.reservoir.controller.retention;

import org.jspecify.annotations.NullMarked;
