package io.reservoir.controller.api.http;

import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.ReadingErrorView;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation answers. */
public sealed interface Reply {
    /**
     * A view, as JSON.
     *
     * @param location the path of what was made, null where nothing was
     */
    record View(int status, Object view, @Nullable String location) implements Reply {}

    record Text(int status, String mediaType, String text) implements Reply {}

    /** What another node answered. */
    record Relayed(
            int status,
            String mediaType,
            Buffer body,
            @Nullable String location) implements Reply {}

    /** An answer from the ledger, for the owner of the service is away: its last entry is so old. */
    record Aged(Reply answer, Duration age) implements Reply {}

    /** Events until either side has enough. */
    record Stream(EventSource source) implements Reply {}

    /**
     * It was not done.
     *
     * @param diagnostics what is wrong with a manifest, null where none was sent
     * @param errors what is wrong with readings, null where none were sent
     */
    record Failure(
            Problem problem,
            String detail,
            @Nullable List<DiagnosticView> diagnostics,
            @Nullable List<ReadingErrorView> errors)
            implements Reply {}

    static Reply ok(Object view) {
        return new View(200, view, null);
    }

    static Failure failure(Problem problem, String detail) {
        return new Failure(problem, detail, null, null);
    }
}
