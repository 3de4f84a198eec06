package io.reservoir.cluster.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees to it that one node alone writes in a directory. The lock ends with the process that holds it. */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "node.lock";
    private static final int HOLDER_BYTES = 20;

    /** What this process holds. Asking the file would not do: closing it a second time would give up the lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel file;

    private DirectoryLock(Path directory, FileChannel file) {
        this.directory = directory;
        this.file = file;
    }

    /** Locks a directory that is there. One that is locked or cannot be written is {@link StoreUnavailable}. */
    static DirectoryLock take(Path directory) {
        try {
            var real = directory.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(real, ProcessHandle.current().pid());
            }
            try {
                return new DirectoryLock(real, lockedFile(real));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreUnavailable("cannot write in " + directory, e);
        }
    }

    private static FileChannel lockedFile(Path directory) throws IOException {
        var file = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw inUse(directory, holder(file));
            }
            var pid = Long.toString(ProcessHandle.current().pid());
            file.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static String holder(FileChannel file) throws IOException {
        var pid = ByteBuffer.allocate(HOLDER_BYTES);
        file.read(pid, 0);
        return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
    }

    private static StoreUnavailable inUse(Path directory, Object pid) {
        return new StoreUnavailable(directory + " is in use by another node (process " + pid
                + "): stop that one, or name another directory");
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new StoreUnavailable("cannot give up the lock on " + directory, e);
        } finally {
            HELD.remove(directory);
        }
    }
}
