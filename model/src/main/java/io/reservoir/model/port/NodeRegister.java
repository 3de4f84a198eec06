package io.reservoir.model.port;

import java.time.Duration;
import java.util.List;

/**
 * The nodes of a cluster as its database knows them: each says again and again that it lives, and how long ago that was
 * is told by one clock, the register's own. Any thread may ask.
 */
public interface NodeRegister {
    /** Enters a node, or a new incarnation of it: the former one is displaced, and its next beat says so. */
    void enter(Member member);

    /**
     * Says that a node lives.
     *
     * @return false if it is not entered, or another incarnation of it is: nothing was written, and it may own nothing
     */
    boolean beat(Member member);

    /** Strikes out a node that goes by its own will. Another incarnation of it stays entered. */
    void leave(Member member);

    /** All that are entered, whether they live or not, by id. */
    List<Sighting> sightings();

    /**
     * A node.
     *
     * @param id its name in the cluster, the same in every incarnation
     * @param incarnation another one with each start
     * @param address where the other nodes reach it
     * @param release of the software that it runs
     */
    record Member(String id, String incarnation, String address, String release) {}

    /**
     * A node and how long ago it said that it lives. Where the register's clock has been put back since, it is as long ago as
     * it lies ahead: who lives says so again at once, and who does not must not seem to for as long.
     */
    record Sighting(Member member, Duration age) {}
}
