package io.reservoir.controller.api;

import io.reservoir.cluster.link.LinkIdentity;
import io.reservoir.cluster.link.LinkSettings;
import io.reservoir.cluster.link.LinkTls;
import io.reservoir.model.port.Owners;
import java.net.InetAddress;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a node is linked with others of its cluster.
 *
 * @param owners who owns what, as this node knows
 * @param identity whose {@code node} is that of this node's own address
 * @param address where peers reach this node
 * @param port 0 for any that is free
 * @param tls null for links that whoever reaches the port can make
 * @param chance for what two nodes should not do at the same moment
 */
public record PeerSettings(
        Owners owners,
        LinkIdentity identity,
        InetAddress address,
        int port,
        LinkSettings link,
        @Nullable LinkTls tls,
        RandomGenerator chance) {}
