package io.reservoir.controller.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON schemas of records, as {@link ViewJson} writes them. */
final class OpenApiSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<Type> WRITTEN_AS_TEXT = Set.of(ServiceId.class, VeeId.class, Currency.class);

    private final Map<String, ObjectNode> definitions = new TreeMap<>();
    private final Map<String, Class<?>> owners = new HashMap<>();

    ObjectNode definitions() {
        var all = JSON.createObjectNode();
        definitions.forEach(all::set);
        return all;
    }

    /** A reference to the schema of a record or sealed interface, which is defined if it was not yet. */
    ObjectNode reference(Class<?> type) {
        var name = name(type);
        var owner = owners.putIfAbsent(name, type);
        if (owner == null) {
            definitions.put(name, JSON.createObjectNode());
            definitions.put(name, define(type));
        } else if (owner != type) {
            throw new IllegalStateException("two types are called " + name + ": " + owner + ", " + type);
        }
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static String name(Class<?> type) {
        var outer = type.getEnclosingClass();
        // a view and the thing that it shows may stand in one document
        var suffix = type.getPackageName().startsWith("io.reservoir.model.") ? "Record" : "";
        return (outer == null ? "" : name(outer)) + type.getSimpleName().replaceAll("View$", "") + suffix;
    }

    private ObjectNode define(Class<?> type) {
        if (type.isSealed()) {
            return sealedType(type);
        }
        if (!type.isRecord()) {
            throw new IllegalStateException("neither a record nor sealed: " + type);
        }
        var schema = JSON.createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var component : type.getRecordComponents()) {
            properties.set(component.getName(), schema(component.getGenericType()));
            if (!isNullable(component)) {
                required.add(component.getName());
            }
        }
        if (required.isEmpty()) {
            schema.remove("required");
        }
        return schema;
    }

    private static boolean isNullable(RecordComponent component) {
        return ((AnnotatedElement) component.getAnnotatedType()).isAnnotationPresent(Nullable.class);
    }

    private ObjectNode sealedType(Class<?> type) {
        var property = type.getAnnotation(JsonTypeInfo.class).property();
        var schema = JSON.createObjectNode();
        var kinds = schema.putArray("oneOf");
        var mapping = JSON.createObjectNode();
        for (var kind : type.getAnnotation(JsonSubTypes.class).value()) {
            var reference = reference(kind.value());
            var definition = definitions.get(name(kind.value()));
            ((ObjectNode) definition.get("properties")).putObject(property).put("const", kind.name());
            definition.withArray("required").add(property);
            kinds.add(reference);
            mapping.put(kind.name(), reference.get("$ref").asText());
        }
        schema.putObject("discriminator").put("propertyName", property).set("mapping", mapping);
        return schema;
    }

    private ObjectNode schema(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            var raw = (Class<?>) parameterized.getRawType();
            var arguments = parameterized.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw)) {
                var schema = JSON.createObjectNode().put("type", "array");
                schema.set("items", schema(arguments[0]));
                return schema;
            }
            if (Map.class.isAssignableFrom(raw)) {
                var schema = JSON.createObjectNode().put("type", "object");
                schema.set("additionalProperties", schema(arguments[1]));
                return schema;
            }
        }
        return type instanceof Class<?> plain ? schema(plain) : unknown(type);
    }

    private ObjectNode schema(Class<?> type) {
        var schema = JSON.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (type == int.class || type == Integer.class) {
            return schema.put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return schema.put("type", "integer").put("format", "int64");
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return schema.put("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == LocalDate.class) {
            return schema.put("type", "string").put("format", "date");
        }
        if (WRITTEN_AS_TEXT.contains(type)) {
            return schema.put("type", "string");
        }
        if (type.isEnum()) {
            var values = schema.put("type", "string").putArray("enum");
            for (var constant : type.getEnumConstants()) {
                values.add(ViewJson.word((Enum<?>) constant));
            }
            return schema;
        }
        return type.isRecord() || type.isSealed() ? reference(type) : unknown(type);
    }

    private static ObjectNode unknown(Type type) {
        throw new IllegalStateException("no schema for " + type);
    }
}
