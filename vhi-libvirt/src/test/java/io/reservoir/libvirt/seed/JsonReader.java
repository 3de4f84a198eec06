package io.reservoir.libvirt.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Reads JSON of maps, lists and texts, another way than it is written. */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new JsonReader(text).value();
    }

    private Object value() {
        return switch (text.charAt(at++)) {
            case '{' -> {
                var map = new LinkedHashMap<String, Object>();
                while (text.charAt(at) != '}') {
                    skip(", ");
                    at++;
                    var key = string();
                    skip(": ");
                    map.put(key, value());
                }
                at++;
                yield map;
            }
            case '[' -> {
                var list = new ArrayList<Object>();
                while (text.charAt(at) != ']') {
                    skip(", ");
                    list.add(value());
                }
                at++;
                yield list;
            }
            case '"' -> string();
            default -> throw new AssertionError("not read here: " + text.substring(at - 1));
        };
    }

    private void skip(String separator) {
        if (text.startsWith(separator, at)) {
            at += separator.length();
        }
    }

    private String string() {
        var string = new StringBuilder();
        while (text.charAt(at) != '"') {
            var c = text.charAt(at++);
            if (c != '\\') {
                string.append(c);
                continue;
            }
            var escaped = text.charAt(at++);
            switch (escaped) {
                case 'n' -> string.append('\n');
                case 'r' -> string.append('\r');
                case 't' -> string.append('\t');
                case 'u' -> {
                    string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> string.append(escaped);
            }
        }
        at++;
        return string.toString();
    }
}
