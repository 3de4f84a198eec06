package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.IntakeView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ReadingErrorView;
import io.reservoir.controller.api.view.ReadingView;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.RawReading;
import java.util.List;

/** Takes readings. */
final class SendReadings implements Operation {
    private static final String NDJSON = "application/x-ndjson";
    private static final Route.Body BODY = new Route.Body(
            List.of("application/json", NDJSON),
            1 << 20,
            "an array of readings, alone or as `readings` of an object; or a reading a line",
            ReadingView.class);

    private final Backend backend;

    SendReadings(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.READINGS, "Takes a batch of readings, all of it or nothing")
                .taking(BODY)
                .answering(200, "all were taken", IntakeView.class)
                .failing(
                        Problem.INVALID_ENCODING,
                        Problem.INVALID_JSON,
                        Problem.TOO_LARGE,
                        Problem.INVALID_READINGS,
                        Problem.BUSY);
    }

    @Override
    public Reply handle(Call call) {
        var text = call.text();
        if (text == null) {
            return Reply.failure(Problem.INVALID_ENCODING, "JSON is text in UTF-8");
        }
        var parser = new ReadingsParser(backend.batchLimit());
        return switch (call.mediaType().equals(NDJSON) ? parser.lines(text) : parser.document(text)) {
            case ReadingsParser.Batch(var readings) -> accept(readings);
            case ReadingsParser.NotJson(var why) -> Reply.failure(Problem.INVALID_JSON, why);
        };
    }

    private Reply accept(List<RawReading> readings) {
        return switch (backend.accept(readings)) {
            case Admission.Taken taken ->
                Reply.ok(new IntakeView(taken.accepted(), taken.ignored(), taken.forwarded()));
            case Admission.Refused refused ->
                new Reply.Failure(
                        Problem.INVALID_READINGS,
                        refused.bad() + " of " + readings.size() + " readings are wrong",
                        null,
                        refused.faults().stream()
                                .map(f -> new ReadingErrorView(f.index(), f.field(), f.message()))
                                .toList());
            case Admission.TooMany(var limit) ->
                Reply.failure(Problem.TOO_LARGE, "at most " + limit + " readings are taken at once");
            case Admission.Busy(var why) -> Reply.failure(Problem.BUSY, why);
        };
    }
}
