package io.reservoir.libvirt.image;

import io.reservoir.libvirt.durable.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A copy on its way into a store. It is locked while it is written, so that what a crash left behind can be told from
 * what another process is about to write. Closed, it is gone, unless it was moved to where it belongs.
 */
final class Incoming implements AutoCloseable {
    private static final int CHUNK = 1 << 20;
    /** Those of this process: to open one of them a second time would undo its lock. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private Incoming(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Begins one; nobody sweeps meanwhile. */
    static Incoming in(Path directory) throws IOException {
        var file = Files.createTempFile(directory, "image-", ".part");
        OURS.add(file);
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return new Incoming(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            OURS.remove(file);
            throw e;
        }
    }

    /** Removes what crashes left there. */
    static void sweep(Path directory) throws IOException {
        try (var parts = Files.newDirectoryStream(directory, "*.part")) {
            for (var part : parts) {
                if (!OURS.contains(part)) {
                    sweepOne(part);
                }
            }
        }
    }

    private static void sweepOne(Path part) throws IOException {
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Copies the source, which must be a plain file, and gives its digest. */
    String copy(Path source, ImageLimits limits) throws IOException, UnfitImage {
        if (!Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new UnfitImage("it is no plain file, but a link, a directory or a device", "name the file itself");
        }
        try (var from = FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var room = file.toFile().getUsableSpace();
            if (from.size() > limits.fileBytes()) {
                throw new UnfitImage(
                        "it is of " + from.size() + " bytes", "an image has at most " + limits.fileBytes());
            }
            if (from.size() > room) {
                throw new UnfitImage(
                        "it is of " + from.size() + " bytes, and the store has room for " + room, "make room first");
            }
            return copy(from, limits.fileBytes());
        }
    }

    private String copy(FileChannel from, long limit) throws IOException, UnfitImage {
        var digest = sha256();
        var buffer = ByteBuffer.allocate(CHUNK);
        var total = 0L;
        while (from.read(buffer) >= 0) {
            buffer.flip();
            total += buffer.remaining();
            if (total > limit) {
                throw new UnfitImage("it grows while it is read", "an image has at most " + limit);
            }
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }
        channel.force(true);
        return HexFormat.of().formatHex(digest.digest());
    }

    Verdict inspect(ImageLimits limits) throws IOException {
        return ImageInspector.inspect(channel, limits);
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Puts it where it belongs, for all to read and none to write. */
    void moveTo(Path place) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        channel.force(true);
        DurableFiles.move(file, place);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
        OURS.remove(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
