/**
 * Who owns which shards. {@code Ownership} decides, without clock, threads or I/O; {@code Keeper} asks membership and
 * database, carries the orders out and tells the holder of the shards.
 */
@NullMarked
package io.reservoir.cluster.ownership;

import org.jspecify.annotations.NullMarked;
