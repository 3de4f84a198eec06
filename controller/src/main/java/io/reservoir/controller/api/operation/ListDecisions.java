package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.DecisionsView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.model.ledger.Entry;
import java.util.ArrayList;

/** Shows what was decided, from the ledger. */
final class ListDecisions implements Operation {
    private static final Parameter<Integer> LIMIT = Params.limit(500);
    private static final int PAGE = 500;

    /** Entries that are looked through for one page; what lies behind is for the next one. */
    private static final int FARTHEST = 20_000;

    private final Backend backend;

    ListDecisions(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.DECISIONS, "Shows recorded decisions, the newest first, with all that led to them")
                .with(Params.SERVICE, Params.ONLY_COMPONENT, Params.BEFORE, LIMIT)
                .answering(
                        200,
                        "decisions; a page may hold more than `limit`, for those of one entry stay together",
                        DecisionsView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        var known = backend.known(service);
        if (known == null) {
            return Answers.noSuch(service);
        }
        var limit = call.find(LIMIT, 50);
        var before =
                Math.min(call.find(Params.BEFORE, Long.MAX_VALUE), known.image().lastSeq() + 1);
        var farthest = before - FARTHEST;
        var component = call.find(Params.ONLY_COMPONENT);
        var found = new ArrayList<DecisionView>();
        while (before > 1 && before > farthest && found.size() < limit) {
            var page = backend.ledger().readBack(service, before, PAGE).reversed();
            for (var recorded : page) {
                if (found.size() >= limit) {
                    break;
                }
                before = recorded.seq();
                if (recorded.entry() instanceof Entry.Decided decided) {
                    decided.decisions().stream()
                            .filter(d -> component == null
                                    || d.variable().component().equals(component))
                            .forEach(d -> found.add(DecisionView.of(recorded.seq(), d)));
                }
            }
        }
        return Reply.ok(new DecisionsView(found, before > 1 ? before : null));
    }
}
