package io.reservoir.dsl.ovf;

import io.reservoir.model.diagnostic.Span;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A section of an extension that is not ours, as it stands.
 *
 * @param owner the id of the collection or virtual system that it stands in, empty for the envelope
 * @param xml its text; namespaces that it takes from around it are declared in its first tag
 */
public record VerbatimSection(String owner, String name, String namespace, String xml, Span span) {
    private static final Pattern PREFIX = Pattern.compile("[</\\s]([A-Za-z_][\\w.-]*):[A-Za-z_]");

    static VerbatimSection of(String owner, Element element) {
        var text = element.source().text();
        var tag = text.substring(element.start(), element.contentStart());
        var nameEnd = 1 + element.written().length();
        var xml = tag.substring(0, nameEnd)
                + declarations(element, tag)
                + tag.substring(nameEnd)
                + text.substring(element.contentStart(), element.end());
        return new VerbatimSection(owner, element.name(), element.namespace(), xml, element.span());
    }

    private static String declarations(Element element, String tag) {
        var prefixes = PREFIX.matcher(element.source().text().substring(element.start(), element.end()))
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (!element.written().contains(":")) {
            prefixes.add("");
        }
        var declared = new StringBuilder();
        for (var prefix : prefixes) {
            var attribute = prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix;
            var namespace = element.scope().namespace(prefix);
            if (namespace != null && !tag.contains(attribute + "=")) {
                declared.append(' ')
                        .append(attribute)
                        .append("=\"")
                        .append(escaped(namespace))
                        .append('"');
            }
        }
        return declared.toString();
    }

    private static String escaped(String namespace) {
        return namespace.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
