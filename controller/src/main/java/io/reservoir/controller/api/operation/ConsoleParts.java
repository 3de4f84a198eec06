package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Consoles.Part;
import org.jspecify.annotations.Nullable;

/** How a request says which part of what a guest printed it is about. */
public final class ConsoleParts {
    public static final Parameter<Long> FROM =
            Params.seq("from", "the first byte that is meant, from 0; the last ones are meant where it is absent", 0);

    public static final Parameter<Integer> BYTES =
            Params.count("bytes", "how many bytes at most", 1, Consoles.MOST_BYTES, "4096");

    public static final Parameter<Integer> LINES = Params.count(
            "lines",
            "how many of the last lines at most, within those bytes and not together with `from`",
            0,
            65_536,
            "20");

    private ConsoleParts() {}

    /** Why what a request says goes not together; null where it does. */
    public static Reply.@Nullable Failure contradiction(Call call) {
        return call.find(FROM) == null || call.find(LINES) == null
                ? null
                : Reply.failure(
                        Problem.INVALID_REQUEST, "`lines` counts from the end, `from` from the beginning: send one");
    }

    public static Part of(Call call) {
        return new Part(call.find(FROM), call.find(BYTES, Consoles.MOST_BYTES), call.find(LINES));
    }
}
