package io.reservoir.rules.session;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.Cells;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads an evaluation off a service's fact. */
final class Report {
    private static final Value ALWAYS = Value.known(1);

    private final CheckedService program;
    private final ServiceFact fact;
    private final SiteGate gate;
    private final IntFunction<String> causeOfInput;
    private final Causes causes;

    private Report(CheckedService program, ServiceFact fact, SiteGate gate, IntFunction<String> causeOfInput) {
        this.program = program;
        this.fact = fact;
        this.gate = gate;
        this.causeOfInput = causeOfInput;
        causes = new Causes(program, fact, causeOfInput);
    }

    static Evaluation of(
            ServiceId service,
            Instant at,
            CheckedService program,
            ServiceFact fact,
            SiteGate gate,
            IntFunction<String> causeOfInput) {
        var report = new Report(program, fact, gate, causeOfInput);
        return new Evaluation(
                service, at, report.inputs(), report.indicators(), report.candidates(), report.fired());
    }

    private List<NamedValue> inputs() {
        List<NamedValue> values = new ArrayList<>(program.inputs().size());
        for (int i = 0; i < program.inputs().size(); i++) {
            int input = i;
            var value = value(fact.inputs(), i, () -> causeOfInput.apply(input));
            values.add(new NamedValue(program.inputs().get(i).text(), value));
        }
        return List.copyOf(values);
    }

    private List<NamedValue> indicators() {
        List<NamedValue> values = new ArrayList<>(program.indicators().size());
        for (int i = 0; i < program.indicators().size(); i++) {
            int index = i;
            var indicator = program.indicators().get(i);
            var value = value(fact.indicators(), i, () -> causeOfResult(() -> causes.ofIndicator(index)));
            values.add(new NamedValue(indicator.name() + "(" + indicator.component() + ")", value));
        }
        return List.copyOf(values);
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>(program.assignments().size());
        for (int i = 0; i < program.assignments().size(); i++) {
            var assignment = program.assignments().get(i);
            candidates.add(new Candidate(
                    assignment.id(),
                    assignment.target(),
                    assignment.priority(),
                    active(i, assignment),
                    output(i, Part.RAW, assignment.value()),
                    bound(i, Part.MIN, assignment.min()),
                    bound(i, Part.MAX, assignment.max()),
                    assignment.source()));
        }
        return List.copyOf(candidates);
    }

    private Value active(int index, Assignment assignment) {
        var guard = assignment.guard();
        if (guard == null) {
            return ALWAYS;
        }
        var value = output(index, Part.GUARD, guard);
        return value instanceof Value.AtLeast(var _number, var cause) ? Value.unknown(cause) : value;
    }

    private @Nullable Value bound(int index, Part part, @Nullable Formula formula) {
        return formula == null ? null : output(index, part, formula);
    }

    private Value output(int index, Part part, Formula formula) {
        return value(fact.outputs(), ServiceFact.cell(index, part), () -> causeOfResult(() -> causes.of(formula)));
    }

    private String causeOfResult(Supplier<String> fromInputs) {
        return gate.isOpen() ? fromInputs.get() : gate.inWords();
    }

    private static Value value(Cells cells, int cell, Supplier<String> cause) {
        return cells.isKnown(cell) ? Value.known(cells.number(cell)) : cells.value(cell, cause.get());
    }

    private List<String> fired() {
        var fired = fact.takeFired();
        if (fired.length == 0) {
            return List.of();
        }
        List<String> ids = new ArrayList<>(fired.length);
        int indicators = program.indicators().size();
        for (int statement : fired) {
            ids.add(
                    statement < indicators
                            ? program.indicators().get(statement).id()
                            : program.assignments().get(statement - indicators).id());
        }
        return List.copyOf(ids);
    }
}
