package io.reservoir.controller.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts under keys, kept in a file that survives the death of the process at any instant (not that of the machine: it
 * is not synced). One line is one change, all of it or none: {@code crc32 key=text&key&…}, percent-encoded, where a
 * key without a text is removed. What follows the last good line is cut off when the file is opened. A file that has
 * grown far beyond what it holds is replaced by a short one. Not safe for use by many threads.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int DEAD_LINES_ALLOWED = 1_000;

    private final @Nullable Path file;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private int lines;

    private Journal(@Nullable Path file) {
        this.file = file;
    }

    /** One that forgets everything with its process. */
    static Journal inMemory() {
        return new Journal(null);
    }

    static Journal open(Path file) throws IOException {
        var journal = new Journal(file);
        if (Files.exists(file)) {
            journal.load(file);
        }
        return journal;
    }

    Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /** Makes a change; null removes. After an {@link IOException} nothing has changed. */
    void append(Map<String, @Nullable String> change) throws IOException {
        if (file != null) {
            append(file, line(change));
        }
        apply(change);
        lines++;
        if (file != null && lines > texts.size() + DEAD_LINES_ALLOWED) {
            tryToCompact(file);
        }
    }

    private static void append(Path file, byte[] line) throws IOException {
        var length = Files.exists(file) ? Files.size(file) : 0;
        try {
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            cutHalfALine(file, length, e);
            throw e;
        }
    }

    private static void cutHalfALine(Path file, long length, IOException cause) {
        try {
            truncate(file, length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void apply(Map<String, @Nullable String> change) {
        change.forEach((key, text) -> {
            if (text == null) {
                texts.remove(key);
            } else {
                texts.put(key, text);
            }
        });
    }

    private void load(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var good = 0;
        for (var end = endOfLine(bytes, 0); end > 0; end = endOfLine(bytes, good)) {
            var change = parse(new String(bytes, good, end - 1 - good, UTF_8));
            if (change == null) {
                break;
            }
            apply(change);
            lines++;
            good = end;
        }
        if (good < bytes.length) {
            LOG.warn("{}: cut {} bytes behind the last good record", file, bytes.length - good);
            truncate(file, good);
        }
    }

    /** The change is written already, so it stands even if this fails. */
    private void tryToCompact(Path file) {
        try {
            compact(file);
        } catch (IOException e) {
            LOG.warn("{}: cannot be made shorter", file, e);
        }
    }

    private void compact(Path file) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var entry : texts.entrySet()) {
            all.writeBytes(line(Collections.singletonMap(entry.getKey(), entry.getValue())));
        }
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, all.toByteArray());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = texts.size();
    }

    private static void truncate(Path file, long length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /** Where the line that starts there ends, its line feed included; 0 if it does not. */
    private static int endOfLine(byte[] bytes, int start) {
        for (var i = start; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static byte[] line(Map<String, @Nullable String> change) {
        var body = change.entrySet().stream().map(Journal::item).collect(Collectors.joining("&"));
        return (checksum(body) + " " + body + "\n").getBytes(UTF_8);
    }

    private static String item(Map.Entry<String, @Nullable String> entry) {
        var text = entry.getValue();
        var key = URLEncoder.encode(entry.getKey(), UTF_8);
        return text == null ? key : key + "=" + URLEncoder.encode(text, UTF_8);
    }

    private static @Nullable Map<String, @Nullable String> parse(String line) {
        var blank = line.indexOf(' ');
        if (blank < 0 || !line.substring(0, blank).equals(checksum(line.substring(blank + 1)))) {
            return null;
        }
        var change = new LinkedHashMap<String, @Nullable String>();
        for (var item : line.substring(blank + 1).split("&", -1)) {
            var equals = item.indexOf('=');
            var key = URLDecoder.decode(equals < 0 ? item : item.substring(0, equals), UTF_8);
            change.put(key, equals < 0 ? null : URLDecoder.decode(item.substring(equals + 1), UTF_8));
        }
        return change;
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
