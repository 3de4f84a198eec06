package io.reservoir.cluster.ownership;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as one of its nodes sees it.
 *
 * @param self owner id of that node
 * @param hindrance why that node may hold nothing now, null where it may
 * @param databaseAge how long ago an exchange began that the database answered, null before the first one
 * @param majority how many nodes must see each other
 * @param alive how many of the list do
 * @param held how many shards that node works on
 * @param unreadable how many it owns and cannot load
 * @param nodes those of the list, by name, whether they are there or not
 */
public record ClusterView(
        String self,
        @Nullable Why hindrance,
        @Nullable Duration databaseAge,
        int majority,
        int alive,
        int held,
        int unreadable,
        List<NodeView> nodes) {
    /**
     * A node of the list.
     *
     * @param incarnation null where no process of that name is known
     * @param isMember whether membership holds it to be alive
     * @param beatAge how long ago it told the database that it lives, null where it is not entered
     * @param shards how many it owns by the database
     */
    public record NodeView(
            String name,
            @Nullable String incarnation,
            @Nullable String address,
            @Nullable String release,
            boolean isMember,
            @Nullable Duration beatAge,
            int shards) {}
}
