package io.reservoir.libvirt.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One at a time in a store, over all threads and processes of a machine, and of others where its file system locks. */
public final class StoreLock {
    /** A process may hold a file's lock once only, so its threads queue here first. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads;

    /** What is done alone. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    public StoreLock(Path file) {
        this.file = file;
        this.threads = THREADS.computeIfAbsent(file, unused -> new ReentrantLock());
    }

    /** Waits until nobody else is at work, and does it. */
    public <T extends @Nullable Object> T alone(Work<T> work) throws IOException {
        threads.lock();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return work.run();
        } finally {
            threads.unlock();
        }
    }
}
