package io.reservoir.controller.simulation;

import io.reservoir.cluster.ownership.ShardHolder;
import io.reservoir.controller.execute.HostCalls;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.reading.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What a planted bug changes about the world or the controllers; by itself nothing. */
interface Defect {
    Defect NONE = new Defect() {};

    /** The store that the database keeps. */
    default Ledger store(Ledger store) {
        return store;
    }

    /** The ledger as one process has it. */
    default Ledger ledger(Ledger ledger, Life life, InstantSource clock) {
        return ledger;
    }

    /** A host as it really is. */
    default Host machine(Host machine) {
        return machine;
    }

    /** A host as one process has it. */
    default Host host(Host host, InstantSource clock) {
        return host;
    }

    /** The way of calls to hosts. */
    default HostCalls calls(HostCalls calls, InstantSource clock) {
        return calls;
    }

    /** A node takes over a shard. */
    default void adopting(Runnable adopt) {
        adopt.run();
    }

    /** What works on the shards of a process. */
    default ShardHolder holder(ShardHolder holder) {
        return holder;
    }

    /** The clock that never goes back, of a process. */
    default Duration uptime(Duration uptime, InstantSource wallClock) {
        return uptime;
    }

    /** The readings that are sent, of which there may be none. */
    default List<Reading> readings(List<Reading> sent, Reading missing) {
        return sent;
    }

    /** The entries by which is billed. */
    default List<Recorded> billed(List<Recorded> entries) {
        return entries;
    }
}
