package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RESERVOIR's elastic arrays: a KPI over a window and a quota of it per replica become
 * {@code Replicas(C) = avg(KPI(C), window) / quota}, the tolerance its band. Several rules of one system are wants of
 * one number: the greatest counts. How often a rule is looked at is not read: that follows from the readings.
 */
final class ElasticArrays {
    private final Envelope envelope;
    private final Measured measured;
    private final Problems problems;
    private final Hints hints = new Hints();
    private final Map<String, Name> declared = new LinkedHashMap<>();
    private final Set<String> measuredPairs = new LinkedHashSet<>();
    private final Map<String, List<SystemDraft>> readers = new LinkedHashMap<>();
    private final List<Statement> metrics = new ArrayList<>();

    ElasticArrays(Envelope envelope, Measured measured, Problems problems) {
        this.envelope = envelope;
        this.measured = measured;
        this.problems = problems;
        envelope.sections(Part.KPIS).flatMap(s -> s.element().all("KPI")).forEach(kpi -> {
            var name = kpi.attribute(Namespaces.RESERVOIR, "KPIname");
            if (name != null) {
                declared.putIfAbsent(name.text(), name);
            }
        });
    }

    List<Statement> statements() {
        return envelope.sections(Part.ELASTIC_ARRAY).flatMap(this::statements).toList();
    }

    private Stream<Statement> statements(Section section) {
        var rules = section.element().all("Rule").toList();
        return section.systems().stream()
                .flatMap(system -> rules.stream().flatMap(rule -> {
                    var statement = statement(rule, system, rules.size() > 1);
                    return statement == null ? Stream.<Statement>empty() : Stream.of(statement);
                }));
    }

    private @Nullable Statement statement(Element rule, SystemDraft system, boolean oneOfSeveral) {
        var kpi = rule.textOf("KPIName");
        var quota = measured.plain(rule.textOf("Quota"));
        if (kpi == null || quota == null) {
            problems.error(
                    Code.OVF_PART_MISSING,
                    rule.tag(),
                    "a rule names a KPI and its quota per replica",
                    "`<rsrvr:KPIName>` and `<rsrvr:Quota>`");
            return null;
        }
        var metric = metric(kpi, system);
        readers.computeIfAbsent(kpi.text(), k -> new ArrayList<>()).add(system);
        var reading = Written.call(
                metric.text(), kpi.span(), Written.mention(system.name().text(), kpi.span()));
        var window = measured.window(rule);
        var average = window == null ? reading : Written.call("avg", rule.span(), reading, Written.number(window));
        var value =
                new Expression.Binary(rule.span(), Term.Operator.DIVIDE, quota.span(), average, Written.number(quota));
        return Written.equation("Replicas", system, new Value.Formula(value), clauses(rule, oneOfSeveral), rule.span());
    }

    private List<Clause> clauses(Element rule, boolean oneOfSeveral) {
        var clauses = new ArrayList<Clause>();
        var tolerance = measured.percent(rule.textOf("Tolerance"));
        if (tolerance != null) {
            clauses.add(new Clause.Band(tolerance.span(), tolerance, tolerance));
        }
        if (oneOfSeveral) {
            clauses.add(new Clause.Combine(rule.tag(), new Name("max", rule.tag())));
        }
        return clauses;
    }

    /** The metric of a KPI. Where KPIs are listed, one that is not among them is a mistake. */
    Name metric(Name kpi, SystemDraft system) {
        var listed = declared.get(kpi.text());
        var name = new Name(Names.plain(kpi.text()), kpi.span());
        if (listed != null
                && measuredPairs.add(name.text() + " " + system.name().text())) {
            metrics.add(new Statement.Metric(
                    listed.span(),
                    new Name(name.text(), listed.span()),
                    new Name(system.name().text(), kpi.span()),
                    new Name("gauge", listed.span()),
                    List.of(),
                    null));
        }
        if (listed == null && !declared.isEmpty()) {
            problems.error(
                    Code.OVF_REFERENCE,
                    kpi.span(),
                    Problems.quoted(kpi.text()) + " is no KPI of this envelope",
                    hints.help(kpi.text(), declared.keySet(), "KPIs"));
        }
        return name;
    }

    /** The systems whose rules read a KPI. */
    List<SystemDraft> readers(Name kpi) {
        return readers.getOrDefault(kpi.text(), List.of());
    }

    /** The metrics that were asked for and are KPIs of the envelope. */
    List<Statement> metrics() {
        return List.copyOf(metrics);
    }
}
