package io.reservoir.controller.host;

import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.operation.ConsoleParts;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import org.jspecify.annotations.Nullable;

/** Tells a part of what a guest printed. */
final class ReadConsole extends AgentOperation {
    static final Parameter<VeeId> VEE = Parameter.query(
                    "vee", "the id of a VEE", Shape.text(null, "WebShop/C1[3]#1"), ReadConsole::vee)
            .asRequired();

    private final HostId host;
    private final Consoles consoles;

    ReadConsole(HostId host, Consoles consoles) {
        super(host);
        this.host = host;
        this.consoles = consoles;
    }

    private static @Nullable VeeId vee(String text) {
        try {
            return VeeId.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    Route routeOfHost() {
        return Route.get(AgentPaths.CONSOLE, "Tells a part of what a guest printed on its console")
                .with(VEE, ConsoleParts.FROM, ConsoleParts.BYTES, ConsoleParts.LINES)
                .answering(200, "the part, or why it cannot be told", Consoles.Told.class);
    }

    @Override
    Reply handleAtHost(Call call) {
        var contradiction = ConsoleParts.contradiction(call);
        if (contradiction != null) {
            return contradiction;
        }
        var told = consoles.console(call.get(VEE), ConsoleParts.of(call));
        if (told == null) {
            throw new Unavailable("the hypervisor of " + host + " does not answer");
        }
        return json(told);
    }
}
