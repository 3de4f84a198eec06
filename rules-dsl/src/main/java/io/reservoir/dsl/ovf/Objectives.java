package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import java.util.ArrayList;
import java.util.List;

/** RESERVOIR's performance objectives: a KPI stays in a range in so many per cent of windows. */
final class Objectives {
    private final Envelope envelope;
    private final ElasticArrays arrays;
    private final Measured measured;
    private final Problems problems;

    Objectives(Envelope envelope, ElasticArrays arrays, Measured measured, Problems problems) {
        this.envelope = envelope;
        this.arrays = arrays;
        this.measured = measured;
        this.problems = problems;
    }

    List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        envelope.sections(Part.OBJECTIVES)
                .forEach(section -> section.element()
                        .all("Constraint")
                        .forEach(constraint -> read(constraint, section, statements)));
        return statements;
    }

    private void read(Element constraint, Section section, List<Statement> statements) {
        var kpi = constraint.textOf("KPIName");
        var range = constraint.first("Range");
        if (kpi == null || range == null) {
            problems.error(
                    Code.OVF_PART_MISSING,
                    constraint.tag(),
                    "an objective names a KPI and its range",
                    "`<rsrvr:KPIName>` and `<rsrvr:Range>`");
            return;
        }
        var systems = systems(kpi, section);
        if (systems.isEmpty()) {
            problems.error(
                    Code.OVF_NO_COUNTERPART,
                    kpi.span(),
                    "it is not clear of which system " + Problems.quoted(kpi.text()) + " is a KPI",
                    "put the objective into its virtual system");
        }
        systems.forEach(system -> read(constraint, kpi, range, system, statements));
    }

    /** Of a collection, those are meant whose size follows the KPI; or the only one there is. */
    private List<SystemDraft> systems(Name kpi, Section section) {
        return section.systems().size() == 1
                ? section.systems()
                : section.systems().stream()
                        .filter(arrays.readers(kpi)::contains)
                        .toList();
    }

    private void read(Element constraint, Name kpi, Element range, SystemDraft system, List<Statement> statements) {
        var unit = range.attribute(Namespaces.RESERVOIR, "unit");
        var most = measured.in(unit, range.textOf("Max"));
        var least = measured.in(unit, range.textOf("Min"));
        if (most != null) {
            statements.add(objective(constraint, kpi, system, Term.Operator.LESS_OR_EQUAL, most));
        }
        if (least != null && least.number().signum() > 0) {
            statements.add(objective(constraint, kpi, system, Term.Operator.GREATER_OR_EQUAL, least));
        }
    }

    private Statement objective(
            Element constraint, Name kpi, SystemDraft system, Term.Operator relation, Quantity limit) {
        return new Statement.Objective(
                constraint.span(),
                arrays.metric(kpi, system),
                Written.place(system, kpi.span()),
                relation,
                limit,
                measured.window(constraint),
                measured.percent(constraint.textOf("Percentage")));
    }
}
