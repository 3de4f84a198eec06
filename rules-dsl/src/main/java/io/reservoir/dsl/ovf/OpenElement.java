package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An element whose closing tag has not been read yet. */
final class OpenElement {
    private final SourceText source;
    private final String namespace;
    private final String name;
    private final String written;
    private final Scope scope;
    private final List<Element.Attribute> attributes;
    private final List<Element> children = new ArrayList<>();
    private final int start;
    private final int contentStart;

    private OpenElement(
            SourceText source, RawXml raw, XMLStreamReader parser, Scope scope, List<Element.Attribute> attributes) {
        this.source = source;
        this.namespace = orEmpty(parser.getNamespaceURI());
        this.name = parser.getLocalName();
        this.written = raw.name();
        this.scope = scope;
        this.attributes = attributes;
        this.start = raw.start();
        this.contentStart = raw.end();
    }

    /** The element whose opening tag both have just read. */
    static OpenElement of(SourceText source, RawXml raw, XMLStreamReader parser, @Nullable OpenElement surrounding) {
        var inherited = surrounding == null ? Scope.NOTHING : surrounding.scope;
        return new OpenElement(source, raw, parser, scope(parser, inherited), attributes(raw, parser));
    }

    String written() {
        return written;
    }

    void add(Element child) {
        children.add(child);
    }

    Element close(int contentEnd, int end) {
        return new Element(
                source,
                namespace,
                name,
                written,
                scope,
                attributes,
                List.copyOf(children),
                start,
                contentStart,
                Math.max(contentStart, Math.min(contentEnd, end)),
                end);
    }

    private static Scope scope(XMLStreamReader parser, Scope inherited) {
        if (parser.getNamespaceCount() == 0) {
            return inherited;
        }
        var own = new HashMap<String, String>();
        for (var i = 0; i < parser.getNamespaceCount(); i++) {
            own.put(orEmpty(parser.getNamespacePrefix(i)), orEmpty(parser.getNamespaceURI(i)));
        }
        return new Scope(inherited, Map.copyOf(own));
    }

    private static List<Element.Attribute> attributes(RawXml raw, XMLStreamReader parser) {
        var places = new HashMap<String, RawXml.RawAttribute>();
        raw.attributes().forEach(a -> places.put(a.name(), a));
        var found = new ArrayList<Element.Attribute>();
        for (var i = 0; i < parser.getAttributeCount(); i++) {
            var prefix = orEmpty(parser.getAttributePrefix(i));
            var local = parser.getAttributeLocalName(i);
            var place = places.get(prefix.isEmpty() ? local : prefix + ":" + local);
            found.add(new Element.Attribute(
                    orEmpty(parser.getAttributeNamespace(i)),
                    local,
                    parser.getAttributeValue(i),
                    place == null ? raw.start() : place.start(),
                    place == null ? raw.end() : place.end()));
        }
        return List.copyOf(found);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
