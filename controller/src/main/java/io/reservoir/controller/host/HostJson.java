package io.reservoir.controller.host;

import static java.util.Map.entry;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.reservoir.controller.api.http.Text;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.port.Witness;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Setting;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the values of the port {@code Host} stand in JSON between an agent and controllers. Records are objects with a
 * field for each component, absent or null where it may be; ids and times are text, intents and epochs numbers;
 * constants are written as in Java; a value of a sealed type bears its name in {@code type}. No class name is ever
 * written or read.
 */
final class HostJson {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 64 << 10;

    /** Components that may be null, or absent. */
    private static final Map<Class<?>, Set<String>> MAY_BE_NULL = Map.ofEntries(
            entry(HostCall.class, Set.of("definition", "size", "nics", "to", "attach", "detach")),
            entry(Host.Definition.class, Set.of("image")),
            entry(Host.Nic.class, Set.of("ceilingBytesPerSecond")),
            entry(Host.Attachment.class, Set.of("address")),
            entry(Setting.Resolved.class, Set.of("component", "network")),
            entry(GetDoor.Door.class, Set.of("door")),
            entry(Outcome.Done.class, Set.of("offSince")),
            entry(Witness.Evidence.class, Set.of("state")),
            entry(VeeSnapshots.Snapshot.class, Set.of("file", "trouble")),
            entry(Volumes.Volume.class, Set.of("vee")),
            entry(ProblemView.class, Set.of("diagnostics", "errors", "id")));

    /** Components that agents of earlier releases do not send: a list without anything is meant. */
    private static final Map<Class<?>, Set<String>> MAY_BE_ABSENT = Map.of(Host.Sighting.class, Set.of("volumes"));

    /** Reads nothing but what is well known: for requests. */
    private static final ObjectMapper STRICT = mapper(true);

    /** Passes over fields that it does not know, of a newer agent: for answers. */
    private static final ObjectMapper LENIENT = mapper(false);

    /** A text is not what was expected. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    /** A scalar that is not one of ours, in our own words. */
    private static final class Refused extends JsonMappingException {
        Refused(JsonParser json, String message) {
            super(json, message);
        }
    }

    private HostJson() {}

    static String write(Object value) {
        try {
            return STRICT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written: " + value.getClass(), e);
        }
    }

    /** Reads a request: what is missing, unknown, doubled, of another type or left over is refused. */
    static <T> T request(String text, Class<T> type) throws Unreadable {
        return read(STRICT, text, type);
    }

    /** Reads an answer. */
    static <T> T answer(String text, Class<T> type) throws Unreadable {
        return read(LENIENT, text, type);
    }

    private static <T> T read(ObjectMapper mapper, String text, Class<T> type) throws Unreadable {
        try {
            var value = mapper.readValue(text, type);
            if (value == null) {
                throw new Unreadable("an object is expected");
            }
            return value;
        } catch (JsonMappingException e) {
            throw new Unreadable(why(e));
        } catch (JsonProcessingException e) {
            throw new Unreadable(Text.shortened(String.valueOf(e.getOriginalMessage())));
        }
    }

    /** For people: where, and what; never how our classes are called. */
    private static String why(JsonMappingException e) {
        var where = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        var what = switch (e) {
            case UnrecognizedPropertyException unknown -> "is no field that is known here";
            case InvalidNullException missing -> "is missing";
            case ValueInstantiationException refused
            when refused.getCause() != null -> String.valueOf(refused.getCause().getMessage());
            case Refused refused -> refused.getOriginalMessage();
            default -> "is not what is expected there";
        };
        return where.isEmpty() ? what : "`" + Text.shortened(where) + "`: " + Text.shortened(what);
    }

