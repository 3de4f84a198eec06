package io.reservoir.controller.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.reservoir.controller.api.view.ViewJson;

/** Results for programs. */
final class Json {
    static final ObjectMapper MAPPER = ViewJson.mapper();

    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /** The document, over several lines. */
    static void print(Terminal terminal, Object document) {
        terminal.print(pretty(document) + "\n");
    }

    /** The document on one line, as one of many. */
    static void printLine(Terminal terminal, Object document) {
        terminal.print(line(document) + "\n");
    }

    static String pretty(Object document) {
        return text(PRETTY, document);
    }

    static String line(Object document) {
        return text(MAPPER.writer(), document);
    }

    /** A list of documents as one, printed as they come. */
    static void print(Terminal terminal, String name, Iterable<?> documents) {
        var first = true;
        terminal.print("{\"" + name + "\":[");
        for (var document : documents) {
            terminal.print((first ? "\n" : ",\n") + line(document));
            first = false;
            if (terminal.out().checkError()) {
                return;
            }
        }
        terminal.print("\n]}\n");
    }

    private static String text(ObjectWriter writer, Object document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written", e);
        }
    }

    /** What a server said, in the given shape. */
    static <T> T read(String text, Class<T> type, String from) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw Refusal.of(
                    "the reply of " + from + " cannot be understood: " + e.getOriginalMessage(),
                    "is that a Reservoir server of this release?");
        }
    }
}
