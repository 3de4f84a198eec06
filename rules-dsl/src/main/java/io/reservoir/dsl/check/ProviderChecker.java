package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.sla.SlaVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns a provider's file into SLA classes and tariffs. */
public final class ProviderChecker {
    private final TariffChecker tariffChecker;
    private final SlaClassChecker classChecker;
    private final Problems problems;
    private final List<Tariff> tariffs = new ArrayList<>();
    private final List<SlaVersion> classes = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();

    private ProviderChecker(Problems problems) {
        this.problems = problems;
        var times = new Times(problems);
        var units = new Units(problems);
        tariffChecker = new TariffChecker(times, problems);
        classChecker = new SlaClassChecker(times, new Measures(units, problems), problems);
    }

    /** What a file declares, without what has an error. */
    public record Found(List<Tariff> tariffs, List<SlaVersion> classes) {}

    public static Found check(SourceFile file, Problems problems) {
        var checker = new ProviderChecker(problems);
        file.statements().forEach(checker::take);
        return new Found(List.copyOf(checker.tariffs), List.copyOf(checker.classes));
    }

    /** True if a provider wrote it: it holds a tariff or SLA class, and nothing of a service. */
    public static boolean isProviders(SourceFile file) {
        var own = file.statements().stream().anyMatch(ProviderChecker::isProviders);
        return own
                && file.statements().stream()
                        .allMatch(statement -> isProviders(statement) || statement instanceof Statement.Broken);
    }

    private static boolean isProviders(Statement statement) {
        return statement instanceof Statement.Tariff || statement instanceof Statement.SlaClass;
    }

    private void take(Statement statement) {
        switch (statement) {
            case Statement.Tariff written -> {
                var tariff = tariffChecker.tariff(written);
                if (tariff != null && isNew("tariff", tariff.name(), tariff.validFrom(), written.span())) {
                    tariffs.add(tariff);
                }
            }
            case Statement.SlaClass written -> {
                var version = classChecker.version(written);
                if (version != null
                        && isNew("SLA class", version.slaClass().name(), version.validFrom(), written.span())) {
                    classes.add(version);
                }
            }
            case Statement.Broken broken -> {}
            case Statement.Service service -> refuse(service);
            case Statement.Image image -> refuse(image);
            case Statement.Network network -> refuse(network);
            case Statement.Component component -> refuse(component);
            case Statement.Metric metric -> refuse(metric);
            case Statement.Equation equation -> refuse(equation);
            case Statement.Indicator indicator -> refuse(indicator);
            case Statement.Objective objective -> refuse(objective);
            case Statement.Calendar calendar -> refuse(calendar);
            case Statement.Hold hold -> refuse(hold);
            case Statement.Budget budget -> refuse(budget);
            case Statement.Migrate migrate -> refuse(migrate);
            case Statement.Test test -> refuse(test);
        }
    }

    private boolean isNew(String kind, String name, LocalDate from, Span span) {
        if (seen.add(List.of(kind, name.toLowerCase(Locale.ROOT), from))) {
            return true;
        }
        problems.error(
                Code.DUPLICATE,
                span,
                "the " + kind + " " + Problems.quoted(name) + " from " + from + " is written twice");
        return false;
    }

    private void refuse(Statement statement) {
        problems.error(
                Code.PROVIDER_FILE, statement.span(), "this belongs into a service's file, not into a provider's");
    }
}
