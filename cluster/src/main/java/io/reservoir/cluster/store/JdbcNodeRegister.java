package io.reservoir.cluster.store;

import io.reservoir.model.port.NodeRegister;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The nodes of a cluster in its database, seen by the database's clock. */
final class JdbcNodeRegister implements NodeRegister {
    private static final String LEAVE = "delete from node where id = ? and incarnation = ?";

    private final Database database;
    private final String enter;
    private final String beat;
    private final String sightings;

    JdbcNodeRegister(Database database) {
        this.database = database;
        var now = database.dialect().nowMillis();
        enter = "insert into node (id, incarnation, address, release, seen_at) values (?, ?, ?, ?, " + now + ")"
                + " on conflict (id) do update set incarnation = excluded.incarnation, address = excluded.address,"
                + " release = excluded.release, seen_at = excluded.seen_at";
        beat = "update node set seen_at = " + now + " where id = ? and incarnation = ?";
        sightings = "select id, incarnation, address, release, " + now + " - seen_at from node";
    }

    @Override
    public void enter(Member member) {
        database.writing(connection -> Database.change(
                connection, enter, member.id(), member.incarnation(), member.address(), member.release()));
    }

    @Override
    public boolean beat(Member member) {
        return database.writing(connection -> Database.change(connection, beat, member.id(), member.incarnation()));
    }

    @Override
    public void leave(Member member) {
        database.writing(connection -> Database.change(connection, LEAVE, member.id(), member.incarnation()));
    }

    @Override
    public List<Sighting> sightings() {
        return database.reading(connection -> {
            try (var query = connection.prepareStatement(sightings);
                    var rows = query.executeQuery()) {
                var seen = new ArrayList<Sighting>();
                while (rows.next()) {
                    var member = new Member(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
                    seen.add(new Sighting(member, Duration.ofMillis(Math.abs(rows.getLong(5)))));
                }
                // Not by the database, for each sorts text in its own way.
                seen.sort(Comparator.comparing(sighting -> sighting.member().id()));
                return seen;
            }
        });
    }
}
