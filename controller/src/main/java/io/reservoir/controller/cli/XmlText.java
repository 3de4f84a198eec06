package io.reservoir.controller.cli;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document, an element a line. What XML may not hold in any form becomes U+FFFD. */
final class XmlText {
    private static final char REPLACEMENT = '\ufffd';

    private final StringWriter document = new StringWriter();
    private final XMLStreamWriter writer;

    /** For each element that is open, whether its end stands on a line of its own. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    XmlText() {
        try {
            writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);
            writer.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw unexpected(e);
        }
    }

    XmlText begin(String element) {
        return write(() -> {
            if (!open.isEmpty()) {
                open.pop();
                open.push(true);
            }
            newLine();
            writer.writeStartElement(element);
            open.push(false);
        });
    }

    /** Of the element that has just begun. */
    XmlText attribute(String name, Object value) {
        return write(() -> writer.writeAttribute(name, clean(value.toString())));
    }

    XmlText text(String text) {
        return write(() -> writer.writeCharacters(clean(text)));
    }

    XmlText end() {
        return write(() -> {
            if (open.pop()) {
                newLine();
            }
            writer.writeEndElement();
        });
    }

    String document() {
        write(() -> {
            writer.writeEndDocument();
            writer.writeCharacters("\n");
            writer.flush();
        });
        return document.toString();
    }

    private void newLine() throws XMLStreamException {
        writer.writeCharacters("\n" + "  ".repeat(open.size()));
    }

    private static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isLegal(c) ? c : REPLACEMENT));
        return clean.toString();
    }

    /** The production {@code Char} of XML 1.0; no half of a surrogate pair is among them. */
    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }

    private interface Write {
        void run() throws XMLStreamException;
    }

    private XmlText write(Write write) {
        try {
            write.run();
            return this;
        } catch (XMLStreamException e) {
            throw unexpected(e);
        }
    }

    private static IllegalStateException unexpected(XMLStreamException e) {
        return new IllegalStateException("a document in memory cannot be written", e);
    }
}
