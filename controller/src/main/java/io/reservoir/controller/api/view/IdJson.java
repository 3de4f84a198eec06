package io.reservoir.controller.api.view;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.util.function.Function;

/** Ids in JSON: as text, as people write them; read, they may be objects too. */
final class IdJson {
    private IdJson() {}

    static Module module() {
        return new SimpleModule("ids")
                .addSerializer(ServiceId.class, ToStringSerializer.instance)
                .addSerializer(VeeId.class, ToStringSerializer.instance)
                .addDeserializer(ServiceId.class, new Reader<>(ServiceId.class, IdJson::service))
                .addDeserializer(VeeId.class, new Reader<>(VeeId.class, IdJson::vee));
    }

    private static ServiceId service(JsonNode node) {
        return new ServiceId(
                node.isTextual() ? node.asText() : node.path("name").asText());
    }

    private static VeeId vee(JsonNode node) {
        return node.isTextual()
                ? VeeId.parse(node.asText())
                : new VeeId(
                        service(node.path("service")),
                        node.path("component").asText(),
                        node.path("ordinal").asInt(),
                        node.path("incarnation").asInt());
    }

    private static final class Reader<T> extends StdDeserializer<T> {
        private final transient Function<JsonNode, T> read;

        Reader(Class<T> type, Function<JsonNode, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var node = context.readTree(json);
            try {
                return read.apply(node);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(node.toString(), handledType(), String.valueOf(e.getMessage()));
            }
        }
    }
}
