package io.reservoir.controller.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.controller.api.view.ViewJson;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** An answer as bytes. */
record Rendered(
        int status,
        String mediaType,
        Buffer body,
        @Nullable String location,
        @Nullable String ageSeconds) {
    private static final ObjectMapper JSON = ViewJson.mapper();

    /**
     * Renders what is no stream.
     *
     * @param instance the path that was asked for
     * @param id of an unexpected error, null for all others
     */
    static Rendered of(Reply reply, String instance, @Nullable String id) {
        return switch (reply) {
            case Reply.View(var status, var view, var location) ->
                new Rendered(status, "application/json", bytes(view), location, null);
            case Reply.Text(var status, var mediaType, var text) ->
                new Rendered(status, mediaType, Buffer.buffer(text), null, null);
            case Reply.Relayed(var status, var mediaType, var body, var location) ->
                new Rendered(status, mediaType, body, location, null);
            case Reply.Aged(var answer, var age) -> of(answer, instance, id).aged(Long.toString(age.toSeconds()));
            case Reply.Failure failure -> failure(failure, instance, id);
            case Reply.Stream stream -> throw new IllegalStateException("a stream is no text");
        };
    }

    private Rendered aged(String seconds) {
        return new Rendered(status, mediaType, body, location, seconds);
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
        return new Rendered(problem.status(), "application/problem+json", bytes(view), null, null);
    }

    private static Buffer bytes(Object view) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written: " + view.getClass(), e);
        }
    }
}
