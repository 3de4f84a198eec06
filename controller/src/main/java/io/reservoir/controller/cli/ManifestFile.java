package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.DiagnosticText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a manifest and what diagnostics call it. */
record ManifestFile(String name, String text) {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_NAME = 200;

    /** The argument that stands for standard input. */
    static final String STDIN = "-";

    /** Reads a file, or standard input for {@code -}. What cannot be read is refused. */
    static ManifestFile read(String file, Terminal terminal) {
        return read(file, "stdin", terminal);
    }

    /** The same where standard input has a name. */
    static ManifestFile read(String file, String stdinName, Terminal terminal) {
        try {
            if (file.equals(STDIN)) {
                return new ManifestFile(stdinName, text("standard input", terminal.in()));
            }
            var path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw unreadable(file, "it is a directory");
            }
            try (var in = Files.newInputStream(path)) {
                return new ManifestFile(file, text(file, in));
            }
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, reason(e));
        }
    }

    /** The name as servers take it: its end, with a line in place of what may not stand in it. */
    String sendableName() {
        var clean = name.replaceAll("[^\\p{L}\\p{N}._@ /-]", "_");
        return clean.length() <= MAX_NAME ? clean : clean.substring(clean.length() - MAX_NAME);
    }

    private static String text(String name, InputStream in) throws IOException {
        var bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw unreadable(name, "it is larger than a manifest may be (1 MiB)");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(name, "it is not UTF-8 text");
        }
    }

    static Refusal unreadable(String name, String reason) {
        return Refusal.of("cannot read " + DiagnosticText.visible(name) + ": " + reason, null);
    }

    static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
