package io.reservoir.model.site;

/**
 * Where a node of the cluster can be reached.
 *
 * @param node its id, unique per incarnation as the owner of a tenure is
 * @param host name or address
 * @param peerPort where its peers' links end
 * @param apiPort where its REST API listens
 */
public record NodeAddress(String node, String host, int peerPort, int apiPort) {}