    private static ObjectMapper mapper(boolean strict) {
        var json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_TEXT)
                        .maxNumberLength(20)
                        .maxNameLength(100)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        var mapper = JsonMapper.builder(json)
                .annotationIntrospector(new AsInJava())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                // an agent of an earlier release refuses fields that it does not know
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .addModule(scalars())
                .build();
        mapper.setDefaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL));
        return mapper;
    }

    private static SimpleModule scalars() {
        var module = new SimpleModule();
        asText(module, Instant.class, Instant::toString, Instant::parse);
        asText(module, Duration.class, Duration::toString, Duration::parse);
        asText(module, VeeId.class, VeeId::toString, VeeId::parse);
        asText(module, ServiceId.class, ServiceId::name, ServiceId::new);
        asText(module, HostId.class, HostId::name, HostId::new);
        asNumber(module, IntentId.class, IntentId::claimedAt, IntentId::new);
        asNumber(module, Epoch.class, Epoch::number, Epoch::new);
        module.addKeySerializer(ServiceId.class, new ServiceKeyWriter());
        module.addKeyDeserializer(ServiceId.class, new ServiceKeyReader());
        return module;
    }

    private static <T> void asText(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new Writer<>(type, (value, json) -> json.writeString(write.apply(value))));
        module.addDeserializer(type, new Reader<>(type, JsonToken.VALUE_STRING, json -> read.apply(json.getText())));
    }

    private static <T> void asNumber(
            SimpleModule module, Class<T> type, Function<T, Long> write, Function<Long, T> read) {
        module.addSerializer(type, new Writer<>(type, (value, json) -> json.writeNumber(write.apply(value))));
        module.addDeserializer(
                type, new Reader<>(type, JsonToken.VALUE_NUMBER_INT, json -> read.apply(json.getLongValue())));
    }

    /** Nothing is null but what is named; the kinds of a sealed type are those it permits. */
    private static final class AsInJava extends JacksonAnnotationIntrospector {
        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            if (isIn(MAY_BE_NULL, annotated)) {
                return JsonSetter.Value.construct(Nulls.SET, Nulls.FAIL);
            }
            return isIn(MAY_BE_ABSENT, annotated)
                    ? JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)
                    : super.findSetterInfo(annotated);
        }

        private static boolean isIn(Map<Class<?>, Set<String>> components, Annotated annotated) {
            if (annotated instanceof AnnotatedParameter parameter) {
                var type = parameter.getDeclaringClass();
                var names = components.get(type);
                return names != null && names.contains(type.getRecordComponents()[parameter.getIndex()].getName());
            }
            return annotated instanceof AnnotatedField field
                    && components
                            .getOrDefault(field.getDeclaringClass(), Set.of())
                            .contains(field.getName());
        }

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return isOfSealed(annotated.getRawType())
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        private static boolean isOfSealed(Class<?> type) {
            return type.getPackageName().startsWith("io.reservoir.")
                    && (type.isSealed() || Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed));
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            var permitted = annotated.getRawType().getPermittedSubclasses();
            return permitted == null
                    ? super.findSubtypes(annotated)
                    : Arrays.stream(permitted)
                            .map(type -> new NamedType(type, name(type)))
                            .toList();
        }

        @Override
        public @Nullable String findTypeName(AnnotatedClass annotated) {
            var type = annotated.getRawType();
            return isOfSealed(type) && !type.isSealed() ? name(type) : super.findTypeName(annotated);
        }

        /** {@code InProgress} as {@code in-progress}. */
        private static String name(Class<?> type) {
            return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        }
    }

    @FunctionalInterface
    private interface Writing<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(JsonParser json) throws IOException;
    }

    private static final class Writer<T> extends StdScalarSerializer<T> {
        private final transient Writing<T> writing;

        Writer(Class<T> type, Writing<T> writing) {
            super(type);
            this.writing = writing;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            writing.write(value, json);
        }
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private final JsonToken token;
        private final transient Reading<T> reading;

        Reader(Class<T> type, JsonToken token, Reading<T> reading) {
            super(type);
            this.token = token;
            this.reading = reading;
        }

        @Override
        public @Nullable T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(token)) {
                return handledType().cast(context.handleUnexpectedToken(handledType(), json));
            }
            try {
                return reading.read(json);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new Refused(json, String.valueOf(e.getMessage()));
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public Class<T> handledType() {
            return (Class<T>) super.handledType();
        }
    }

    private static final class ServiceKeyWriter extends StdScalarSerializer<ServiceId> {
        ServiceKeyWriter() {
            super(ServiceId.class);
        }

        @Override
        public void serialize(ServiceId service, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(service.name());
        }
    }

    private static final class ServiceKeyReader extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            if (!ServiceId.isValid(key)) {
                throw new Refused(context.getParser(), "not a service name");
            }
            return new ServiceId(key);
        }
    }
}
