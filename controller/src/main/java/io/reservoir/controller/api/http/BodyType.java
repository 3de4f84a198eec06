package io.reservoir.controller.api.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a request's body, by its header fields. */
final class BodyType {
    private BodyType() {}

    /** One of the types that are taken, null if it is another one. */
    static @Nullable String of(HttpServerRequest request, Route.Body body) {
        var encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return null;
        }
        var sent = request.getHeader("Content-Type");
        if (sent == null) {
            return body.mediaTypes().getFirst();
        }
        var parts = sent.toLowerCase(Locale.ROOT).split(";", -1);
        for (var i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return null;
            }
        }
        var type = parts[0].strip();
        return body.mediaTypes().contains(type) ? type : null;
    }
}
