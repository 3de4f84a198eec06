package io.reservoir.controller.cli;

import org.jspecify.annotations.Nullable;

/** Puts server-sent events together, line by line. */
final class Events {
    private final StringBuilder data = new StringBuilder();
    private @Nullable String id;

    /**
     * One event.
     *
     * @param id what to go on from after a break, null where it has none
     */
    record Event(@Nullable String id, String data) {}

    /** Takes the next line; the event that it ends, null if it ends none. */
    @Nullable
    Event take(String line) {
        if (line.isEmpty()) {
            var event = data.isEmpty() ? null : new Event(id, data.toString());
            data.setLength(0);
            return event;
        }
        var colon = line.indexOf(':');
        if (colon == 0) {
            return null;
        }
        var field = colon < 0 ? line : line.substring(0, colon);
        var rest = colon < 0 ? "" : line.substring(colon + 1);
        var value = rest.startsWith(" ") ? rest.substring(1) : rest;
        switch (field) {
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            case "id" -> id = value;
            default -> {
                // the kind stands in the data too, and nothing else is needed
            }
        }
        return null;
    }
}
