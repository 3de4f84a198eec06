package io.reservoir.controller.api.operation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reservoir.controller.api.http.Text;
import io.reservoir.controller.intake.RawReading;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one reading. A field of the wrong kind is noted, and the others are read all the same. */
final class ReadingParser {
    private final JsonParser json;
    private final Map<String, String> unreadable = new LinkedHashMap<>();
    private @Nullable String service;
    private @Nullable String metric;
    private @Nullable String component;
    private @Nullable Integer replica;
    private @Nullable Double value;
    private @Nullable String unit;
    private @Nullable Instant at;

    /** @param json standing on the first token of the reading; in the end, on its last one */
    ReadingParser(JsonParser json) {
        this.json = json;
    }

    RawReading read() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return RawReading.nothing("a reading is an object");
        }
        for (var field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                read(field);
            }
        }
        return new RawReading(service, metric, component, replica, value, unit, at, unreadable);
    }

    private void read(String field) throws IOException {
        switch (field) {
            case "service" -> service = text(field);
            case "metric" -> metric = text(field);
            case "component" -> component = text(field);
            case "unit" -> unit = text(field);
            case "replica" -> replica = ordinal(field);
            case "value" -> value = number(field);
            case "at" -> at = time(field);
            default -> wrong(Text.shortened(field), "is no field of a reading");
        }
    }

    private @Nullable String text(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        wrong(field, "must be text");
        return null;
    }

    private @Nullable Integer ordinal(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT) {
            return json.getIntValue();
        }
        wrong(field, "must be a whole number, from 1");
        return null;
    }

    private @Nullable Double number(String field) throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        wrong(field, "must be a number");
        return null;
    }

    private @Nullable Instant time(String field) throws IOException {
        try {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return Instant.parse(json.getText());
            }
        } catch (DateTimeException e) {
            // said below
        }
        wrong(field, "must be a time as text, such as `2026-01-31T12:00:00Z`");
        return null;
    }

    private void wrong(String field, String message) throws IOException {
        json.skipChildren();
        unreadable.put(field, message);
    }
}
