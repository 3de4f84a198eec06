package io.reservoir.rules.session;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.compile.ServiceFact;
import io.reservoir.rules.compile.ShapeSession;
import io.reservoir.rules.compile.SiteGate;
import io.reservoir.rules.window.EventTime;
import io.reservoir.rules.window.Pool;
import io.reservoir.rules.window.ServiceWindows;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One service at work: its program, its windows, and its fact in the session of its shape. */
final class Deployment {
    private final ServiceId service;
    private final ShapeSession session;
    private final ServiceFact fact;
    private final ServiceWindows windows;
    private final FleetOfService fleet = new FleetOfService();
    private final PreviousIndicators before;
    private final List<InputSource> inputs;
    private final BitSet changed;
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
        this.windows = windows;
        this.session = session;
        fact = session.newFact(program);
        if (former != null) {
            fleet.update(former.fleet.view());
            windows.carryOver(former.windows);
        }
        before = new PreviousIndicators(program);
        inputs = program.inputs().stream()
                .map(input -> source(input, program, pool))
                .toList();
        changed = new BitSet(inputs.size());
        report = new Report(program, fact, inputs);
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
            case Input.Price price -> new InputSource.Missing(price.text());
            case Input.BudgetLeft left -> new InputSource.Missing(left.text());
            case Input.BurnRate(var component, var text) -> new InputSource.BurnRate(fleet, component, text);
            case Input.Forecast forecast -> new InputSource.Missing(forecast.text());
        };
    }

    ShapeSession session() {
        return session;
    }

    boolean accept(Reading reading) {
        return windows.accept(reading);
    }

    void fleet(FleetView view) {
        fleet.update(view);
    }

    EvaluationOutcome evaluate(Instant at, SiteGate gate) {
        if (fact.fault() == null) {
            long now = EventTime.nanos(at);
            windows.advance(now);
            if (setInputs(now)) {
                session.fire();
            }
            if (fact.fault() == null) {
                before.take(fact);
                return new EvaluationOutcome.Evaluated(report.at(service, at, now, gate));
            }
            session.delete(fact);
        }
        return new EvaluationOutcome.Parked(service, at, String.valueOf(fact.fault()));
    }

    /** Brings the inputs up to that time; true if the rules have to look at them. */
    private boolean setInputs(long now) {
        changed.clear();
        var cells = fact.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            double value = inputs.get(i).value(now);
            boolean isSame = !Double.isFinite(value)
                    ? cells.isUnknown(i)
                    : cells.isKnown(i) && Double.doubleToLongBits(cells.number(i)) == Double.doubleToLongBits(value);
            if (!isSame) {
                cells.setKnown(i, value);
                changed.set(i);
            }
        }
        if (!session.contains(fact)) {
            session.insert(fact);
            return true;
        }
        if (changed.isEmpty()) {
            return false;
        }
        session.update(fact, changed);
        return true;
    }

    void close() {
        session.delete(fact);
    }
}
