package io.reservoir.rules.session;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.compile.ServiceFact;
import io.reservoir.rules.compile.ServiceFact.Part;
import io.reservoir.rules.compile.SiteGate;
import io.reservoir.rules.explain.Causes;
import java.time.Instant;
import java.util.List;

/** Reads evaluations off a service's fact. */
final class Report {
    private static final Value ALWAYS = Value.known(1);

    private final CheckedService program;
    private final ServiceFact fact;
    private final List<InputSource> sources;

    Report(CheckedService program, ServiceFact fact, List<InputSource> sources) {
        this.program = program;
        this.fact = fact;
        this.sources = sources;
    }

    /** The evaluation as it stands, {@code now} being the same time as {@code at} for windows. */
    Evaluation at(ServiceId service, Instant at, long now, SiteGate gate) {
        var causes = new Causes(program, fact, input -> sources.get(input).cause(now));
        return new Evaluation(service, at, inputs(now), indicators(causes), candidates(gate, causes), fired());
    }

    /** The inputs as they are, whatever was told of them. */
    List<NamedValue> inputs(long now) {
        var values = new NamedValue[sources.size()];
        for (int i = 0; i < values.length; i++) {
            var known = fact.inputs().isKnown(i);
            var value = fact.inputs().value(i, known ? "" : sources.get(i).cause(now));
            values[i] = new NamedValue(program.inputs().get(i).text(), value);
        }
        return List.of(values);
    }

    private List<NamedValue> indicators(Causes causes) {
        var values = new NamedValue[program.indicators().size()];
        for (int i = 0; i < values.length; i++) {
            var known = fact.indicators().isKnown(i);
            var value = fact.indicators().value(i, known ? "" : causes.ofIndicator(i));
            values[i] = new NamedValue(program.indicators().get(i).text(), value);
        }
        return List.of(values);
    }

    private List<Candidate> candidates(SiteGate gate, Causes causes) {
        var candidates = new Candidate[program.assignments().size()];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = candidate(i, gate, causes);
        }
        return List.of(candidates);
    }

    private Candidate candidate(int index, SiteGate gate, Causes causes) {
        var assignment = program.assignments().get(index);
        var raw = output(index, Part.RAW, assignment.value(), gate, causes);
        var min = assignment.min();
        var max = assignment.max();
        return new Candidate(
                assignment.id(),
                assignment.target(),
                assignment.priority(),
                active(index, assignment, gate, causes),
                raw,
                min == null ? null : output(index, Part.MIN, min, gate, causes),
                max == null ? null : output(index, Part.MAX, max, gate, causes),
                assignment.source());
    }

    private Value active(int index, Assignment assignment, SiteGate gate, Causes causes) {
        var guard = assignment.guard();
        if (guard == null) {
            return ALWAYS;
        }
        var value = output(index, Part.GUARD, guard, gate, causes);
        return value instanceof Value.AtLeast(var _number, var cause) ? Value.unknown(cause) : value;
    }

    private Value output(int index, Part part, Formula formula, SiteGate gate, Causes causes) {
        int cell = ServiceFact.cell(index, part);
        if (fact.outputs().isKnown(cell)) {
            return Value.known(fact.outputs().number(cell));
        }
        return fact.outputs().value(cell, gate.isOpen() ? causes.of(formula) : gate.inWords());
    }

    private List<String> fired() {
        var fired = fact.takeFired();
        if (fired.length == 0) {
            return List.of();
        }
        var ids = new String[fired.length];
        int indicators = program.indicators().size();
        for (int i = 0; i < fired.length; i++) {
            ids[i] = fired[i] < indicators
                    ? program.indicators().get(fired[i]).id()
                    : program.assignments().get(fired[i] - indicators).id();
        }
        return List.of(ids);
    }
}
