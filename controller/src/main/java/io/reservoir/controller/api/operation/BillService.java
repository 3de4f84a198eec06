package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.bill.ManifestTerms;
import io.reservoir.controller.bill.Period;
import io.reservoir.controller.bill.SlaAdjusting;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.bill.Unrated;
import io.reservoir.controller.image.Entries;
import io.reservoir.controller.policy.PolicyArchive;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.sla.SlaClasses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a service costs: each line names the ledger entries that it rests on. */
final class BillService implements Operation {
    private static final Parameter<Instant> FROM =
            Params.time("from", "a time such as `2026-01-01T00:00:00Z`; otherwise from the beginning");
    private static final Parameter<Instant> TO = Params.time("to", "a time; otherwise up to now");

    private final Backend backend;
    private final SlaClasses classes;
    private final InstantSource clock;

    BillService(Backend backend, SlaClasses classes, InstantSource clock) {
        this.backend = backend;
        this.classes = classes;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.get(Paths.STATEMENT, "Says what a service costs, by component and kind of charge")
                .with(Params.SERVICE, FROM, TO)
                .answering(200, "lines, each with the ledger entries that it rests on", Statement.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        if (backend.known(service) == null) {
            return Answers.noSuch(service);
        }
        var now = clock.instant();
        var entries = Entries.of(backend.ledger()::read, service);
        var period = period(entries, call.find(FROM), call.find(TO), now);
        var adjusting = new SlaAdjusting(classes, new PolicyArchive(backend.ledger()::read)::find);
        return switch (Statement.of(
                service, entries, new ManifestTerms(), StandardTariff.load(), adjusting, period, now)) {
            case Statement statement -> Reply.ok(statement);
            case Unrated unrated -> Reply.failure(Problem.CONFLICT, unrated.told());
        };
    }

    private static @Nullable Period period(
            List<Recorded> entries, @Nullable Instant from, @Nullable Instant to, Instant now) {
        if (from == null && to == null) {
            return null;
        }
        var end = to == null ? now : to;
        var begin = from != null
                ? from
                : entries.isEmpty() ? end : entries.getFirst().at();
        return new Period(begin.isBefore(end) ? begin : end, end);
    }
}
