/** What operations stand on: the node on its thread, its ledger, the feed of what is appended, the node's metrics. */
@NullMarked
package io.reservoir.controller.api.backend;

import org.jspecify.annotations.NullMarked;
