package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.money.Tariff;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks {@code tariff standard { … }}. Prices are decimal from the text on. */
final class TariffChecker {
    private static final Set<String> HOUR = Set.of("hour", "hours", "h");

    private final Times times;
    private final Problems problems;

    TariffChecker(Times times, Problems problems) {
        this.times = times;
        this.problems = problems;
    }

    /** A tariff; null, with an error, where it has a mistake. */
    @Nullable
    Tariff tariff(Statement.Tariff statement) {
        var from = statement.from() == null ? LocalDate.EPOCH : times.day(statement.from());
        var currency = currency(statement);
        var prices = prices(statement.prices());
        return from == null || currency == null
                ? null
                : new Tariff(statement.name().text(), from, currency, Map.copyOf(prices));
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
        var found = Currencies.named(name.text());
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
