package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Size;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the size of a component: {@code (2 CPU, 1 GB, 10 GB disk)}. The first amount without a word is memory. */
final class Sizes {
    /** What a component has in a rule file that does not say: the service that it is applied to does. */
    static final Size INFERRED = new Size(1, 1_000_000_000L, 10_000_000_000L);

    private static final int MOST_CPUS = 1_024;
    private static final double MOST_BYTES = 1e15;
    private static final List<String> MEMORY = List.of("memory", "ram", "mem");
    private static final List<String> DISK = List.of("disk", "storage");

    private final Units units;
    private final Problems problems;

    Sizes(Units units, Problems problems) {
        this.units = units;
        this.problems = problems;
    }

    private enum Part {
        CPU("CPU", "2 CPU"),
        MEMORY("memory", "1 GB"),
        DISK("disk", "10 GB disk");

        private final String word;
        private final String example;

        Part(String word, String example) {
            this.word = word;
            this.example = example;
        }
    }

    Size check(Statement.Component component) {
        var amounts = new EnumMap<Part, Double>(Part.class);
        var complete = true;
        for (var written : component.size()) {
            complete &= take(written, amounts);
        }
        if (complete) {
            require(Part.CPU, amounts, component);
            require(Part.MEMORY, amounts, component);
        }
        return new Size(
                (int) (double) amounts.getOrDefault(Part.CPU, 0.0),
                Math.round(amounts.getOrDefault(Part.MEMORY, 0.0)),
                Math.round(amounts.getOrDefault(Part.DISK, 0.0)));
    }

    private void require(Part part, Map<Part, Double> amounts, Statement.Component component) {
        if (!amounts.containsKey(part)) {
            problems.error(
                    Code.SIZE,
                    component.sizeSpan(),
                    "the size of " + Problems.quoted(component.name().text()) + " says nothing of " + part.word,
                    "add it, such as `" + part.example + "`");
        }
    }

    private boolean take(Statement.SizePart written, Map<Part, Double> amounts) {
        var name = written.quantity().unit();
        if (name == null) {
            problems.error(
                    Code.UNIT_MISSING, written.span(), "this number needs its unit", "such as `2 CPU` or `1 GB`");
            return false;
        }
        var unit = units.named(name);
        var part = unit == null ? null : part(unit, name, written.word());
        if (unit == null || part == null) {
            return false;
        }
        var amount = Units.base(written.quantity().number(), unit);
        if (!inRange(part, amount, written)) {
            return false;
        }
        if (amounts.putIfAbsent(part, amount) != null) {
            problems.error(Code.SIZE, written.span(), part.word + " is written twice", twice(part));
            return false;
        }
        return true;
    }

    private static @Nullable String twice(Part part) {
        return part == Part.CPU ? null : "say which it is: `1 GB memory, 10 GB disk`";
    }

    private boolean inRange(Part part, double amount, Statement.SizePart written) {
        var cpus = part == Part.CPU;
        if (cpus && (amount != Math.rint(amount) || amount < 1 || amount > MOST_CPUS)) {
            problems.error(Code.SIZE, written.span(), "a VEE has from 1 to " + MOST_CPUS + " whole CPUs");
            return false;
        }
        if (!cpus && (amount < 1 || amount > MOST_BYTES)) {
            problems.error(Code.SIZE, written.span(), "an amount of " + part.word + " lies between 1 B and 1000 TB");
            return false;
        }
        return true;
    }

    private @Nullable Part part(Unit unit, Name name, @Nullable Name word) {
        if (Units.isCpu(name) && word == null) {
            return Part.CPU;
        }
        if (!unit.dimension().equals(Dimension.DATA)) {
            problems.error(
                    Code.SIZE,
                    name.span(),
                    "a size is made of CPUs, memory and disk, not "
                            + unit.dimension().inWords());
            return null;
        }
        if (word == null) {
            return Part.MEMORY;
        }
        if (DISK.contains(word.lower())) {
            return Part.DISK;
        }
        if (MEMORY.contains(word.lower())) {
            return Part.MEMORY;
        }
        problems.error(
                Code.SIZE,
                word.span(),
                Problems.quoted(word.text()) + " is no part of a size",
                Suggestion.help(word.text(), List.of("disk", "memory"), "parts"));
        return null;
    }
}
