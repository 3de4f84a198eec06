package io.reservoir.dsl.ovf;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements of known prefixes one under the other. */
final class IndentedXml {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;
    private int depth;

    IndentedXml() throws XMLStreamException {
        writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        writer.writeStartDocument("UTF-8", "1.0");
    }

    void declare(String prefix, String namespace) throws XMLStreamException {
        writer.writeNamespace(prefix, namespace);
    }

    /** Attributes follow in pairs of name and value; one without a value is left out by its writer. */
    void open(String name, String... attributes) throws XMLStreamException {
        line();
        writer.writeStartElement(name);
        attributes(attributes);
        depth++;
    }

    void close() throws XMLStreamException {
        depth--;
        line();
        writer.writeEndElement();
    }

    void empty(String name, String... attributes) throws XMLStreamException {
        line();
        writer.writeEmptyElement(name);
        attributes(attributes);
    }

    void leaf(String name, String content) throws XMLStreamException {
        line();
        writer.writeStartElement(name);
        writer.writeCharacters(content);
        writer.writeEndElement();
    }

    /** Text as it stands; where it holds the end mark of CDATA, it is cut in the middle of that. */
    void cdata(String content) throws XMLStreamException {
        line();
        var from = 0;
        for (var mark = content.indexOf("]]>"); mark >= 0; mark = content.indexOf("]]>", from)) {
            writer.writeCData(content.substring(from, mark + 2));
            from = mark + 2;
        }
        writer.writeCData(content.substring(from));
    }

    /** An element as it stands. */
    void verbatim(String element) throws XMLStreamException {
        line();
        writer.flush();
        text.append(element);
    }

    String finish() throws XMLStreamException {
        writer.writeCharacters("\n");
        writer.writeEndDocument();
        writer.close();
        return text.toString();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (var i = 0; i + 1 < attributes.length; i += 2) {
            writer.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private void line() throws XMLStreamException {
        writer.writeCharacters("\n" + "  ".repeat(depth));
    }
}
