package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.ConsoleDesk;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.ConsoleView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeState;

/** Shows what the guest of a VEE printed on its console. */
final class GetConsole implements Operation {
    private final Backend backend;
    private final ConsoleDesk consoles;

    GetConsole(Backend backend, ConsoleDesk consoles) {
        this.backend = backend;
        this.consoles = consoles;
    }

    @Override
    public Route route() {
        return Route.get(Paths.CONSOLE, "Shows a part of what the guest of a VEE printed on its console")
                .with(
                        Params.SERVICE,
                        Params.COMPONENT,
                        Params.ORDINAL,
                        ConsoleParts.FROM,
                        ConsoleParts.BYTES,
                        ConsoleParts.LINES)
                .answering(200, "the part; the last bytes where `from` is absent", ConsoleView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var contradiction = ConsoleParts.contradiction(call);
        return contradiction == null
                ? Replicas.about(backend, call, (vee, image) -> printed(vee, call))
                : contradiction;
    }

    private Reply printed(Vee vee, Call call) {
        var host = vee.host();
        if (host == null || vee.state() == null || vee.state() == VeeState.DEFINED) {
            return Reply.failure(
                    Problem.CONFLICT, Replicas.inWords(call) + " has not started yet, and has printed nothing");
        }
        return switch (consoles.ask(host, vee.id(), ConsoleParts.of(call))) {
            case Printed printed -> Reply.ok(ConsoleView.of(vee.id(), host, printed));
            case Untold(var why) ->
                Reply.failure(Problem.CONFLICT, "what " + Replicas.inWords(call) + " prints cannot be shown: " + why);
        };
    }
}
