package io.reservoir.libvirt.xml;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML through the JDK's writer, which alone decides what is escaped. */
final class Elements {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final XMLStreamWriter writer;

    /** What stands in an element. */
    @FunctionalInterface
    interface Body {
        void write() throws XMLStreamException;
    }

    /** What is written. */
    @FunctionalInterface
    interface Document {
        void write(Elements elements) throws XMLStreamException;
    }

    private Elements(XMLStreamWriter writer) {
        this.writer = writer;
    }

    static String write(Document document) {
        var text = new StringWriter();
        try {
            var writer = FACTORY.createXMLStreamWriter(text);
            document.write(new Elements(writer));
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Attributes in that order: a name, its value, and so on. */
    static Map<String, String> with(String... namesAndValues) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** One empty element. */
    static String of(String name, Map<String, String> attributes) {
        return write(elements -> elements.empty(name, attributes));
    }

    void element(String name, Map<String, String> attributes, Body body) throws XMLStreamException {
        writer.writeStartElement(name);
        attributes(attributes);
        body.write();
        writer.writeEndElement();
    }

    void element(String name, Body body) throws XMLStreamException {
        element(name, Map.of(), body);
    }

    void empty(String name, Map<String, String> attributes) throws XMLStreamException {
        writer.writeEmptyElement(name);
        attributes(attributes);
    }

    void text(String name, String text) throws XMLStreamException {
        text(name, Map.of(), text);
    }

    void text(String name, Map<String, String> attributes, String text) throws XMLStreamException {
        element(name, attributes, () -> writer.writeCharacters(XmlText.fit(name, text)));
    }

    /** An element of another namespace, which it declares. */
    void element(String prefix, String namespace, String name, Map<String, String> attributes, Body body)
            throws XMLStreamException {
        writer.writeStartElement(prefix, name, namespace);
        writer.writeNamespace(prefix, namespace);
        attributes(attributes);
        body.write();
        writer.writeEndElement();
    }

    /** An empty element of another namespace, inside one that declares it. */
    void empty(String prefix, String namespace, String name, Map<String, String> attributes) throws XMLStreamException {
        writer.writeEmptyElement(prefix, name, namespace);
        attributes(attributes);
    }

    private void attributes(Map<String, String> attributes) throws XMLStreamException {
        for (var attribute : attributes.entrySet()) {
            writer.writeAttribute(attribute.getKey(), XmlText.fit(attribute.getKey(), attribute.getValue()));
        }
    }
}
