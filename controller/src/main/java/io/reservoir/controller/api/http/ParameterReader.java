package io.reservoir.controller.api.http;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a route off a request: all of them, or the first thing that is wrong with them. */
final class ParameterReader {
    private final Route route;
    private final Map<Parameter<?>, Object> values = new HashMap<>();

    ParameterReader(Route route) {
        this.route = route;
    }

    /** What was read, once {@link #read} has found nothing wrong. */
    Map<Parameter<?>, Object> values() {
        return values;
    }

    /**
     * Reads them.
     *
     * @param rawQuery what stands behind the question mark, null where there is none
     * @param header the value of a header field, null where it is absent
     */
    Reply.@Nullable Failure read(
            Map<String, String> rawPath, @Nullable String rawQuery, Function<String, @Nullable String> header) {
        var query = new HashMap<String, String>();
        var wrong = query(rawQuery, query);
        if (wrong != null) {
            return wrong;
        }
        for (var parameter : route.parameters()) {
            var text = switch (parameter.in()) {
                case PATH -> Uris.decoded(rawPath.getOrDefault(parameter.name(), ""), false);
                case QUERY -> query.get(parameter.name());
                case HEADER -> header.apply(parameter.name());
            };
            var failure = text == null ? absent(parameter) : take(parameter, text);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private Reply.@Nullable Failure query(@Nullable String raw, Map<String, String> into) {
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        for (var pair : raw.split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = Uris.decoded(equals < 0 ? pair : pair.substring(0, equals), true);
            var value = Uris.decoded(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (name == null || value == null) {
                return invalid("the query is not properly percent-encoded");
            }
            var known = route.parameters().stream()
                    .anyMatch(p -> p.in() == Parameter.In.QUERY && p.name().equals(name));
            if (!known) {
                return invalid("there is no query parameter `" + Text.shortened(name) + "` here");
            }
            if (into.put(name, value) != null) {
                return invalid("query parameter `" + name + "` stands there twice");
            }
        }
        return null;
    }

    private static Reply.@Nullable Failure absent(Parameter<?> parameter) {
        return switch (parameter.in()) {
            case PATH -> invalid("`" + parameter.name() + "` is not properly percent-encoded");
            case QUERY, HEADER -> parameter.required() ? invalid("`" + parameter.name() + "` is missing") : null;
        };
    }

    private Reply.@Nullable Failure take(Parameter<?> parameter, String text) {
        var value = parameter.reader().read(text);
        if (value == null) {
            return invalid("`" + parameter.name() + "` is " + parameter.description() + ", and not `"
                    + Text.shortened(text) + "`");
        }
        values.put(parameter, value);
        return null;
    }

    private static Reply.Failure invalid(String detail) {
        return Reply.failure(Problem.INVALID_REQUEST, detail);
    }
}
