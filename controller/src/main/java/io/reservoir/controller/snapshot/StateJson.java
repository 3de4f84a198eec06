package io.reservoir.controller.snapshot;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;

/** Records to and from JSON, field by field, for what is kept for a while and can be made anew at any time. */
public final class StateJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .addModule(texts())
            .build();

    private StateJson() {}

    public static String write(Object state) {
        try {
            return MAPPER.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is no such state is an {@link IllegalArgumentException}. */
    public static <T> T read(String json, Class<T> type) {
        try {
            var state = MAPPER.readValue(json, type);
            if (state == null) {
                throw new IllegalArgumentException("it is null");
            }
            return state;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static SimpleModule texts() {
        var module = new SimpleModule();
        text(module, Instant.class, Instant::toString, Instant::parse);
        text(module, VeeId.class, VeeId::toString, VeeId::parse);
        text(module, HostId.class, HostId::name, HostId::new);
        text(module, ServiceId.class, ServiceId::name, ServiceId::new);
        text(module, IntentId.class, IntentId::toString, text -> new IntentId(Long.parseLong(text)));
        text(module, Variable.class, StateJson::write, StateJson::variable);
        return module;
    }

    private static String write(Variable variable) {
        return variable.kind() + ":" + variable.component();
    }

    private static Variable variable(String text) {
        var parts = text.split(":", 2);
        return new Variable(Variable.Kind.valueOf(parts[0]), parts[1]);
    }

    /** As a value and as the key of a map. */
    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(write.apply(value));
            }
        });
        module.addKeySerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeFieldName(write.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return parse(json.getText(), read, context);
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) throws IOException {
                return parse(key, read, context);
            }
        });
    }

    private static <T> T parse(String text, Function<String, T> read, DeserializationContext context)
            throws IOException {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw context.weirdStringException(text, Object.class, String.valueOf(e.getMessage()));
        }
    }
}
