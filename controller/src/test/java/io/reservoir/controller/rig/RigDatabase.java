package io.reservoir.controller.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL in a namespace of its own, on a disk of its own. It notes beside the ledger, by triggers, who wrote each
 * entry and took each shard, and what was so at that moment: the address of the connection cannot be mistaken.
 */
final class RigDatabase implements AutoCloseable {
    private static final String NOTES = """
            create schema rig;
            create table rig.written (
                id bigserial primary key,
                service text not null, seq bigint not null, kind text not null,
                epoch bigint not null, shard integer not null,
                owner text not null, shard_epoch bigint not null,
                writer text not null, at timestamptz not null default clock_timestamp());
            create table rig.taken (
                id bigserial primary key,
                shard integer not null, owner text not null, epoch bigint not null,
                at timestamptz not null default clock_timestamp());
            create function rig.note_entry() returns trigger language plpgsql as $$
                begin
                    insert into rig.written (service, seq, kind, epoch, shard, owner, shard_epoch, writer)
                        select new.service, new.seq, new.kind, new.epoch, s.number, s.owner, s.epoch,
                            host(inet_client_addr())
                        from service v join shard s on s.number = v.shard where v.name = new.service;
                    return new;
                end $$;
            create function rig.note_take() returns trigger language plpgsql as $$
                begin
                    insert into rig.taken (shard, owner, epoch) values (new.number, new.owner, new.epoch);
                    return new;
                end $$;
            create trigger note after insert on entry for each row execute function rig.note_entry();
            create trigger note after insert or update on shard for each row execute function rig.note_take();
            """;

    private static final int MEGABYTES = 320;

    private final SmallDisk disk;
    private final Station server;
    private final String url;

    private RigDatabase(SmallDisk disk, Station server, String url) {
        this.disk = disk;
        this.server = server;
        this.url = url;
    }

    /**
     * Starts it.
     *
     * @param network who is let in, such as {@code 10.20.0.0/24}
     */
    static RigDatabase start(Path directory, String namespace, String address, String network) throws Exception {
        var disk = SmallDisk.mount(directory.resolve(namespace), MEGABYTES);
        try {
            var data = disk.root().resolve("data");
            var program = made(data);
            Files.writeString(data.resolve("pg_hba.conf"), "host all all " + network + " trust\n");
            var command = List.of(
                    "unshare",
                    "--user",
                    program,
                    "-D",
                    data.toString(),
                    "-h",
                    address,
                    "-p",
                    "5432",
                    "-k",
                    "",
                    "-c",
                    "timezone=UTC",
                    "-c",
                    "max_wal_size=64MB",
                    "-c",
                    "max_connections=80");
            var server = new Station(namespace, command, directory.resolve(namespace + ".log"));
            server.start();
            var database = new RigDatabase(disk, server, "jdbc:postgresql://" + address + ":5432/postgres");
            database.awaitUp();
            return database;
        } catch (Exception | Error e) {
            disk.close();
            throw e;
        }
    }

    /** Fills a data directory and returns the program of the server that has done it. */
    private static String made(Path data) throws IOException {
        var maker = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        try {
            var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
            return Files.readSymbolicLink(Path.of("/proc", pid, "exe")).toString();
        } finally {
            maker.close();
        }
    }

    String url() {
        return url;
    }

    SmallDisk disk() {
        return disk;
    }

    Station server() {
        return server;
    }

    /** To be called once the nodes have made their tables. */
    void beginToNote() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(NOTES);
            statement.execute("insert into rig.taken (shard, owner, epoch) select number, owner, epoch from shard");
        }
    }

    /** Starts it again where it has ended, and returns when it answers. */
    void awaitUp() throws InterruptedException {
        var until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            if (!server.isAlive()) {
                server.start();
            }
            try (var connection = connect()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(server.lastWords(), e);
                }
            }
            Thread.sleep(100);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url + "?connectTimeout=3&socketTimeout=20", "postgres", "");
    }

    /** The rows of a query, as text. */
    List<String[]> query(String sql, Object... parameters) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String[]>();
                while (rows.next()) {
                    var row = new String[rows.getMetaData().getColumnCount()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = rows.getString(i + 1);
                    }
                    found.add(row);
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        server.close();
        disk.close();
    }
}
