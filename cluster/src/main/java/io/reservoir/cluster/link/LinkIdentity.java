package io.reservoir.cluster.link;

/**
 * Who a node is.
 *
 * @param cluster the name of its cluster
 * @param release such as {@code 1.4.2}
 * @param schema the version of the database that it works with
 * @param node its id, which no other life of it has
 */
public record LinkIdentity(String cluster, String release, int schema, String node) {}
