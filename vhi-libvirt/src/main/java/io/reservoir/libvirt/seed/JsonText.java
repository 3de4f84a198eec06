package io.reservoir.libvirt.seed;

import java.util.List;
import java.util.Map;

/**
 * Writes JSON that is YAML too, as cloud-init reads it: what YAML does not take as it is stands as an escape, and what
 * it takes in one piece only, characters beyond U+FFFF, stands as it is.
 */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** Of maps by text, lists, texts and whole numbers. */
    static String of(Object value) {
        var json = new JsonText();
        json.value(value);
        return json.text.append('\n').toString();
    }

    private void value(Object value) {
        switch (value) {
            case String string -> string(string);
            case Number number -> text.append(number);
            case Boolean bool -> text.append(bool);
            case List<?> list -> {
                text.append('[');
                var first = true;
                for (var item : list) {
                    separate(first);
                    first = false;
                    value(item);
                }
                text.append(']');
            }
            case Map<?, ?> map -> {
                text.append('{');
                var first = true;
                for (var entry : map.entrySet()) {
                    separate(first);
                    first = false;
                    string((String) entry.getKey());
                    text.append(": ");
                    value(entry.getValue());
                }
                text.append('}');
            }
            default -> throw new IllegalArgumentException("no JSON of " + value.getClass());
        }
    }

    private void separate(boolean first) {
        if (!first) {
            text.append(", ");
        }
    }

    private void string(String string) {
        text.append('"');
        string.codePoints().forEach(this::character);
        text.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c >= Character.MIN_SUPPLEMENTARY_CODE_POINT || isPlain(c)) {
                    text.appendCodePoint(c);
                } else {
                    text.append("\\u%04x".formatted(c));
                }
            }
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 0x20 && c < 0x7f)
                || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029)
                || (c >= 0xe000 && c < 0xfffe && c != 0xfeff);
    }
}
