package io.reservoir.libvirt.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Puts a program of our own over the first one of an initial RAM disk: a second archive behind the first one. */
final class Cpio {
    private Cpio() {}

    static Path withInit(Path initrd, String script, Path made) throws IOException {
        var archive = new ByteArrayOutputStream();
        entry(archive, "init", script.getBytes(StandardCharsets.UTF_8));
        entry(archive, "TRAILER!!!", new byte[0]);
        var packed = new ByteArrayOutputStream();
        packed.write(Files.readAllBytes(initrd));
        try (var gzip = new GZIPOutputStream(packed)) {
            archive.writeTo(gzip);
        }
        return Files.write(made, packed.toByteArray());
    }

    private static void entry(ByteArrayOutputStream archive, String name, byte[] content) throws IOException {
        var header = "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x"
                .formatted(721, 0x81ed, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, 0);
        archive.write((header + name + "\0").getBytes(StandardCharsets.US_ASCII));
        pad(archive);
        archive.write(content);
        pad(archive);
    }

    private static void pad(ByteArrayOutputStream archive) {
        while (archive.size() % 4 != 0) {
            archive.write(0);
        }
    }
}
