package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.money.Tariff;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a provider's file into tariffs. Prices are decimal from the text on. */
public final class TariffChecker {
    private static final Set<String> HOUR = Set.of("hour", "hours", "h");

    private final Problems problems;

    private TariffChecker(Problems problems) {
        this.problems = problems;
    }

    /** The tariffs of a file, without those that have an error. */
    public static List<Tariff> check(SourceFile file, Problems problems) {
        var checker = new TariffChecker(problems);
        var tariffs = new ArrayList<Tariff>();
        var seen = new HashSet<List<Object>>();
        for (var statement : file.statements()) {
            var tariff = checker.check(statement);
            if (tariff == null) {
                continue;
            }
            if (!seen.add(List.of(tariff.name(), tariff.validFrom()))) {
                problems.error(
                        Code.DUPLICATE,
                        statement.span(),
                        "the tariff " + Problems.quoted(tariff.name()) + " from " + tariff.validFrom()
                                + " is written twice");
            }
            tariffs.add(tariff);
        }
        return List.copyOf(tariffs);
    }

    private @Nullable Tariff check(Statement statement) {
        return switch (statement) {
            case Statement.Tariff tariff -> tariff(tariff);
            case Statement.Broken broken -> null;
            case Statement.Later later -> {
                problems.error(
                        Code.NOT_YET,
                        later.keyword().span(),
                        "`" + later.keyword().lower() + "` statements are not supported yet");
                yield null;
            }
            case Statement.Service service -> refused(service);
            case Statement.Image image -> refused(image);
            case Statement.Network network -> refused(network);
            case Statement.Component component -> refused(component);
            case Statement.Metric metric -> refused(metric);
            case Statement.Equation equation -> refused(equation);
            case Statement.Indicator indicator -> refused(indicator);
        };
    }

    private @Nullable Tariff refused(Statement statement) {
        problems.error(
                Code.PROVIDER_FILE, statement.span(), "this belongs into a service's file, not into a provider's");
        return null;
    }

    private @Nullable Tariff tariff(Statement.Tariff statement) {
        var from = statement.from() == null ? LocalDate.EPOCH : date(statement.from());
        var currency = currency(statement);
        var prices = prices(statement.prices());
        return from == null || currency == null
                ? null
                : new Tariff(statement.name().text(), from, currency, Map.copyOf(prices));
    }

    private @Nullable LocalDate date(Name written) {
        try {
            return LocalDate.parse(written.text());
        } catch (DateTimeException noSuchDay) {
            problems.error(Code.RANGE, written.span(), Problems.quoted(written.text()) + " is no day of the calendar");
            return null;
        }
    }

    private @Nullable Currency currency(Statement.Tariff statement) {
        if (statement.currencies().isEmpty()) {
            problems.error(
                    Code.TARIFF,
                    statement.name().span(),
                    "the tariff " + Problems.quoted(statement.name().text()) + " names no currency",
                    "add `currency EUR`");
            return null;
        }
        statement.currencies().stream()
                .skip(1)
                .forEach(again -> problems.error(Code.DUPLICATE, again.span(), "a tariff has one currency"));
        var name = statement.currencies().getFirst().name();
        var code = name.text().toUpperCase(Locale.ROOT);
        var found = Currency.getAvailableCurrencies().stream()
                .filter(c -> c.getCurrencyCode().equals(code) && c.getDefaultFractionDigits() >= 0)
                .findFirst()
                .orElse(null);
        if (found == null) {
            problems.error(
                    Code.UNKNOWN_UNIT,
                    name.span(),
                    "there is no currency " + Problems.quoted(name.text()),
                    "currencies have three letters, such as `EUR`");
        }
        return found;
    }

    private Map<Tariff.Dimension, BigDecimal> prices(List<Statement.Price> written) {
        var prices = new EnumMap<Tariff.Dimension, BigDecimal>(Tariff.Dimension.class);
        for (var price : written) {
            var dimension = dimension(price.dimension());
            if (dimension != null && isPerHour(price, dimension)) {
                var earlier = prices.putIfAbsent(dimension, price.amount());
                if (earlier != null) {
                    problems.error(Code.DUPLICATE, price.span(), "`" + dimension.word() + "` has a price already");
                }
            }
        }
        return prices;
    }

    private Tariff.@Nullable Dimension dimension(Name word) {
        var words = Arrays.stream(Tariff.Dimension.values())
                .map(Tariff.Dimension::word)
                .toList();
        var found = Arrays.stream(Tariff.Dimension.values())
                .filter(d -> word.is(d.word()))
                .findFirst()
                .orElse(null);
        if (found == null) {
            problems.error(
                    Code.TARIFF,
                    word.span(),
                    "nothing is charged for " + Problems.quoted(word.text()),
                    Suggestion.help(word.text(), words, "prices are of"));
        }
        return found;
    }

    /** VEEs and CPUs are charged by the hour, bytes by the gigabyte and hour. */
    private boolean isPerHour(Statement.Price price, Tariff.Dimension dimension) {
        var bytes = dimension == Tariff.Dimension.MEMORY || dimension == Tariff.Dimension.DISK;
        var per = price.per();
        var correct = HOUR.contains(per.getLast().lower())
                && (bytes ? per.size() == 2 && per.getFirst().is("GB") : per.size() == 1);
        if (!correct) {
            problems.error(
                    Code.TARIFF,
                    per.getFirst().span(),
                    "`" + dimension.word() + "` is charged per " + (bytes ? "GB hour" : "hour"),
                    "write `" + dimension.word() + " " + price.amount().toPlainString() + " per "
                            + (bytes ? "GB hour`" : "hour`"));
        }
        return correct;
    }
}
