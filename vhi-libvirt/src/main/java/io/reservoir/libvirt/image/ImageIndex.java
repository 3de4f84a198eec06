package io.reservoir.libvirt.image;

import io.reservoir.libvirt.durable.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file that says which name means which image: a line each, words with blanks between. */
final class ImageIndex {
    private static final String HEAD = "reservoir-images 1";
    private static final int WORDS = 6;

    private final Path file;
    private final Path blobs;

    ImageIndex(Path file, Path blobs) {
        this.file = file;
        this.blobs = blobs;
    }

    SortedMap<String, StoredImage> read() throws IOException {
        var images = new TreeMap<String, StoredImage>();
        try {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
                throw damaged(1);
            }
            for (var i = 1; i < lines.size(); i++) {
                var image = parse(lines.get(i), i + 1);
                images.put(image.name(), image);
            }
        } catch (NoSuchFileException e) {
            return images;
        }
        return images;
    }

    void write(Collection<StoredImage> images) throws IOException {
        var text = new StringBuilder(HEAD).append('\n');
        for (var image : images) {
            text.append(String.join(
                            " ",
                            image.name(),
                            image.sha256(),
                            image.format().word(),
                            Long.toString(image.fileBytes()),
                            Long.toString(image.virtualBytes()),
                            image.registered().toString()))
                    .append('\n');
        }
        DurableFiles.replace(file, text.toString());
    }

    private StoredImage parse(String line, int number) throws IOException {
        var words = line.split(" ", -1);
        if (words.length != WORDS || !ImageStore.isName(words[0]) || !ImageStore.isDigest(words[1])) {
            throw damaged(number);
        }
        try {
            return new StoredImage(
                    words[0],
                    words[1],
                    format(words[2], number),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Instant.parse(words[5]),
                    blobs.resolve(words[1]));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw damaged(number);
        }
    }

    private ImageFormat format(String word, int number) throws IOException {
        for (var format : ImageFormat.values()) {
            if (format.word().equals(word)) {
                return format;
            }
        }
        throw damaged(number);
    }

    private IOException damaged(int line) {
        return new IOException(file + ":" + line + ": not a line of an index of images; restore it from a backup");
    }
}
