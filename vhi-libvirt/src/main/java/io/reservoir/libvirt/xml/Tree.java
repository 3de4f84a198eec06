package io.reservoir.libvirt.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what libvirt gave as a tree of elements. */
final class Tree {
    private Tree() {}

    /** Text that is no XML is an {@link IllegalArgumentException}, which says of what it is none. */
    static Element root(String xml, String what) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("not the XML of " + what + ": " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser is not as it should be", e);
        }
    }

    static List<Element> children(Element parent) {
        var elements = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    static @Nullable Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(e -> name.equals(e.getLocalName()))
                .findFirst()
                .orElse(null);
    }

    static @Nullable String text(@Nullable Element element) {
        return element == null ? null : element.getTextContent();
    }

    static String text(@Nullable Element element, String otherwise) {
        return element == null ? otherwise : element.getTextContent();
    }
}
