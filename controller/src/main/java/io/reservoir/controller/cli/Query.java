package io.reservoir.controller.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path and the parameters that follow it. */
final class Query {
    private final StringBuilder text;
    private char before = '?';

    Query(String path) {
        text = new StringBuilder(path);
    }

    /** Adds a parameter, unless it is null. */
    Query with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(before)
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
            before = '&';
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
