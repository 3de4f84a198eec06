package io.reservoir.controller.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in a file that survive the death of process and machine at any instant: each is on the disk before
 * {@link #append} returns. One line is one record, {@code number length checksum text}, numbered from 1 without a gap.
 *
 * <p>A record that was being written at the end is cut off when the file is opened, and that is said. A broken record
 * with good ones behind it is no accident of writing, and refuses the file. Not safe for use by many threads.
 */
final class RecordLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private FileChannel channel;
    private long records;
    private boolean failed;

    /** Nothing can be kept in the file any more, or what it holds is not what was written. */
    static final class Broken extends IOException {
        Broken(String message) {
            super(message);
        }
    }

    /** What was read of a line. */
    private record Line(long number, String text) {}

    private RecordLog(Path file, FileChannel channel, long records) {
        this.file = file;
        this.channel = channel;
        this.records = records;
    }

    /** A log and the texts that were in it. */
    record Opened(RecordLog log, List<String> texts) {}

    /** Opens a file, which is made if need be. */
    static Opened open(Path file) throws IOException {
        var isNew = !Files.exists(file);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (isNew) {
                syncDirectory(file);
            }
            var texts = new ArrayList<String>();
            var bytes = Files.readAllBytes(file);
            var good = read(file, bytes, texts);
            if (good < bytes.length) {
                LOG.warn(
                        "{}: cut {} bytes behind record {}: they are the rest of one that was being written",
                        file,
                        bytes.length - good,
                        texts.size());
                channel.truncate(good);
                channel.force(true);
            }
            channel.position(good);
            return new Opened(new RecordLog(file, channel, texts.size()), texts);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads good records into {@code texts} and returns where they end. */
    private static int read(Path file, byte[] bytes, List<String> texts) throws Broken {
        var good = 0;
        for (var end = endOfLine(bytes, 0); end > 0; end = endOfLine(bytes, good)) {
            var line = line(bytes, good, end - 1);
            if (line == null || line.number() != texts.size() + 1L) {
                break;
            }
            texts.add(line.text());
            good = end;
        }
        if (holdsRecord(bytes, good)) {
            throw new Broken(file + " is broken at byte " + good + ": record " + (texts.size() + 1)
                    + " is not what was written, and good ones follow it; bring the file back from a copy");
        }
        return good;
    }

    /** True if a whole record is anywhere behind that place, even if it does not begin a line. */
    private static boolean holdsRecord(byte[] bytes, int from) {
        var start = from;
        for (var end = endOfLine(bytes, start); end > 0; end = endOfLine(bytes, start)) {
            for (var i = start; i < end; i++) {
                if (bytes[i] >= '1' && bytes[i] <= '9' && line(bytes, i, end - 1) != null) {
                    return true;
                }
            }
            start = end;
        }
        return false;
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

    private static @Nullable Line line(byte[] bytes, int start, int end) {
        if (end - start > LONGEST) {
            return null;
        }
        var fields = new String(bytes, start, end - start, UTF_8).split(" ", 4);
        if (fields.length < 4 || !fields[0].matches("[1-9]\\d{0,17}") || !fields[1].matches("\\d{1,7}")) {
            return null;
        }
        var number = Long.parseLong(fields[0]);
        var text = fields[3];
        var isWhole =
                text.getBytes(UTF_8).length == Integer.parseInt(fields[1]) && fields[2].equals(checksum(number, text));
        return isWhole ? new Line(number, text) : null;
    }

    private static byte[] line(long number, String text) {
        var body = text.getBytes(UTF_8);
        if (text.indexOf('\n') >= 0 || body.length > LONGEST / 2) {
            throw new IllegalArgumentException("a record is one line of at most " + LONGEST / 2 + " bytes");
        }
        return (number + " " + body.length + " " + checksum(number, text) + " " + text + "\n").getBytes(UTF_8);
    }

    private static String checksum(long number, String text) {
        var crc = new CRC32C();
        crc.update((number + " " + text).getBytes(UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    long records() {
        return records;
    }

    /** Adds a record and has it on the disk. After an {@link IOException} it is not there, or nothing is taken any more. */
    void append(String text) throws IOException {
        if (failed) {
            throw new Broken(file + " could not be written before; nothing is taken until a restart");
        }
        var good = channel.position();
        try {
            write(channel, line(records + 1, text));
            channel.force(false);
            records++;
        } catch (IOException e) {
            cut(good, e);
            throw e;
        }
    }

    /** What a disk made of a write that it failed nobody knows: only what is read at the next start counts. */
    private void cut(long good, IOException cause) {
        failed = true;
        try {
            channel.truncate(good);
            channel.position(good);
            channel.force(true);
            failed = false;
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Replaces all records by those, at once or not at all. */
    void rewrite(List<String> texts) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        var replacement = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            var number = 0L;
            for (var text : texts) {
                number++;
                write(replacement, line(number, text));
            }
            replacement.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            replacement.close();
            throw e;
        }
        channel.close();
        channel = replacement;
        records = texts.size();
        try {
            syncDirectory(file);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private static void write(FileChannel to, byte[] line) throws IOException {
        var buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    /** A file is found again after a crash of the machine once its name is on the disk too. */
    private static void syncDirectory(Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (var names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
