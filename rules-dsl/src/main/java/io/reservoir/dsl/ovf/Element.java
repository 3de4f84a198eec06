package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An element of an envelope and where it stands; offsets are chars of the file.
 *
 * @param written the name with its prefix
 * @param scope the namespaces that are declared where it stands
 * @param contentStart where its opening tag ends
 * @param contentEnd where its closing tag begins; before that, {@code contentStart}, if it has none
 */
record Element(
        SourceText source,
        String namespace,
        String name,
        String written,
        Scope scope,
        List<Attribute> attributes,
        List<Element> children,
        int start,
        int contentStart,
        int contentEnd,
        int end) {
    record Attribute(String namespace, String name, String value, int start, int end) {}

    /** The place of the opening tag. */
    Span tag() {
        return source.span(start, contentStart);
    }

    /** The place of all of it. */
    Span span() {
        return source.span(start, end);
    }

    boolean isOvf() {
        return Namespaces.isOvf(namespace);
    }

    boolean isOf(String other) {
        return namespace.equals(other);
    }

    /** The children of that name, whatever namespace they are in. */
    Stream<Element> all(String child) {
        return children.stream().filter(c -> c.name.equals(child));
    }

    @Nullable
    Element first(String child) {
        return all(child).findFirst().orElse(null);
    }

    /** What stands in the first child of that name, without blanks around it; null if there is no such text. */
    @Nullable
    Name textOf(String child) {
        var found = first(child);
        return found == null ? null : found.text();
    }

    /** What stands in it, without blanks around it; null if that is nothing. */
    @Nullable
    Name text() {
        if (!children.isEmpty()) {
            return null;
        }
        var data = CharacterData.of(source, contentStart, contentEnd);
        var all = data.text();
        var stripped = all.strip();
        var from = all.length() - all.stripLeading().length();
        return stripped.isEmpty() ? null : new Name(stripped, data.span(from, from + stripped.length()));
    }

    /** The standard's attribute of that name, with a prefix or without. */
    @Nullable
    Name attribute(String attribute) {
        return attributes.stream()
                .filter(a -> a.name.equals(attribute) && Namespaces.isOvf(a.namespace))
                .findFirst()
                .map(this::name)
                .orElse(null);
    }

    /** The attribute of that name in an extension's namespace; on an element of the extension also without a prefix. */
    @Nullable
    Name attribute(String ofNamespace, String attribute) {
        return attributes.stream()
                .filter(a -> a.name.equals(attribute)
                        && (a.namespace.equals(ofNamespace)
                                || (a.namespace.isEmpty() && namespace.equals(ofNamespace))))
                .findFirst()
                .map(this::name)
                .orElse(null);
    }

    private Name name(Attribute attribute) {
        return new Name(attribute.value, source.span(attribute.start, attribute.end));
    }
}
