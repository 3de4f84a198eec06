package io.reservoir.dsl.ovf;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts XML into tags and what stands between them, and knows exactly where each stands; the XML parser, which goes the
 * same way one step behind, knows whether it is well-formed and what it means.
 */
final class RawXml {
    private final String text;
    private final int mostAttributes;
    private final List<RawAttribute> attributes = new ArrayList<>();
    private Kind kind = Kind.OTHER;
    private String name = "";
    private int start;
    private int end;

    RawXml(String text, int from, int mostAttributes) {
        this.text = text;
        this.end = from;
        this.mostAttributes = mostAttributes;
    }

    enum Kind {
        OPENING,
        /** A tag that opens and closes its element. */
        EMPTY,
        CLOSING,
        DOCUMENT_TYPE,
        /** Text, a comment or an instruction. */
        OTHER,
        /** A tag or comment without an end. */
        BROKEN,
        END
    }

    /** An attribute by its name with the prefix, and where its value stands without the quotes. */
    record RawAttribute(String name, int start, int end) {}

    Kind kind() {
        return kind;
    }

    /** Of a tag, with its prefix. */
    String name() {
        return name;
    }

    /** Of an opening tag; one more than allowed if there are too many, and the rest is not read. */
    List<RawAttribute> attributes() {
        return List.copyOf(attributes);
    }

    boolean hasTooManyAttributes() {
        return attributes.size() > mostAttributes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    Kind next() {
        start = end;
        kind = step();
        if (kind == Kind.BROKEN) {
            end = text.length();
        }
        return kind;
    }

    private Kind step() {
        if (start >= text.length()) {
            return Kind.END;
        }
        if (text.charAt(start) != '<') {
            var tag = text.indexOf('<', start);
            end = tag < 0 ? text.length() : tag;
            return Kind.OTHER;
        }
        if (text.startsWith("<!--", start)) {
            return upTo("-->", 4, Kind.OTHER);
        }
        if (text.startsWith("<![CDATA[", start)) {
            return upTo("]]>", 9, Kind.OTHER);
        }
        if (text.startsWith("<?", start)) {
            return upTo("?>", 2, Kind.OTHER);
        }
        if (text.startsWith("<!", start)) {
            return upTo(">", 2, Kind.DOCUMENT_TYPE);
        }
        if (text.startsWith("</", start)) {
            name = text.substring(start + 2, nameEnd(start + 2));
            return upTo(">", 2, Kind.CLOSING);
        }
        return opening();
    }

    private Kind upTo(String mark, int skipped, Kind found) {
        var at = text.indexOf(mark, start + skipped);
        end = at < 0 ? text.length() : at + mark.length();
        return at < 0 ? Kind.BROKEN : found;
    }

    private Kind opening() {
        attributes.clear();
        var at = nameEnd(start + 1);
        name = text.substring(start + 1, at);
        while (true) {
            at = blanksEnd(at);
            if (text.startsWith(">", at)) {
                end = at + 1;
                return Kind.OPENING;
            }
            if (text.startsWith("/>", at)) {
                end = at + 2;
                return Kind.EMPTY;
            }
            at = attribute(at);
            if (at < 0) {
                return Kind.BROKEN;
            }
            if (hasTooManyAttributes()) {
                end = at;
                return Kind.OPENING;
            }
        }
    }

    /** Where the attribute that begins there ends, −1 if there is none. */
    private int attribute(int from) {
        var nameEnd = nameEnd(from);
        var sign = blanksEnd(nameEnd);
        var quote = blanksEnd(sign + 1);
        if (nameEnd == from || !text.startsWith("=", sign) || quote >= text.length()) {
            return -1;
        }
        var mark = text.charAt(quote);
        var last = mark == '"' || mark == '\'' ? text.indexOf(mark, quote + 1) : -1;
        if (last < 0) {
            return -1;
        }
        attributes.add(new RawAttribute(text.substring(from, nameEnd), quote + 1, last));
        return last + 1;
    }

    private int nameEnd(int from) {
        var at = from;
        while (at < text.length() && !isBlank(text.charAt(at)) && "=/><'\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private int blanksEnd(int from) {
        var at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
