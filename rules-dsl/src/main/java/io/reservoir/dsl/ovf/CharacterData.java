package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.SourceText;
import java.util.Arrays;
import java.util.Map;

/**
 * The character data between two tags as the author meant it: references resolved, CDATA unwrapped, comments left out,
 * line ends unified; each char knows where it stands in the file.
 */
final class CharacterData {
    private static final Map<String, String> PREDEFINED =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");
    private static final int LONGEST_REFERENCE = 16;

    private final String xml;
    private final StringBuilder text = new StringBuilder();
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    private CharacterData(String xml) {
        this.xml = xml;
    }

    /** The text from {@code from} to {@code to}, between which stands no element. */
    static SourceText of(SourceText source, int from, int to) {
        var data = new CharacterData(source.text());
        data.read(from, to);
        var count = data.text.length();
        return source.inner(
                data.text.toString(), from, Arrays.copyOf(data.starts, count), Arrays.copyOf(data.ends, count));
    }

    private void read(int from, int to) {
        var at = from;
        while (at < to) {
            if (xml.startsWith("<![CDATA[", at)) {
                var end = Math.min(to, endOf("]]>", at));
                for (var i = at + 9; i < end - 3; ) {
                    i = plain(i, to);
                }
                at = end;
            } else if (xml.startsWith("<!--", at)) {
                at = endOf("-->", at);
            } else if (xml.startsWith("<?", at)) {
                at = endOf("?>", at);
            } else if (xml.charAt(at) == '&') {
                at = reference(at);
            } else {
                at = plain(at, to);
            }
        }
    }

    private int endOf(String mark, int from) {
        var at = xml.indexOf(mark, from);
        return at < 0 ? xml.length() : at + mark.length();
    }

    /** A line end is LF however it is written. */
    private int plain(int at, int to) {
        var c = xml.charAt(at);
        if (c != '\r') {
            add(c, at, at + 1);
            return at + 1;
        }
        var end = at + 1 < to && xml.charAt(at + 1) == '\n' ? at + 2 : at + 1;
        add('\n', at, end);
        return end;
    }

    /** What is no reference has been refused by the parser. */
    private int reference(int at) {
        var end = xml.indexOf(';', at);
        if (end < 0 || end - at > LONGEST_REFERENCE) {
            return plain(at, at + 1);
        }
        var name = xml.substring(at + 1, end);
        var meant = name.startsWith("#") ? character(name) : PREDEFINED.getOrDefault(name, "");
        for (var i = 0; i < meant.length(); i++) {
            add(meant.charAt(i), at + i, i + 1 == meant.length() ? end + 1 : at + i + 1);
        }
        return end + 1;
    }

    private static String character(String name) {
        try {
            var point = name.startsWith("#x")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(point) ? Character.toString(point) : "";
        } catch (NumberFormatException fault) {
            return "";
        }
    }

    private void add(char c, int start, int end) {
        var count = text.length();
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        text.append(c);
    }
}
