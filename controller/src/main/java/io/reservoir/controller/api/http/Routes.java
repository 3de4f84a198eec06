package io.reservoir.controller.api.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the operation of a request. Paths are compared segment by segment as they were sent: nothing is normalised, so
 * {@code %2e%2e} and {@code //} lead nowhere.
 */
final class Routes {
    private final List<Entry> entries;

    private record Entry(Operation operation, List<String> segments) {}

    sealed interface Match {}

    /** @param raw path parameters, still encoded, by name */
    record Found(Operation operation, Map<String, String> raw) implements Match {}

    record NoSuchPath() implements Match {}

    /** @param allowed the methods that there are at this path, for {@code Allow} */
    record NoSuchMethod(String allowed) implements Match {}

    Routes(List<Operation> operations) {
        entries = operations.stream()
                .map(operation ->
                        new Entry(operation, segments(operation.route().path())))
                .toList();
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    Match find(String method, String path) {
        var wanted = method.equals("HEAD") ? "GET" : method;
        var sent = segments(path);
        var allowed = new TreeSet<String>();
        for (var entry : entries) {
            if (matches(entry.segments(), sent)) {
                var there = entry.operation().route().method().name();
                if (there.equals(wanted)) {
                    return new Found(entry.operation(), parameters(entry.segments(), sent));
                }
                allowed.add(there);
            }
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed.isEmpty() ? new NoSuchPath() : new NoSuchMethod(String.join(", ", allowed));
    }

    private static boolean matches(List<String> template, List<String> sent) {
        if (template.size() != sent.size()) {
            return false;
        }
        for (var i = 0; i < sent.size(); i++) {
            var expected = template.get(i);
            var fits = expected.startsWith("{") ? !sent.get(i).isEmpty() : expected.equals(sent.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parameters(List<String> template, List<String> sent) {
        var raw = new HashMap<String, String>();
        for (var i = 0; i < sent.size(); i++) {
            var expected = template.get(i);
            if (expected.startsWith("{")) {
                raw.put(expected.substring(1, expected.length() - 1), sent.get(i));
            }
        }
        return raw;
    }
}
