package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Describes the API. The document is made from the operations and kept beside them; a test compares. */
final class GetOpenApi implements Operation {
    private final String document = document();

    private static String document() {
        try (var in = GetOpenApi.class.getResourceAsStream("/openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Route route() {
        return Route.get(Paths.OPENAPI, "Describes this API")
                .answering(new Route.Answer(200, "an OpenAPI 3.1 document", "application/json", null));
    }

    @Override
    public Reply handle(Call call) {
        return new Reply.Text(200, "application/json", document);
    }
}
