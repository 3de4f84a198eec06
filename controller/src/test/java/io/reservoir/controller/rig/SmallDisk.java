package io.reservoir.controller.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of a few megabytes, which can be full. It needs root. */
public final class SmallDisk implements AutoCloseable {
    private static final String SOURCE = "reservoir-rig";

    private final Path root;
    private final Path ballast;

    private SmallDisk(Path root) {
        this.root = root;
        ballast = root.resolve("ballast");
    }

    public static SmallDisk mount(Path root, int megabytes) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Wire.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", SOURCE, root.toString());
        return new SmallDisk(root);
    }

    /** Takes away those of a run that was killed. */
    static void removeLeftovers() {
        Wire.succeeds("sh", "-c", "grep ^" + SOURCE + " /proc/mounts | cut -d ' ' -f 2 | xargs -r -n 1 umount -l");
    }

    public Path root() {
        return root;
    }

    /** Takes all the room that is left. */
    public void fill() {
        var block = new byte[4096];
        try (var file = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                file.write(block);
            }
        } catch (IOException e) {
            // that was the last of it
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!Wire.succeeds("umount", root.toString())) {
            Wire.succeeds("umount", "-l", root.toString());
        }
    }
}
