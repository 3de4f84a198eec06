package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.LedgerView;
import io.reservoir.controller.api.view.Paths;

/** Shows the ledger of a service. */
final class ReadLedger implements Operation {
    private static final Parameter<Integer> LIMIT = Params.limit(500);

    private final Backend backend;

    ReadLedger(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.LEDGER, "Shows the ledger of a service: everything that was decided and done")
                .with(Params.SERVICE, Params.AFTER, LIMIT)
                .answering(200, "entries, the oldest first", LedgerView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        var known = backend.known(service);
        if (known == null) {
            return Answers.noSuch(service);
        }
        var limit = call.find(LIMIT, 100);
        var entries = backend.ledger().read(service, call.find(Params.AFTER, 0L), limit);
        var lastSeq = known.image().lastSeq();
        var last = entries.isEmpty() ? lastSeq : entries.getLast().seq();
        return Reply.ok(new LedgerView(
                entries.stream().map(EntryView::of).toList(), entries.size() == limit && last < lastSeq ? last : null));
    }
}
