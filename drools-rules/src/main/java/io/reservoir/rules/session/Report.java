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
import org.jspecify.annotations.Nullable;

/**
 * Reads evaluations off a service's fact. What is known and has not changed since the last evaluation is handed out
 * again as it is.
 */
final class Report {
    private static final Value ALWAYS = Value.known(1);

    private final CheckedService program;
    private final ServiceFact fact;
    private final List<InputSource> sources;
    private final List<String> indicatorNames;

    private List<NamedValue> inputs = List.of();
    private List<NamedValue> indicators = List.of();
    private List<Candidate> candidates = List.of();

    Report(CheckedService program, ServiceFact fact, List<InputSource> sources) {
        this.program = program;
        this.fact = fact;
        this.sources = sources;
        indicatorNames = program.indicators().stream()
                .map(i -> i.name() + "(" + i.component() + ")")
                .toList();
    }

    /** The evaluation as it stands, {@code now} being the same time as {@code at} for windows. */
    Evaluation at(ServiceId service, Instant at, long now, SiteGate gate) {
        var causes = new Causes(program, fact, input -> sources.get(input).cause(now));
        refreshInputs(now);
        refreshIndicators(gate, causes);
        refreshCandidates(gate, causes);
        return new Evaluation(service, at, inputs, indicators, candidates, fired());
    }

    private void refreshInputs(long now) {
        @Nullable List<NamedValue> fresh = null;
        for (int i = 0; i < sources.size(); i++) {
            if (i >= inputs.size() || !holds(inputs.get(i).value(), fact.inputs(), i)) {
                fresh = fresh == null ? new ArrayList<>(inputs) : fresh;
                var known = fact.inputs().isKnown(i);
                var value = fact.inputs().value(i, known ? "" : sources.get(i).cause(now));
                put(fresh, i, new NamedValue(program.inputs().get(i).text(), value));
            }
        }
        inputs = fresh == null ? inputs : List.copyOf(fresh);
    }

    private void refreshIndicators(SiteGate gate, Causes causes) {
        @Nullable List<NamedValue> fresh = null;
        for (int i = 0; i < indicatorNames.size(); i++) {
            if (i >= indicators.size() || !holds(indicators.get(i).value(), fact.indicators(), i)) {
                fresh = fresh == null ? new ArrayList<>(indicators) : fresh;
                var value = fact.indicators().value(i, causeOfIndicator(i, gate, causes));
                put(fresh, i, new NamedValue(indicatorNames.get(i), value));
            }
        }
        indicators = fresh == null ? indicators : List.copyOf(fresh);
    }

    private void refreshCandidates(SiteGate gate, Causes causes) {
        @Nullable List<Candidate> fresh = null;
        for (int i = 0; i < program.assignments().size(); i++) {
            if (i >= candidates.size() || !holds(candidates.get(i), i)) {
                fresh = fresh == null ? new ArrayList<>(candidates) : fresh;
                put(fresh, i, candidate(i, gate, causes));
            }
        }
        candidates = fresh == null ? candidates : List.copyOf(fresh);
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

    private String causeOfIndicator(int index, SiteGate gate, Causes causes) {
        if (fact.indicators().isKnown(index)) {
            return "";
        }
        return gate.isOpen() ? causes.ofIndicator(index) : gate.inWords();
    }

    private boolean holds(Candidate former, int index) {
        return holds(former.raw(), fact.outputs(), ServiceFact.cell(index, Part.RAW))
                && (program.assignments().get(index).guard() == null
                        || holds(former.active(), fact.outputs(), ServiceFact.cell(index, Part.GUARD)))
                && holdsBound(former.min(), index, Part.MIN)
                && holdsBound(former.max(), index, Part.MAX);
    }

    private boolean holdsBound(@Nullable Value former, int index, Part part) {
        return former == null || holds(former, fact.outputs(), ServiceFact.cell(index, part));
    }

    /** True if the cell is known and this is its number; the cause of an unknown may change with time alone. */
    private static boolean holds(Value former, Cells cells, int cell) {
        return former instanceof Value.Known known
                && cells.isKnown(cell)
                && Double.doubleToLongBits(known.number()) == Double.doubleToLongBits(cells.number(cell));
    }

    private static <T> void put(List<T> list, int index, T element) {
        if (index < list.size()) {
            list.set(index, element);
        } else {
            list.add(element);
        }
    }

    private List<String> fired() {
        var fired = fact.takeFired();
        if (fired.length == 0) {
            return List.of();
        }
        List<String> ids = new ArrayList<>(fired.length);
        int beforeAssignments = program.indicators().size();
        for (int statement : fired) {
            ids.add(
                    statement < beforeAssignments
                            ? program.indicators().get(statement).id()
                            : program.assignments()
                                    .get(statement - beforeAssignments)
                                    .id());
        }
        return List.copyOf(ids);
    }
}
