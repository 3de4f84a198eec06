package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.model.site.HostId;
import java.util.function.Function;

/** An operation of an agent that is about its host: one that means another host is refused. */
abstract class AgentOperation implements Operation {
    private static final Parameter<HostId> HOST = new Parameter<>(
            AgentPaths.HOST,
            Parameter.In.HEADER,
            true,
            "the name of the host that is meant",
            Shape.text("^[A-Za-z0-9][A-Za-z0-9-]{0,62}$", "h1"),
            text -> text.isEmpty() || text.length() > 63 ? null : new HostId(text));

    private final HostId host;

    AgentOperation(HostId host) {
        this.host = host;
    }

    @Override
    public final Route route() {
        return routeOfHost().with(HOST).failing(Problem.WRONG_HOST);
    }

    @Override
    public final Reply handle(Call call) {
        return call.get(HOST).equals(host)
                ? handleAtHost(call)
                : Reply.failure(Problem.WRONG_HOST, "this is the agent of host " + host);
    }

    abstract Route routeOfHost();

    abstract Reply handleAtHost(Call call);

    /** What comes of the order that a call brings; of one that cannot be read, why. */
    static <T> Reply ordered(Call call, Class<T> type, Function<T, Reply> obey) {
        var text = call.text();
        if (text == null) {
            return Reply.failure(Problem.INVALID_ENCODING, "it is UTF-8");
        }
        T order;
        try {
            order = HostJson.request(text, type);
        } catch (HostJson.Unreadable e) {
            return Reply.failure(Problem.INVALID_JSON, String.valueOf(e.getMessage()));
        }
        return obey.apply(order);
    }

    static Reply json(Object value) {
        return new Reply.Text(200, "application/json", HostJson.write(value));
    }
}
