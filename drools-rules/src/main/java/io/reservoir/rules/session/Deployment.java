package io.reservoir.rules.session;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Basis;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.compile.ServiceFact;
import io.reservoir.rules.compile.ShapeSession;
import io.reservoir.rules.compile.SiteGate;
import io.reservoir.rules.window.EventTime;
import io.reservoir.rules.window.Pool;
import io.reservoir.rules.window.ServiceWindows;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One service at work: its program, its windows, and its fact in the session of its shape. */
final class Deployment {
    private final ServiceId service;
    private final CheckedService program;
    private final ShapeSession session;
    private final ServiceFact fact;
    private final ServiceWindows windows;
    private final FleetOfService fleet = new FleetOfService();
    private final CostsOfService costs = new CostsOfService();
    private final PreviousIndicators before;
    private final InputSource[] inputs;
    private final BitSet changed;

    /** Inputs that may be others than their cells say; by time, those become so that {@link #validUntil} names. */
    private final BitSet stale;

    private final long[] validUntil;
    private long nextStale = InputSource.ALWAYS_ASK;
    private long refreshedAt = Long.MIN_VALUE;
    private final Report report;

    /** @param former the one that this one replaces, whose fleet and windows go on */
    Deployment(
            ServiceId service,
            CheckedService program,
            ServiceWindows windows,
            ShapeSession session,
            Pool pool,
            @Nullable Deployment former) {
        this.service = service;
        this.program = program;
        this.windows = windows;
        this.session = session;
        fact = session.newFact(program);
        if (former != null) {
            fleet.update(former.fleet.view());
            costs.update(former.costs.view());
            windows.carryOver(former.windows);
        }
        before = new PreviousIndicators(program);
        inputs = program.inputs().stream()
                .map(input -> source(input, program, pool))
                .toArray(InputSource[]::new);
        changed = new BitSet(inputs.length);
        stale = new BitSet(inputs.length);
        validUntil = new long[inputs.length];
        Arrays.fill(validUntil, InputSource.ALWAYS_ASK);
        report = new Report(program, fact, List.of(inputs));
    }

    private InputSource source(Input input, CheckedService program, Pool pool) {
        return switch (input) {
            case Input.Windowed windowed ->
                new InputSource.Window(windows.window(windowed, fleet.replicas(windowed.component()), pool));
            case Input.Current(var component, var _text) -> new InputSource.Current(fleet, component);
            case Input.Ready(var component, var _text) -> new InputSource.Ready(fleet, component);
            case Input.During(var calendar) -> new InputSource.During(program.calendar(calendar));
            case Input.Previous previous ->
                new InputSource.Previous(before, PreviousIndicators.index(previous, program), previous.text());
            case Input.Price price -> new InputSource.Price(costs, price.component());
            case Input.BudgetLeft _left -> new InputSource.BudgetLeft(costs);
            case Input.BurnRate(var component, var text) -> new InputSource.BurnRate(fleet, component, text);
            case Input.Forecast forecast -> new InputSource.Missing(forecast.text());
        };
    }

    ServiceId service() {
        return service;
    }

    ShapeSession session() {
        return session;
    }

    boolean accept(Reading reading) {
        var readers = windows.accept(reading);
        if (readers == null) {
            return false;
        }
        for (int input : readers) {
            stale.set(input);
        }
        return true;
    }

    void fleet(FleetView view) {
        if (!view.equals(fleet.view())) {
            fleet.update(view);
            stale.set(0, inputs.length);
        }
    }

    /** Brings the service up to that time; true if there is something to decide about: news, or that it is parked. */
    boolean refresh(Instant at) {
        if (fact.fault() != null) {
            return true;
        }
        bringUpTo(EventTime.nanos(at));
        return fact.hasNews() || fact.fault() != null;
    }

    void costs(CostView view) {
        if (!view.equals(costs.view())) {
            costs.update(view);
            stale.set(0, inputs.length);
        }
    }

    EvaluationOutcome evaluate(Instant at, SiteGate gate) {
        if (fact.fault() == null) {
            long now = EventTime.nanos(at);
            bringUpTo(now);
            if (gate.isOpen()) {
                session.tellAll(fact);
            }
            if (fact.fault() == null) {
                return new EvaluationOutcome.Evaluated(report.at(service, at, now, gate));
            }
        }
        session.delete(fact);
        return new EvaluationOutcome.Parked(service, at, String.valueOf(fact.fault()));
    }

    RuleState state() {
        return new RuleState(windows.seen(), windows.state(), before.state());
    }

    void restore(RuleState state) {
        windows.restore(state.seen(), state.series());
        before.restore(state.indicators());
        refreshedAt = state.seen();
        stale.set(0, inputs.length);
    }

    void keepQuiet(String statement, double low, double high) {
        for (int i = 0; i < program.assignments().size(); i++) {
            if (program.assignments().get(i).id().equals(statement)) {
                fact.keepQuiet(i, low, high);
                return;
            }
        }
        throw new IllegalArgumentException("service " + service + " has no assignment " + statement);
    }

    private void bringUpTo(long now) {
        if (now != refreshedAt) {
            before.shift();
        }
        windows.advance(now);
        refreshInputs(now);
        if (!session.contains(fact)) {
            session.insert(fact);
        } else if (!changed.isEmpty()) {
            session.update(fact, changed);
        }
        before.take(fact);
    }

    /** Asks again for inputs that may be others than they were, and notes which of them are. */
    private void refreshInputs(long now) {
        markStale(now);
        changed.clear();
        if (stale.isEmpty()) {
            return;
        }
        var cells = fact.inputs();
        for (int i = stale.nextSetBit(0); i >= 0; i = stale.nextSetBit(i + 1)) {
            double value = inputs[i].value(now);
            validUntil[i] = inputs[i].validUntil();
            if (!cells.holds(i, value)) {
                cells.setKnown(i, value);
                changed.set(i);
            }
        }
        stale.clear();
        nextStale = Long.MAX_VALUE;
        for (long until : validUntil) {
            nextStale = Math.min(nextStale, until);
        }
    }

    private void markStale(long now) {
        if (now < refreshedAt) {
            stale.set(0, inputs.length);
        } else if (now >= nextStale) {
            for (int i = 0; i < validUntil.length; i++) {
                if (now >= validUntil[i]) {
                    stale.set(i);
                }
            }
        }
        refreshedAt = now;
    }

    /** The inputs at that time; what the statements say of them is not told. */
    List<NamedValue> inputs(Instant at) {
        if (fact.fault() == null) {
            bringUpTo(EventTime.nanos(at));
        }
        return report.inputs(EventTime.nanos(at));
    }

    /** The samples behind an input at that time, null where it has none. */
    @Nullable
    Basis basis(int input, Instant at) {
        return inputs[input].basis(EventTime.nanos(at));
    }

    void close() {
        session.delete(fact);
    }
}
