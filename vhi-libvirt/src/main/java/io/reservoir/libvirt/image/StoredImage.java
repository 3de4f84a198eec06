package io.reservoir.libvirt.image;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An image of a store.
 *
 * @param sha256 of the file, 64 hex digits in lower case
 * @param fileBytes of the file
 * @param virtualBytes of the disk that a guest sees
 * @param file where its bytes are; it never changes
 */
public record StoredImage(
        String name,
        String sha256,
        ImageFormat format,
        long fileBytes,
        long virtualBytes,
        Instant registered,
        Path file) {}
