package io.reservoir.dsl.ovf;

import io.reservoir.model.sla.SlaClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Puts archives together. A folder's {@code members.list} names the members in order, one a line: the name in the
 * archive, and the file that it is made from where that has another name; a last word {@code gzip} compresses it. In a
 * manifest, {@code {SHA-256 x}} stands for the digest of the file {@code x} of the folder.
 */
public final class Archives {
    private static final Pattern DIGEST = Pattern.compile("\\{(SHA-\\d+) ([^}]+)}");

    private Archives() {}

    static OvfImport compile(String name, InputStream input) throws IOException {
        return Ovf.compile(name, input, SlaClasses.SHIPPED, OvfLimits.DEFAULT);
    }

    public static byte[] of(Path folder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var line : Files.readAllLines(folder.resolve("members.list"))) {
                var words = line.split(" ", -1);
                var content = content(folder, words.length > 1 ? words[1] : words[0]);
                add(tar, words[0], words.length > 2 ? compressed(content) : content);
            }
        }
        return bytes.toByteArray();
    }

    static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] compressed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] content(Path folder, String file) throws IOException {
        var bytes = Files.readAllBytes(folder.resolve(file));
        if (!file.endsWith(".mf")) {
            return bytes;
        }
        return DIGEST.matcher(new String(bytes, StandardCharsets.UTF_8))
                .replaceAll(m -> digest(m.group(1), folder.resolve(m.group(2))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException fault) {
            throw new IllegalArgumentException(fault);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
