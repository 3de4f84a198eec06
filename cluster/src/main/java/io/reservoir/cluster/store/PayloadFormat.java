package io.reservoir.cluster.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.reservoir.model.decision.Basis;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Source;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.reading.Value;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the values of the model stand in the JSON of an entry. Records are objects with a field for each component, all
 * of them written, null included; ids and times are strings; a value of a sealed type bears its name in {@code type}.
 * No class name is ever written or read. Reading is strict: what is missing, unknown, doubled, of another type or left
 * over is an error.
 */
final class PayloadFormat {
    private static final int MAX_DEPTH = 64;

    private PayloadFormat() {}

    static ObjectMapper mapper(int maxChars) {
        var limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(maxChars)
                .maxDocumentLength(maxChars)
                .build();
        var json = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Half a surrogate pair is lost in any database, but not as an escape.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
        var mapper = JsonMapper.builder(json)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .addModule(scalars())
                .build();
        mapper.setDefaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL));
        mapper.addMixIn(Entry.VeeChanged.class, StateAndHostMayBeNull.class);
        mapper.addMixIn(Entry.Claimed.class, DestinationAndVolumeMayBeNull.class);
        mapper.addMixIn(Entry.Pruned.class, ManifestAndPolicyMayBeNull.class);
        mapper.addMixIn(Decision.class, SourceMayBeNull.class);
        mapper.addMixIn(NamedValue.class, BasisMayBeNull.class);
        mapper.addMixIn(Reason.class, SourceMayBeNull.class);
        name(
                mapper,
                Step.class,
                Map.of(
                        Step.Await.class, "await",
                        Step.Start.class, "start",
                        Step.Drain.class, "drain",
                        Step.Keep.class, "keep",
                        Step.Stop.class, "stop",
                        Step.Remove.class, "remove",
                        Step.Resize.class, "resize",
                        Step.Move.class, "move"));
        name(
                mapper,
                Value.class,
                Map.of(
                        Value.Known.class, "known",
                        Value.AtLeast.class, "at-least",
                        Value.Unknown.class, "unknown"));
        return mapper;
    }

    private static void name(ObjectMapper mapper, Class<?> sealedType, Map<Class<?>, String> names) {
        if (!names.keySet().equals(Set.of(sealedType.getPermittedSubclasses()))) {
            throw new IllegalStateException("every kind of " + sealedType.getSimpleName() + " needs a name");
        }
        mapper.addMixIn(sealedType, NamedByType.class);
        names.forEach((type, name) -> mapper.registerSubtypes(new NamedType(type, name)));
    }

    private static SimpleModule scalars() {
        var module = new SimpleModule();
        asText(module, Instant.class, Instant::toString, Instant::parse);
        asText(module, VeeId.class, VeeId::toString, VeeId::parse);
        asText(module, HostId.class, HostId::name, HostId::new);
        module.addSerializer(IntentId.class, new IntentWriter());
        module.addDeserializer(IntentId.class, new IntentReader());
        return module;
    }

    private static <T> void asText(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new TextWriter<>(type, write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    interface NamedByType {}

    abstract static class SourceMayBeNull {
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        Source source;
    }

    abstract static class BasisMayBeNull {
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        Basis basis;
    }

    abstract static class ManifestAndPolicyMayBeNull {
        @JsonSetter(nulls = Nulls.SET)
        Entry.@Nullable Submitted manifest;

        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        String policy;
    }

    abstract static class DestinationAndVolumeMayBeNull {
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        HostId to;

        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        String volume;
    }

    abstract static class StateAndHostMayBeNull {
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        VeeState state;

        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        HostId host;
    }

    private static final class TextWriter<T> extends StdScalarSerializer<T> {
        private final transient Function<T, String> write;

        TextWriter(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> read;

        TextReader(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public @Nullable T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return handledType().cast(context.handleUnexpectedToken(handledType(), json));
            }
            var text = json.getText();
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                return handledType().cast(context.handleWeirdStringValue(handledType(), text, e.getMessage()));
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public Class<T> handledType() {
            return (Class<T>) super.handledType();
        }
    }

    private static final class IntentWriter extends StdScalarSerializer<IntentId> {
        IntentWriter() {
            super(IntentId.class);
        }

        @Override
        public void serialize(IntentId intent, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(intent.claimedAt());
        }
    }

    private static final class IntentReader extends StdScalarDeserializer<IntentId> {
        IntentReader() {
            super(IntentId.class);
        }

        @Override
        public IntentId deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new IntentId(context.readValue(json, Long.TYPE));
        }
    }
}
