package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product properties of an envelope, with the values that the deployment option in force gives them. */
final class Properties {
    private final Options options;
    private final Map<String, Name> byKey = new LinkedHashMap<>();

    Properties(Envelope envelope, Options options) {
        this.options = options;
        envelope.sections(Part.PRODUCT).flatMap(this::of).forEach(property -> {
            var value = property.value();
            if (value != null) {
                byKey.putIfAbsent(property.key().text(), value);
            }
        });
    }

    /**
     * A property.
     *
     * @param key class, key and instance with dots between, as a guest's environment has it
     * @param value null where none is given
     */
    record Property(Element element, Name key, @Nullable Name value) {
        /** True if its macros are resolved at deployment. */
        boolean hasMacros() {
            return Amounts.isTrue(element.attribute(Namespaces.RESERVOIR, "cloudConfigurable"));
        }
    }

    /** The properties of a section, in the order of the text. */
    Stream<Property> of(Section section) {
        var product = section.element();
        return product.all("Property").flatMap(element -> {
            var key = element.attribute("key");
            return key == null || key.text().isBlank()
                    ? Stream.empty()
                    : Stream.of(new Property(element, new Name(fullKey(product, key), key.span()), value(element)));
        });
    }

    /** The value of a property by its key; null if it has none. */
    @Nullable
    Name value(String key) {
        return byKey.get(key);
    }

    List<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    private static String fullKey(Element product, Name key) {
        return Stream.of(product.attribute("class"), key, product.attribute("instance"))
                .filter(part -> part != null && !part.text().isBlank())
                .map(part -> part.text().strip())
                .collect(Collectors.joining("."));
    }

    private @Nullable Name value(Element property) {
        return property.all("Value")
                .filter(options::isSpecific)
                .map(v -> v.attribute("value"))
                .filter(v -> v != null)
                .findFirst()
                .orElse(property.attribute("value"));
    }
}
