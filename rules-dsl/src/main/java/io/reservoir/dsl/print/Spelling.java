package io.reservoir.dsl.print;

import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.program.ServiceTest.Observed;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.Setting;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.unit.Unit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the language spells its own words, whatever their case in a text. Names that an author gave stay as they are. */
final class Spelling {
    private static final List<String> SUBJECTS = List.of("Replicas", "CPU", "Memory", "Load", "SLA", "Deploy", "SPEED");

    /** On the left of an equation only: in a formula {@code CPU(C1)} is a metric, and the name of one has its case. */
    private static final List<String> READ = List.of(
            "Replicas",
            "Load",
            "SLA",
            "Deploy",
            "SPEED",
            "Ready",
            "Current",
            "prev",
            "Price",
            "Budget",
            "BurnRate",
            "Forecast");

    private static final List<String> OBSERVED =
            Arrays.stream(Observed.values()).map(Observed::word).toList();

    private static final List<String> AGGREGATIONS = List.of("avg", "sum", "min", "max", "last", "rate", "delta");
    private static final Pattern PERCENTILE = Pattern.compile("[pP]\\d+");
    private static final List<String> CPUS = List.of("CPU", "CPUs", "vCPU", "vCPUs", "core", "cores");

    private static final List<String> WORDS = List.of(
            "day", "week", "month", "hour", "hours", "h", "hosts", "domains", "min", "max", "x", "disk", "storage",
            "memory", "ram", "mem");

    private static final List<String> SETTINGS = Arrays.stream(Setting.Question.values())
            .map(question -> question.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final List<String> DIMENSIONS =
            Arrays.stream(Tariff.Dimension.values()).map(Tariff.Dimension::word).toList();

    private Spelling() {}

    /** What stands on the left of an equation. */
    static String subject(Name name) {
        return of(name.text(), SUBJECTS);
    }

    /** An indicator's or a metric's own name. */
    static String indicator(Name name) {
        return name.is("Load") ? "Load" : name.text();
    }

    /** A function, or a metric of a component. An aggregation has two arguments: {@code Rate(C1)} is a metric. */
    static String called(Name name, int arguments) {
        if (Functions.named(name.text()) != null) {
            return name.lower();
        }
        return arguments == 2 ? aggregation(of(name.text(), READ)) : of(name.text(), READ);
    }

    /** What a test looks at. */
    static String observed(Name name) {
        return of(name.text(), OBSERVED);
    }

    static String aggregation(String word) {
        return PERCENTILE.matcher(word).matches() ? word.toLowerCase(Locale.ROOT) : of(word, AGGREGATIONS);
    }

    static String unit(String unit) {
        var cpu = of(unit, CPUS);
        return CPUS.contains(cpu) ? cpu : Unit.respelled(unit);
    }

    /** The unit or the aggregation in a {@code metric} statement. */
    static String metricWord(Name word) {
        var unit = unit(word.text());
        return unit.equals(word.text()) ? aggregation(unit) : unit;
    }

    static String slaClass(Name name) {
        var known = SlaClasses.SHIPPED.named(name.text());
        return known == null ? name.text() : known.name();
    }

    static String setting(Name function) {
        return of(function.text(), SETTINGS);
    }

    static String dimension(Name name) {
        return of(name.text(), DIMENSIONS);
    }

    static String currency(Name code) {
        return code.text().length() == 3 ? code.text().toUpperCase(Locale.ROOT) : code.text();
    }

    /** A day, or a moment such as {@code 2026-01-31T12:00Z}. */
    static String moment(Name moment) {
        return moment.text().toUpperCase(Locale.ROOT);
    }

    /** Periods, ways to spread and to combine, parts of a size. */
    static String word(Name name) {
        return of(name.text(), WORDS);
    }

    private static String of(String text, Collection<String> words) {
        return words.stream().filter(text::equalsIgnoreCase).findFirst().orElse(text);
    }
}
