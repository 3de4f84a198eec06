package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.money.Budget;
import io.reservoir.model.money.Money;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks {@code budget 500 EUR per month soft}. */
final class Budgets {
    private final Sources sources;
    private final Problems problems;
    private @Nullable Budget budget;
    private @Nullable Statement first;

    Budgets(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    @Nullable
    Budget budget() {
        return budget;
    }

    void take(Statement.Budget statement) {
        var amount = amount(statement.amount());
        var period = period(statement.period());
        if (first != null) {
            problems.error(
                    Code.OVERLAP,
                    statement.span(),
                    "a service has one budget",
                    "line " + first.span().line() + " sets it already");
            return;
        }
        first = statement;
        if (amount != null && period != null) {
            var hard = statement.mode() != null && statement.mode().is("hard");
            budget = new Budget(amount, period, hard, sources.of(statement));
        }
    }

    private @Nullable Money amount(Quantity written) {
        var unit = written.unit();
        if (unit == null) {
            problems.error(Code.UNIT_MISSING, written.span(), "this amount needs its currency", "such as `500 EUR`");
            return null;
        }
        var currency = currency(unit);
        if (currency != null && written.number().signum() <= 0) {
            problems.error(Code.BUDGET, written.span(), "a budget is above 0");
            return null;
        }
        return currency == null ? null : new Money(written.number(), currency);
    }

    private @Nullable Currency currency(Name unit) {
        var found = Currencies.named(unit.text());
        if (found == null) {
            problems.error(
                    Code.BUDGET,
                    unit.span(),
                    Problems.quoted(unit.text()) + " is no currency",
                    "currencies have three letters, such as `EUR`");
        }
        return found;
    }

    private Budget.@Nullable Period period(Name written) {
        var found = Arrays.stream(Budget.Period.values())
                .filter(period -> written.is(period.name()))
                .findFirst()
                .orElse(null);
        if (found == null) {
            problems.error(
                    Code.BUDGET,
                    written.span(),
                    "there is no budget per " + Problems.quoted(written.text()),
                    Suggestion.help(written.text(), List.of("day", "week", "month"), "periods"));
        }
        return found;
    }
}
