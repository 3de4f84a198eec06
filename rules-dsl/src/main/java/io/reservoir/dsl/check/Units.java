package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds units by their names, and says how an ambiguous one was read. */
final class Units {
    private static final Unit CPU = new Unit("vCPU", Dimension.VEE, 1);
    private static final List<String> CPU_NAMES = List.of("cpu", "cpus", "vcpu", "vcpus", "core", "cores");

    /** Elsewhere {@code Gb} is a gigabit; here units ignore case. */
    private static final Pattern LOOKS_LIKE_BITS = Pattern.compile("([KMGTkmgt])b\\b.*");

    private final Problems problems;

    Units(Problems problems) {
        this.problems = problems;
    }

    /** The unit of that name; null, with an error, where there is none. */
    @Nullable
    Unit named(Name name) {
        var unit = isCpu(name) ? CPU : Unit.named(name.text());
        if (unit == null) {
            problems.error(
                    Code.UNKNOWN_UNIT,
                    name.span(),
                    "there is no unit " + Problems.quoted(name.text()),
                    Suggestion.help(name.text(), names(), "units"));
            return null;
        }
        var bits = LOOKS_LIKE_BITS.matcher(name.text());
        if (bits.matches() && unit.dimension().data() == 1) {
            var prefix = bits.group(1).toUpperCase(Locale.ROOT);
            problems.info(
                    Code.READ_AS_BYTE,
                    name.span(),
                    Problems.quoted(name.text()) + " is read as " + prefix + "B, bytes",
                    "for bits, write `" + prefix + "bit`");
        }
        return unit;
    }

    /** A number as typed in base units: 70% is exactly 0.7. */
    static double base(BigDecimal number, Unit unit) {
        return number.multiply(BigDecimal.valueOf(unit.factor())).doubleValue();
    }

    static boolean isCpu(Name name) {
        return CPU_NAMES.contains(name.lower());
    }

    /** As people write them: the names that the units know are in lower case. */
    private static List<String> names() {
        var names = new ArrayList<>(CPU_NAMES);
        for (var name : Unit.names()) {
            var unit = Unit.named(name);
            names.add(unit != null && unit.symbol().equalsIgnoreCase(name) ? unit.symbol() : name);
        }
        return names;
    }
}
