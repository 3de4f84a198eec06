package io.reservoir.cluster.store;

import io.reservoir.model.port.NodeRegister;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A register that lives as long as its object, for simulations and tests. Any thread may use it. */
public final class MemoryNodeRegister implements NodeRegister {
    private final InstantSource clock;
    private final Map<String, Row> rows = new TreeMap<>();

    private record Row(Member member, Instant seenAt) {}

    /** @param clock the register's own */
    public MemoryNodeRegister(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void enter(Member member) {
        rows.put(member.id(), new Row(member, clock.instant()));
    }

    @Override
    public synchronized boolean beat(Member member) {
        if (!isEntered(member)) {
            return false;
        }
        rows.computeIfPresent(member.id(), (id, row) -> new Row(row.member(), clock.instant()));
        return true;
    }

    @Override
    public synchronized void leave(Member member) {
        if (isEntered(member)) {
            rows.remove(member.id());
        }
    }

    private boolean isEntered(Member member) {
        var row = rows.get(member.id());
        return row != null && row.member().incarnation().equals(member.incarnation());
    }

    @Override
    public synchronized List<Sighting> sightings() {
        var now = clock.instant();
        return rows.values().stream()
                .map(row -> new Sighting(
                        row.member(), Duration.between(row.seenAt(), now).abs()))
                .toList();
    }
}
