package io.reservoir.cluster.store;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What is left for the next owner, in the database of the ledger. */
final class JdbcHandOvers implements HandOvers {
    private static final String LEAVE = "insert into hand_over (service, shard, epoch, left_at, state)"
            + " values (?, ?, ?, ?, ?) on conflict (service) do update set shard = excluded.shard,"
            + " epoch = excluded.epoch, left_at = excluded.left_at, state = excluded.state";

    private static final String LEFT =
            "select service, state from hand_over where shard = ? and epoch = ? and left_at >= ?";

    private final Database database;

    JdbcHandOvers(Database database) {
        this.database = database;
    }

    @Override
    public void leave(Shard shard, Epoch epoch, Instant at, Map<ServiceId, byte[]> states) {
        database.writing(connection -> {
            try (var insert = connection.prepareStatement(LEAVE)) {
                for (var state : states.entrySet()) {
                    insert.setString(1, state.getKey().name());
                    insert.setInt(2, shard.number());
                    insert.setLong(3, epoch.number());
                    insert.setLong(4, at.toEpochMilli());
                    insert.setString(5, Base64.getEncoder().encodeToString(state.getValue()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return states.size();
        });
    }

    @Override
    public Map<ServiceId, byte[]> left(Shard shard, Epoch epoch, Instant since) {
        return database.reading(connection -> {
            try (var query = connection.prepareStatement(LEFT)) {
                query.setInt(1, shard.number());
                query.setLong(2, epoch.number());
                query.setLong(3, since.toEpochMilli());
                try (var rows = query.executeQuery()) {
                    var left = new HashMap<ServiceId, byte[]>();
                    while (rows.next()) {
                        left.put(
                                new ServiceId(rows.getString(1)),
                                Base64.getDecoder().decode(rows.getString(2)));
                    }
                    return left;
                }
            }
        });
    }
}
