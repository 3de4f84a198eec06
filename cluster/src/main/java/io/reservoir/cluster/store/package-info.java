/** The durable ledger: entries in a database, the format they are kept in, and a ledger in memory for dry-runs. */
@NullMarked
package io.reservoir.cluster.store;

import org.jspecify.annotations.NullMarked;
