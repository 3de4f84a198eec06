package io.reservoir.controller.api;

import io.reservoir.cluster.link.LinkSettings;
import io.reservoir.cluster.link.LinkTls;
import java.net.InetAddress;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a node is linked with the others of its cluster.
 *
 * @param cluster its name: nodes of another one are refused
 * @param schema of the database that this release works with
 * @param address where links of peers are taken; their port is that of the node's own address
 * @param tls null for links that whoever reaches the port can make
 * @param chance for what two nodes should not do at the same moment
 */
public record PeerSettings(
        String cluster,
        int schema,
        InetAddress address,
        LinkSettings link,
        @Nullable LinkTls tls,
        RandomGenerator chance) {}
