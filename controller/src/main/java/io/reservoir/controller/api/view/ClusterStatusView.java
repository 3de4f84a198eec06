package io.reservoir.controller.api.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the node that answers sees it.
 *
 * @param node its name
 * @param why why it may hold no shards, absent where it may
 * @param majority how many nodes must see each other
 * @param alive how many of the list do
 * @param databaseAgeMillis how long ago an exchange began that the database answered, absent before the first
 * @param load what that node has to do
 * @param nodes all of the list
 */
public record ClusterStatusView(
        Instant at,
        String node,
        @Nullable String why,
        int majority,
        int alive,
        @Nullable Long databaseAgeMillis,
        LoadView load,
        List<NodeView> nodes) {
    /**
     * What a node has to do.
     *
     * @param shards that it works on
     * @param services in them
     * @param lagMillis how long something waited lately until the control loop began with it
     * @param callsInFlight calls at hosts that it waits for
     */
    public record LoadView(int shards, int services, double lagMillis, int callsInFlight) {}

    /**
     * A node.
     *
     * @param incarnation its life, absent where no process of that name is known
     * @param api where its API listens, absent where it is no member
     * @param isMember whether the node that answers sees it
     * @param beatAgeMillis how long ago it told the database that it lives, absent where it is not entered
     * @param shards how many it owns by the database
     */
    public record NodeView(
            String name,
            @Nullable String incarnation,
            @Nullable String api,
            @Nullable String release,
            boolean isMember,
            @Nullable Long beatAgeMillis,
            int shards) {}
}
