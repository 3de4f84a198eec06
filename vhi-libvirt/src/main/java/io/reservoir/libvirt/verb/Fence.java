package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.watch.Inventory;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest epoch that spoke for each service at a host: in a file of one line a service, and in the marks of its
 * domains, whichever is newer. An older one is refused. Safe for use by many threads.
 */
final class Fence {
    private final Path file;
    private final Map<ServiceId, Epoch> newest = new TreeMap<>();

    /** Reads the file, if it is there; a line that is not understood is an {@link IOException}. */
    Fence(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                read(line);
            }
        }
    }

    private void read(String line) throws IOException {
        var words = line.split(" ", -1);
        if (words.length != 2 || !ServiceId.isValid(words[0]) || !words[1].matches("\\d{1,18}")) {
            throw new IOException("not a service and its epoch: `" + line + "` in " + file);
        }
        newest.put(new ServiceId(words[0]), new Epoch(Long.parseLong(words[1])));
    }

    /** Lets that epoch pass and remembers it, on disk before it may act; or refuses it. */
    synchronized void pass(ServiceId service, Epoch epoch, Inventory inventory) throws NotDone {
        var known = newest.get(service);
        var last = later(known, inventory.epoch(service));
        if (last != null && epoch.compareTo(last) < 0) {
            throw new NotDone(Refusal.STALE_EPOCH, "epoch " + epoch + " is over, " + last + " has spoken");
        }
        if (epoch.equals(known)) {
            return;
        }
        newest.put(service, epoch);
        try {
            write();
        } catch (IOException e) {
            if (known == null) {
                newest.remove(service);
            } else {
                newest.put(service, known);
            }
            throw new NotDone(Refusal.FAILED, "the epoch cannot be written to " + file + ": " + e.getMessage());
        }
    }

    private static @Nullable Epoch later(@Nullable Epoch one, @Nullable Epoch other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) > 0 ? one : other;
    }

    private void write() throws IOException {
        var text = newest.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() + "\n")
                .collect(Collectors.joining());
        var next = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
