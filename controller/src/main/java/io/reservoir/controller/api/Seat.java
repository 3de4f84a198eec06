package io.reservoir.controller.api;

import io.reservoir.cluster.membership.ClusterSettings;
import io.reservoir.cluster.membership.HazelcastMembership;
import io.reservoir.cluster.ownership.Membership;
import io.reservoir.cluster.ownership.NodeId;
import io.reservoir.cluster.ownership.Roster;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.site.NodeAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * A controller's place in its cluster.
 *
 * @param self this node in this life
 * @param release of the software
 * @param joining joins the cluster; it is closed with the controller
 */
public record Seat(
        NodeAddress self,
        String release,
        Roster roster,
        Supplier<Membership> joining,
        NodeRegister nodes,
        HandOvers handOvers) {
    /**
     * The seat of a member of a cluster.
     *
     * @param line what must be the same on all nodes
     */
    public static Seat member(
            ClusterSettings settings,
            NodeAddress self,
            String release,
            String line,
            NodeRegister nodes,
            HandOvers handOvers) {
        return new Seat(
                self,
                release,
                settings.roster(),
                () -> HazelcastMembership.join(settings, self, line),
                nodes,
                handOvers);
    }

    /** The seat of a node that is a cluster of its own. */
    public static Seat alone(String name, String incarnation, String release, NodeRegister nodes, HandOvers handOvers) {
        var self = new NodeAddress(new NodeId(name, incarnation).owner(), "localhost", 0, 0);
        return new Seat(self, release, new Roster(List.of(name)), () -> Membership.alone(self), nodes, handOvers);
    }
}
