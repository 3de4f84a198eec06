package io.reservoir.model.service;

import org.jspecify.annotations.Nullable;

/** A disk image by name; {@code source} and digest are null where the image is registered at the site already. */
public record Image(
        String name, @Nullable String source, @Nullable String sha256) {}
