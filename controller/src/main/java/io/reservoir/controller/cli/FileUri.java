package io.reservoir.controller.cli;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The name of a file as a URI reference, percent-encoded: relative for what is named relatively or stands below the
 * working directory, else with {@code file:}.
 */
final class FileUri {
    private static final String UNRESERVED = "-._~/";

    private FileUri() {}

    static String of(String name) {
        try {
            var path = Path.of(name).normalize();
            var here = Path.of("").toAbsolutePath();
            if (path.isAbsolute() && !path.startsWith(here)) {
                return path.toUri().toASCIIString();
            }
            var relative = path.isAbsolute() ? here.relativize(path) : path;
            return relative.toString().isEmpty()
                    ? "."
                    : encoded(relative.toString().replace(File.separatorChar, '/'));
        } catch (InvalidPathException e) {
            return encoded(name);
        }
    }

    private static String encoded(String path) {
        var uri = new StringBuilder();
        for (var octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0) {
                uri.append((char) octet);
            } else {
                uri.append('%')
                        .append(Character.toUpperCase(Character.forDigit((octet >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
            }
        }
        return uri.toString();
    }

    private static boolean isLetterOrDigit(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9');
    }
}
