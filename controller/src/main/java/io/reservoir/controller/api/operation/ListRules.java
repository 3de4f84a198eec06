package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.RulesView;
import io.reservoir.rules.drl.DrlPrinter;

/** Shows the rules that a manifest was compiled into. */
final class ListRules implements Operation {
    private final Backend backend;

    ListRules(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.RULES, "Shows the rules of a service as DRL, to be read and not to be loaded")
                .with(Params.SERVICE)
                .answering(200, "one rule for each statement, and the shape that they are of", RulesView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        var known = backend.known(service);
        return known == null
                ? Answers.noSuch(service)
                : Reply.ok(RulesView.of(service.name(), DrlPrinter.print(known.program())));
    }
}
