package io.reservoir.controller.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.controller.api.view.ViewJson;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** An answer as bytes. */
record Rendered(
        int status, String mediaType, Buffer body, @Nullable String location) {
    private static final ObjectMapper JSON = ViewJson.mapper();

    static Rendered view(Reply.View reply) {
        return new Rendered(reply.status(), "application/json", bytes(reply.view()), reply.location());
    }

    static Rendered text(Reply.Text reply) {
        return new Rendered(reply.status(), reply.mediaType(), Buffer.buffer(reply.text()), null);
    }

    /** @param id of an unexpected error, null for all others */
    static Rendered failure(Reply.Failure failure, String instance, @Nullable String id) {
        var problem = failure.problem();
        var view = new ProblemView(
                problem.type(),
                problem.title(),
                problem.status(),
                failure.detail(),
                instance,
                failure.diagnostics(),
                failure.errors(),
                id);
        return new Rendered(problem.status(), "application/problem+json", bytes(view), null);
    }

    private static Buffer bytes(Object view) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written: " + view.getClass(), e);
        }
    }
}
