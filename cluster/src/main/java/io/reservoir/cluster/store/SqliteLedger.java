package io.reservoir.cluster.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The ledger of a single node: SQLite in one file {@value #FILE} of a directory, synced to the disk with every append.
 * One process writes in a directory at a time; any number may read beside it, or after it has ended in whatever way.
 *
 * <p>Within the process that has it open the file must not be opened by other means than SQLite (copied, say): closing
 * it again would give up SQLite's locks.
 */
public final class SqliteLedger extends JdbcLedger {
    public static final String FILE = "ledger.db";

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final int WRITERS = 1;
    private static final int READERS = 4;

    private final @Nullable DirectoryLock lock;

    private SqliteLedger(Database database, @Nullable DirectoryLock lock) {
        super(database);
        this.lock = lock;
    }

    /** Opens the ledger in a directory for its one node; directory, file and tables are made where there are none. */
    public static SqliteLedger open(Path directory) {
        create(directory);
        var lock = DirectoryLock.take(directory);
        try {
            var file = directory.resolve(FILE);
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new StoreUnavailable("cannot write " + file + ": permission denied");
            }
            var name = "the ledger " + file;
            Schema.bringUp(name, forWriting(file));
            return new SqliteLedger(onPools(name, file), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Opens the ledger of a running or stopped node to look at it: nothing is written or migrated. */
    public static SqliteLedger readOnly(Path directory) {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new StoreUnavailable(
                    "there is no ledger in " + directory + ": start a node on it first, or name another directory");
        }
        var name = "the ledger " + file;
        // SQLite wants to lay its log beside a file that nobody has open. Where it may not, it need not.
        var closed = !Files.isWritable(directory) && !Files.exists(directory.resolve(FILE + "-wal"));
        var source = closed
                ? forReading(file.toUri() + "?immutable=1")
                : forReading(file.toAbsolutePath().toString());
        Schema.require(name, source);
        var reader = pool(name, source, READERS, true);
        return new SqliteLedger(new Database(name, Dialect.SQLITE, reader, null), null);
    }

    private static Database onPools(String name, Path file) {
        var writer = pool(name, forWriting(file), WRITERS, false);
        try {
            var reader = pool(name, forReading(file.toAbsolutePath().toString()), READERS, true);
            return new Database(name, Dialect.SQLITE, reader, writer);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Makes the directory such that a crash of the machine does not lose its name. */
    private static void create(Path directory) {
        try {
            var missing = new ArrayDeque<Path>();
            for (var path = directory.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
                missing.push(path);
            }
            Files.createDirectories(directory);
            for (var path : missing) {
                try (var parent = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
                    parent.force(true);
                }
            }
        } catch (IOException e) {
            throw new StoreUnavailable("cannot make the directory " + directory, e);
        }
    }

    static SQLiteDataSource forWriting(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return source(file.toAbsolutePath().toString(), config);
    }

    private static SQLiteDataSource forReading(String location) {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return source(location, config);
    }

    /** Connections to a location, which is an absolute path, or a URI where something is to be set in it. */
    private static SQLiteDataSource source(String location, SQLiteConfig config) {
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + location);
        return source;
    }

    private static HikariDataSource pool(String name, SQLiteDataSource source, int connections, boolean readOnly) {
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setReadOnly(readOnly);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new StoreUnavailable(name + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        super.close();
        if (lock != null) {
            lock.close();
        }
    }
}
