package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.sla.SlaClass;
import io.reservoir.model.sla.SlaClasses;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** RESERVOIR's availability: the system gets the least of the SLA classes that promises as much. */
final class Availability {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Envelope envelope;
    private final SlaClasses classes;
    private final Measured measured;
    private final Problems problems;

    Availability(Envelope envelope, SlaClasses classes, Measured measured, Problems problems) {
        this.envelope = envelope;
        this.classes = classes;
        this.measured = measured;
        this.problems = problems;
    }

    List<Statement> statements() {
        return envelope.sections(Part.AVAILABILITY).flatMap(this::statements).toList();
    }

    private Stream<Statement> statements(Section section) {
        var share = measured.percent(section.element().textOf("Percentile"));
        if (share == null) {
            problems.error(
                    Code.OVF_PART_MISSING, section.element().tag(), "an availability has a `<rsrvr:Percentile>`", null);
            return Stream.empty();
        }
        var promising = promising(share);
        if (promising == null) {
            problems.error(
                    Code.OVF_NO_COUNTERPART,
                    share.span(),
                    "no SLA class promises an availability of " + share.number().toPlainString() + "%",
                    null);
            return Stream.empty();
        }
        problems.info(
                Code.OVF_CLASS_CHOSEN,
                share.span(),
                "an availability of " + share.number().toPlainString() + "% is promised by the SLA class `"
                        + promising.name() + "`",
                null);
        return section.systems().stream()
                .map(system -> Written.equation(
                        "SLA",
                        system,
                        new Value.Formula(Written.mention(promising.name(), share.span())),
                        List.of(),
                        section.element().span()));
    }

    private @Nullable SlaClass promising(Quantity share) {
        var wanted = share.number().divide(HUNDRED).doubleValue();
        return classes.classes().stream()
                .filter(c -> c.availability() != null && c.availability() >= wanted)
                .min(Comparator.comparingInt(SlaClass::priority))
                .orElse(null);
    }
}
